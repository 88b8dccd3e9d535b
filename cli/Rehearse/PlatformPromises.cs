using System.Collections.Immutable;
using System.Globalization;
using Infra.Cli.Recovery;
using Infra.Configuration;
using Infra.Platform;
using Infra.Schemas;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <summary>
/// What is promised of the platform that came back: who reaches the database, what runs, how long it took, and that nothing is left to do.
/// </summary>
internal static class PlatformPromises
{
    // The plan's figure is a model.
    private const double Tolerance = 0.1;

    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string Job = "kubernetes:batch/v1:Job";

    /// <summary>The promises by name; one that does not apply to a loss gives nothing.</summary>
    public static ImmutableArray<KeyValuePair<string, Func<Aftermath, Check?>>> All { get; } =
    [
        new("Alias", Alias),
        new("Fence", Fence),
        new("One writer", Writers),
        new("Platform", Platform),
        new("Deployments", Deployments),
        new("Verification", Verification),
        new("Nothing twice", NothingTwice),
        new("Time", Time),
        new("Nothing left to do", Settled),
    ];

    private static Check Alias(Aftermath after)
    {
        var stack = after.Stack;
        var (wanted, found) = (stack.AddressOf(stack.ActiveDatabase), stack.AliasTarget());
        return new(
            "Alias",
            $"{stack.Config.Foundation.Names.DatabaseAlias} leads to {stack.ActiveDatabase}",
            wanted == found ? "it does" : $"it leads to {found}",
            wanted == found
        );
    }

    private static Check Fence(Aftermath after)
    {
        var stack = after.Stack;
        var doors = stack.OpenDoors();
        var wanted = stack.DoorOf(stack.ActiveCluster);
        return new(
            "Fence",
            $"the nodes of {stack.ActiveCluster} reach the database, and nobody else",
            doors.SequenceEqual([wanted]) ? "only they do" : $"it is open to {string.Join(", ", doors)}",
            doors.SequenceEqual([wanted])
        );
    }

    // Two generations of schedulers on one database would run everything twice.
    private static Check Writers(Aftermath after)
    {
        var (stack, world) = (after.Stack, after.Stack.World);
        var since =
            world
                .Journal.ToList()
                .FindLastIndex(change => change is { Type: Release, Name: "astronomer", Operation: Operation.Create or Operation.Update })
            + 1;
        var writers = world
            .Writes.Where(write =>
                write.Change >= since && write.Database.StartsWith(stack.Config.Foundation.Names.Prefix, StringComparison.Ordinal)
            )
            .Select(write => $"{write.Cluster} to {write.Database}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        List<string> wanted = [$"{stack.ActiveCluster} to {stack.ActiveDatabase}"];
        return new(
            "One writer",
            $"since the platform is back: {wanted[0]}",
            writers.Count == 0 ? "nobody writes" : string.Join(", ", writers),
            writers.SequenceEqual(wanted)
        );
    }

    private static Check Platform(Aftermath after)
    {
        var stack = after.Stack;
        var wanted = stack.Config.Prometheus.Replicas;
        var found = stack.ClusterExists(stack.ActiveCluster)
            ? stack.Release(stack.ActiveCluster)?.Inputs.Number("values.prometheus.replicas")
            : null;
        return new(
            "Platform",
            $"stands in {stack.ActiveCluster}, with {wanted} Prometheus servers",
            found is null ? "it does not stand" : $"it stands, with {found} Prometheus servers",
            found == wanted
        );
    }

    // What runs in the cluster and what stands in the database must agree.
    private static Check? Deployments(Aftermath after)
    {
        var stack = after.Stack;
        if (stack.ActiveCluster == after.Before.Cluster && stack.ActiveDatabase == after.Before.Database)
        {
            return null;
        }
        var applied = stack.Release(stack.ActiveCluster)?.Inputs.Flag("values.astronomer.houston.upgradeDeployments.enabled") == true;
        return new("Deployments", "are applied anew from what the database holds", applied ? "they are" : "they are not", applied);
    }

    // Nobody is sent to a platform that was not proven: the job of this pair of generations ends well before the public names lead there.
    private static Check Verification(Aftermath after)
    {
        var (stack, foundation) = (after.Stack, after.Stack.Config.Foundation);
        var job = $"{PlatformVerification.Noun}-{VerificationSpec.Pair(foundation.Database.Generation, foundation.Cluster.Generation)}";
        var journal = stack.World.Journal.ToList();
        var proven = journal.FindLastIndex(change => change is { Type: Job, Operation: Operation.Create } && change.Name == job);
        var moved = journal.FindLastIndex(change =>
            change.Type is "gcp:dns/recordSet:RecordSet" or "aws:route53/record:Record"
            && change.Name.TrimEnd('.').EndsWith(stack.Config.BaseDomain, StringComparison.Ordinal)
        );
        var found =
            proven < 0 ? "it has not run"
            : stack.ActiveCluster != after.Before.Cluster && moved >= 0 && moved < proven ? "the public names were led there before"
            : null;
        return new("Verification", $"{job} proves the platform before anybody is sent to it", found ?? "it has", found is null);
    }

    private static Check NothingTwice(Aftermath after)
    {
        var twice = after
            .Stack.World.Objects.Where(thing =>
                !thing.Type.StartsWith("kubernetes:", StringComparison.Ordinal) && thing.Inputs.Text("tags.Name") is not null
            )
            .GroupBy(thing => $"{thing.Type.Split(':')[^1]} {thing.Inputs.Text("tags.Name")}")
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToList();
        return new(
            "Nothing twice",
            "no second thing of the same name",
            twice.Count == 0 ? "none" : string.Join(", ", twice.Take(3)),
            twice.Count == 0
        );
    }

    private static Check Time(Aftermath after)
    {
        var (wanted, found) = (after.Plan.Time.Total, after.RecoveryTime);
        var slack = TimeSpan.FromMinutes(Math.Max(1, wanted.TotalMinutes * Tolerance));
        // How much a killed up had left to do nobody knows before; the plan says what it is at most.
        return after.Plan.Loss == Loss.KilledUp
            ? new("Time", $"{Minutes(wanted)} at most, by the plan", $"{Minutes(found)} in simulated time", found - wanted <= slack)
            : new(
                "Time",
                $"{Minutes(wanted)} by the plan, 10 % more or less",
                $"{Minutes(found)} in simulated time",
                (found - wanted).Duration() <= slack
            );
    }

    private static Check? Settled(Aftermath after) =>
        after.LastPreview is not { } preview
            ? null
            : new("Nothing left to do", "a preview finds no change", preview.Succeeded ? "none" : Last(preview.Output), preview.Succeeded);

    private static string Last(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it failed";

    private static string Minutes(TimeSpan time) => $"{time.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} min";
}
