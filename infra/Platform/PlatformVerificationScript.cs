namespace Infra.Platform;

/// <summary>
/// What the job <see cref="PlatformVerification"/> runs. It waits for what may still come, and ends with a verdict on every part.
/// </summary>
internal static class PlatformVerificationScript
{
    /// <summary>The script.</summary>
    public const string Text = $$$""""
        {{{ClusterScript.Functions}}}


        {{{PostgresScript.Functions}}}


        {{{RegistryScript.Functions}}}


        {{{AirflowScript.Functions}}}


        PATIENCE = float(os.environ.get("PATIENCE_SECONDS", "600"))


        def registry():
            try:
                reach("the registry", urllib.request.Request(REGISTRY + "/v2/")).close()
            except urllib.error.HTTPError as error:
                if error.code != 401:
                    raise NotYet("the registry answers %d" % error.code)
            return "it answers, and reads its bucket"


        # An instant query looks back for five minutes: what was scraped longer ago is not in it.
        # https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness
        def scrapes(address):
            query = urllib.parse.urlencode({"query": "sum by (job) (up)"})
            try:
                with reach("it", urllib.request.Request("%s/api/v1/query?%s" % (address, query))) as answer:
                    up = {one["metric"].get("job"): float(one["value"][1]) for one in json.load(answer)["data"]["result"]}
            except urllib.error.HTTPError as error:
                raise NotYet("it answers %d" % error.code)
            if not up:
                raise NotYet("it scrapes nothing")
            for job in os.environ["JOBS"].split():
                if not up.get(job):
                    raise NotYet("it %s of job %s" % ("reaches no target" if job in up else "has no target", job))
            return "it scrapes %s" % ", ".join(sorted(job for job in up if up[job]))


        def escrow():
            if WANTED == "none":
                return "nothing was to be restored"
            mine = restores()
            if not mine:
                return "no set held a deployment"
            whole = [one for one in mine if phase(one) == "Completed" and is_wanted(one)]
            if whole:
                return "the restore %s of the set %s is Completed" % (name(whole[-1]), whole[-1]["spec"]["backupName"])
            last = "the restore %s of the set %s is %s" % (name(mine[-1]), mine[-1]["spec"]["backupName"], phase(mine[-1]))
            if phase(mine[-1]) not in ENDED:
                raise NotYet(last)
            raise Fault("%s, with %s errors" % (last, mine[-1]["status"].get("errors", 0)))


        def known():
            with administrator("postgres") as server:
                if not server.query("select from pg_database where datname = '{{{HoustonRecords.Database}}}'"):
                    return []
            with administrator("{{{HoustonRecords.Database}}}") as houston:
                return sorted(row[0] for table in houston.query(os.environ["STATEMENT"]) for row in houston.query(table[0]))


        def judge(what, check):
            try:
                return True, check()
            except (Fault, Refused) as fault:
                return False, fault.args[0]
            except urllib.error.HTTPError as error:
                return False, "%s answers %d" % (error.url.partition("?")[0], error.code)
            except (ValueError, LookupError, TypeError, AttributeError, OSError, EOFError) as error:
                # Its words might quote what is secret.
                return False, "it can not be looked at: %s" % type(error).__name__


        def settle(checks):
            until, told, found = time.monotonic() + PATIENCE, {}, {}
            while True:
                for what, check in checks.items():
                    if what in found:
                        continue
                    try:
                        found[what] = judge(what, check)
                    except NotYet as reason:
                        if time.monotonic() >= until:
                            found[what] = (False, str(reason))
                        elif told.get(what) != str(reason):
                            told[what] = str(reason)
                            say("Waiting for %s: %s." % (what, reason))
                if len(found) == len(checks):
                    return found
                time.sleep(STEP)


        def journal(statement):
            with administrator("{{{DatabaseJournal.Database}}}") as database:
                return database.query(os.environ[statement])


        def record(statement):
            ended, answer = settle({"the journal": lambda: journal(statement)})["the journal"]
            if not ended:
                say("FAULT: the journal in the database: %s." % answer)
                sys.exit(1)
            return answer


        if record("IS_DONE"):
            say("This pair of generations was verified before.")
            sys.exit(0)
        checks, verdict = {"the registry": registry, "the escrow": escrow}, {}
        for number, address in enumerate(os.environ["PROMETHEUS"].split()):
            checks["Prometheus %d" % number] = lambda address=address: scrapes(address)
        if os.environ["FIRST"] == "true":
            say("Cluster and database are new: there is no deployment to look for.")
        else:
            told = settle({"Houston's deployments": known})
            listed, answer = told["Houston's deployments"]
            for release in answer if listed else []:
                checks["deployment %s, database" % release] = Airflow(release).role
                checks["deployment %s, images" % release] = Airflow(release).images
                if os.environ["CLOSED"]:
                    checks["deployment %s, ways out" % release] = Airflow(release).closed
            if not listed:
                verdict.update(told)
        verdict.update(settle(checks))
        for what, (whole, answer) in verdict.items():
            if whole:
                say("%s: %s." % (what, answer))
        faults = [(what, answer) for what, (whole, answer) in verdict.items() if not whole]
        for what, answer in faults:
            say("FAULT: %s: %s." % (what, answer))
        if faults:
            say("%d faults: this platform is not whole." % len(faults))
            if os.environ["ACCEPTED"] != "true":
                say("The public names were left where they are. Mend it and run up again; where you have looked and want it all the same, "
                    "write infra:verification: { acceptPlatform: %s }." % PAIR)
                sys.exit(1)
            say("infra:verification.acceptPlatform says that somebody has looked and wants it.")
        record("NOTE_DONE")
        say("Verified.")
        """";
}
