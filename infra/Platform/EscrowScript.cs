namespace Infra.Platform;

/// <summary>
/// What the job <see cref="EscrowRestore"/> runs: first the database is asked for its deployments, then Velero for theirs.
/// </summary>
internal static class EscrowScript
{
    /// <summary>Writes the deployments that Houston knows; where its table is not found, nothing, and the comparison says so.</summary>
    public const string Known = $$"""
        set -eu
        [ "$SET" != none ] || exit 0
        {{DatabaseClient.Functions}}
        databases=$(await_databases)
        printf '%s\n' "$databases" | grep -qx {{HoustonRecords.Database}} || exit 0
        export PGDATABASE={{HoustonRecords.Database}}
        statement=$(query "$STATEMENT")
        [ -z "$statement" ] || { echo table; query "$statement" | sed 's/^/deployment /'; } > /escrow/known
        """;

    /// <summary>Chooses a set, has Velero restore it, waits for the end, and says what differs from the database.</summary>
    public const string Restore = $$$""""
        {{{ClusterScript.Functions}}}
        ORIGIN, LEFT_OUT = os.environ["ORIGIN"], os.environ["LEFT_OUT"].split()
        NAMESPACE, KNOWN = os.environ["VELERO"], os.environ.get("KNOWN", "/escrow/known")
        NONE = "To go on without the deployments' namespaces, write infra:escrow: { restore: none }."


        def fail(text):
            say(text)
            sys.exit(1)


        def namespaces():
            return sorted(name(space) for space in call("/api/v1/namespaces")["items"] if name(space).startswith(PREFIX))


        def items(one):
            return (one.get("status", {}).get("progress") or {}).get("totalItems", 0)


        def begun(one):
            return one.get("status", {}).get("startTimestamp", "")


        def wait(what, tries):
            for _ in range(tries):
                result = what()
                if result is not None:
                    return result
                time.sleep(STEP)
            return None


        def seen():
            locations = call(VELERO + "backupstoragelocations")["items"]
            return locations if locations and all(phase(one) == "Available" and one["status"].get("lastSyncedTime") for one in locations) else None


        def choose(attempts):
            sets = sorted(call(VELERO + "backups")["items"], key=begun, reverse=True)
            if WANTED != "newest":
                for one in sets:
                    if name(one) == WANTED:
                        return name(one) if phase(one) == "Completed" else fail("The set %s is %s, and only a Completed one is restored. %s" % (WANTED, phase(one), NONE))
                fail("There is no set %s. The newest are: %s." % (WANTED, ", ".join(name(one) for one in sets[:10]) or "none"))
            if attempts:
                return attempts[-1]["spec"]["backupName"]
            # The first cluster of a stack that is born from another one's data has nothing to look back to but that one's sets.
            if not sets and PAIR.endswith("-g1") and not ORIGIN:
                return None
            # A cluster that holds none of the deployments has made no set that is worth anything.
            born = call("/api/v1/namespaces/" + NAMESPACE)["metadata"]["creationTimestamp"]
            if not namespaces():
                sets = [one for one in sets if begun(one) < born]
            if not sets:
                places = "Neither the bucket nor that of %s holds a" % ORIGIN if ORIGIN else "The bucket holds no"
                fail("%s set that is older than this cluster. %s" % (places, NONE))
            whole = [one for one in sets if phase(one) == "Completed"]
            if not whole:
                fail("No set is whole: %s. %s" % (", ".join("%s is %s" % (name(one), phase(one)) for one in sets[:10]), NONE))
            full = [one for one in whole if items(one) > 0]
            if not full:
                return None
            for one in sets[:sets.index(full[0])]:
                say("Passed over: %s, which is %s." % (name(one), phase(one) if phase(one) != "Completed" else "empty"))
            say("The set %s was begun at %s." % (name(full[0]), begun(full[0])))
            return name(full[0])


        def report():
            stand = set(namespaces())
            try:
                with open(KNOWN) as lines:
                    rows = [line.split() for line in lines if line.strip()]
            except FileNotFoundError:
                rows = []
            if not rows:
                return say("The database has no table of deployments, so nothing is compared. There: %s." % (", ".join(sorted(stand)) or "none"))
            known = {PREFIX + row[1] for row in rows if row[0] == "deployment"}
            for missing in sorted(known - stand):
                say("Missing: %s. The database knows this deployment and the set does not; it is installed anew." % missing)
            for left in sorted(stand - known):
                say("Left over: %s. The set knows this namespace and the database does not." % left)
            say("%d of the database's %d deployments have their namespaces." % (len(known & stand), len(known)))


        if WANTED == "none":
            say("Nothing is restored: cluster and database are new, or infra:escrow.restore says none.")
            sys.exit(0)
        if wait(seen, 120) is None:
            fail("Velero can not read the bucket: %s" % "; ".join("%s is %s %s" % (name(one), phase(one), one.get("status", {}).get("message", ""))
                for one in call(VELERO + "backupstoragelocations")["items"]))
        mine = restores()
        running = [one for one in mine if phase(one) not in ENDED]
        if any(phase(one) == "Completed" and is_wanted(one) for one in mine):
            say("It is restored already.")
            report()
            sys.exit(0)
        if running:
            restore = name(running[-1])
        else:
            chosen = choose(mine)
            if chosen is None:
                say("No set holds a deployment; there is nothing to restore.")
                report()
                sys.exit(0)
            restore = "deployments-%s-%d" % (PAIR, int(name(mine[-1]).rsplit("-", 1)[1]) + 1 if mine else 1)
            call(VELERO + "restores", {
                "apiVersion": "velero.io/v1", "kind": "Restore",
                "metadata": {"name": restore, "namespace": NAMESPACE, "labels": {"infra/generations": PAIR}},
                "spec": {"backupName": chosen, "includedNamespaces": [PREFIX + "*"], "excludedResources": LEFT_OUT, "restorePVs": False,
                    "existingResourcePolicy": "none"},
            })
        end = wait(lambda: (lambda one: one if phase(one) in ENDED else None)(call(VELERO + "restores/" + restore)), int(2700 / STEP) if STEP else 2700)
        if end is None or phase(end) != "Completed":
            status = (end or {}).get("status", {})
            fail("The restore %s is %s: %s %s %s errors. `velero restore logs %s` tells more; the next up tries again. %s" % (
                restore, phase(end) if end else "not at its end after 45 minutes", status.get("failureReason", ""), "; ".join(status.get("validationErrors", [])),
                status.get("errors", 0), restore, NONE))
        say("The restore %s of the set %s is completed." % (restore, end["spec"]["backupName"]))
        report()
        """";
}
