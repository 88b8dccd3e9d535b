using System.Collections.Immutable;
using Infra.Cli.Recovery;
using Infra.Cli.Rehearse;

namespace Infra.Tests.Rehearse;

/// <summary>Rehearsals as the player would hand them over, without playing them.</summary>
internal static class SampleRehearsal
{
    /// <summary>When the reports of these tests are written.</summary>
    public static readonly DateTimeOffset PlayedAt = new(2026, 11, 28, 9, 30, 0, TimeSpan.Zero);

    /// <summary>When the world of the rehearsal begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Recovery = Start.AddHours(30);

    /// <summary>Cluster and database of a stack are lost and come back, or come back with a promise broken.</summary>
    public static PlayedRehearsal Of(string cloud, bool passed = true, Loss loss = Loss.ClusterAndDatabase) =>
        new(
            cloud,
            cloud,
            Plan(loss),
            Steps(cloud),
            [
                .. Enumerable.Range(0, 80).Select(at => Span(Act.Launch, "create", $"small-{at}", 0, 0.1)),
                Span(Act.Launch, "create", "network", 0, 1),
                Span(Act.Launch, "create", "database-g1", 1, 14),
                Span(Act.Launch, "create", "cluster-g1", 1, 9),
                Span(Act.Launch, "create", "nodes-g1", 10, 3),
                Span(Act.Launch, "create", "astronomer-g1", 15, 12),
                Span(Act.Recovery, "create", "database-g2", 2, 22),
                Span(Act.Recovery, "create", "cluster-g2", 2, 9.5),
                Span(Act.Recovery, "update", "fence", 24, 1),
                Span(Act.Recovery, "create", "astronomer-g2", 25, 15),
                Span(Act.Recovery, "delete", "cluster-g1", 40, 6),
            ],
            [
                new(
                    "Rows",
                    "all rows until 14:03, at most 5 min lost",
                    passed ? "14 400 of 14 403 rows, 3 min lost" : "14 000 of 14 403 rows, 47 min lost",
                    passed
                ),
                new("Images", "all 12 images", "12 of 12, by their digests", true),
                new("Identities", "the old signing key, Fernet key and admin", "all 3 the same", true),
                new("Time", "36 min, within 10 %", "38 min", true),
            ],
            ["Real Postgres was not there; the simulation's own rows served."]
        );

    /// <summary>A rehearsal whose every text wants to be markup.</summary>
    public static PlayedRehearsal Hostile()
    {
        const string Evil = "<script>alert('&')</script> \u001b[31m{{ verdict }} ]]> \"quoted\" [red]\u0000";
        var sample = Of("gcp");
        return sample with
        {
            Stack = Evil,
            Plan = sample.Plan with { Survives = Evil, IsLost = Evil },
            Steps = [sample.Steps[0] with { Title = Evil, Command = Evil + "\nsecond line" }],
            Spans = [sample.Spans[81] with { Name = Evil, Type = Evil }],
            Checks = [new(Evil, Evil, Evil, false)],
            Notes = [Evil],
        };
    }

    private static RecoveryPlan Plan(Loss loss) =>
        new(
            loss,
            "Backups, images and every identity.",
            "Rows of at most the last five minutes; logs that were not collected yet.",
            TimeSpan.FromMinutes(5),
            new(
                TimeSpan.FromMinutes(36),
                [Timed("create", "database-g2", 0, 20), Timed("update", "fence", 20, 1), Timed("create", "astronomer-g2", 21, 15)]
            ),
            [new RecoveryStep.Command("both at once", "pulumi up --stack gcp")],
            ["A new cluster, and a new database beside the old one."]
        );

    private static ImmutableArray<PlayedStep> Steps(string cloud) =>
        [
            Step(Act.Launch, "Launch the platform", $"pulumi up --stack {cloud} --yes", Start, 27, 41, ("create", 97)),
            Step(Act.Life, "Write rows and push images", null, Start.AddMinutes(27), 1773, 4),
            Step(Act.Loss, "Drop a table and delete the cluster", null, Recovery, 0, 0.2),
            Step(
                Act.Recovery,
                "Raise both numbers, and say from when the rows are wanted",
                "infra:cluster.generation: 2\ninfra:database.generation: 2\ninfra:database.restore:\n  pointInTime: "
                    + "2026-03-03T14:03:00Z\n  instance: "
                    + $"projects/astro-prod-{cloud}/instances/a-name-without-any-space-that-is-longer-than-a-phone-is-wide",
                Recovery,
                2,
                0.1
            ),
            Step(
                Act.Recovery,
                "Relaunch and restore",
                $"pulumi up --stack {cloud} --yes",
                Recovery.AddMinutes(2),
                44,
                52,
                ("create", 58),
                ("delete", 31),
                ("update", 3)
            ),
            Step(Act.Check, "Look at what came back", null, Recovery.AddMinutes(46), 0, 1),
        ];

    private static PlayedStep Step(
        Act act,
        string title,
        string? command,
        DateTimeOffset start,
        double minutes,
        double realSeconds,
        params (string Operation, int Count)[] changes
    ) =>
        new(
            act,
            title,
            command,
            start,
            start.AddMinutes(minutes),
            TimeSpan.FromSeconds(realSeconds),
            changes.ToImmutableSortedDictionary(change => change.Operation, change => change.Count)
        );

    private static CloudSpan Span(Act act, string operation, string name, double start, double minutes)
    {
        var from = (act == Act.Launch ? Start : Recovery).AddMinutes(start);
        return new(act, operation, Type(name), name, from, from.AddMinutes(minutes));
    }

    private static TimedOperation Timed(string operation, string name, double start, double minutes) =>
        new(operation, Type(name), name, TimeSpan.FromMinutes(start), TimeSpan.FromMinutes(minutes));

    private static string Type(string name) => $"sample:index/{name.Split('-')[0]}:Thing";
}
