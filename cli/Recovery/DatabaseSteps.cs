using System.Collections.Immutable;

namespace Infra.Cli.Recovery;

/// <summary>How the database comes back: always as the next generation, beside what is left of the one before.</summary>
internal static class DatabaseSteps
{
    /// <summary>The lines that say whose identities and sets are taken, and where they are.</summary>
    public static readonly ImmutableArray<string> TakenIdentity =
    [
        "infra:identity.from",
        "infra:identity.project",
        "infra:identity.account",
        "infra:identity.region",
        "infra:escrow.from",
    ];

    private const string Paused = "infra:airflow.paused";
    private const string ReadIt = "read its preview before you say yes";

    public static ImmutableArray<RecoveryStep> Rows(PlannedStack stack, LossFacts facts, FactText text) =>
        [
            .. Newest(stack, facts),
            new RecoveryStep.Edit(
                "a new database beside the old one, with every DAG paused",
                stack.Name,
                [.. Restore(stack, AtInstant(text)), .. Pause(stack)]
            ),
            RecoverySteps.Up(stack.Name, ReadIt),
            .. GiveBack(stack, hasOld: stack.IsDurable),
        ];

    public static ImmutableArray<RecoveryStep> Instance(PlannedStack stack, LossFacts facts, FactText text)
    {
        if (!stack.IsDurable)
        {
            return stack.IsBornFromElsewhere ? AgainFromElsewhere(stack) : StateSteps.LaunchedAnew(stack, wasDestroyed: false);
        }
        var isLatest = facts.Instant is null && stack.Config.Cloud.Match(_ => false, _ => true);
        return
        [
            .. facts.Deleted is null ? ImmutableArray.Create<RecoveryStep>(new CloudCommands(stack).Deleted()) : [],
            new RecoveryStep.Edit(
                isLatest
                    ? "a new database from what the deletion retained"
                    : "a new database from what the deletion retained, with every DAG paused",
                stack.Name,
                [
                    .. Restore(
                        stack,
                        isLatest
                            ? $$"""{"latest":true,"deleted":"{{text.Deleted}}"}"""
                            : $$"""{"pointInTime":"{{text.Instant}}","deleted":"{{text.Deleted}}"}"""
                    ),
                    .. isLatest ? [] : Pause(stack),
                ]
            ),
            RecoverySteps.Up(stack.Name, "without a refresh before it"),
            .. isLatest ? [] : GiveBack(stack),
        ];
    }

    public static ImmutableArray<RecoveryStep> Both(PlannedStack stack, LossFacts facts, FactText text) =>
        [
            .. Newest(stack, facts),
            new RecoveryStep.Edit(
                "a new cluster and a new database in one update, with every DAG paused",
                stack.Name,
                [RecoverySteps.RelaunchLine(stack), .. Restore(stack, AtInstant(text)), .. Pause(stack)]
            ),
            RecoverySteps.Up(stack.Name, "without a refresh before it; " + ReadIt),
            .. GiveBack(stack, hasOld: stack.IsDurable),
        ];

    public static ImmutableArray<RecoveryStep> Zone(PlannedStack stack, LossFacts facts, FactText text)
    {
        var database = stack.Config.Foundation.Database;
        var steps = new List<RecoveryStep>();
        var lines = new List<(string, string?)>();
        if (stack.Config.Cloud.Match(_ => false, aws => !aws.NatPerZone))
        {
            // One gateway serves all zones, and went with its own.
            lines.Add(("infra:aws.natGateways", "\"zonal\""));
        }
        if (!database.HighAvailability)
        {
            // A clone of Cloud SQL's without an instant reads the instance itself, which is in the lost zone; the log is not.
            var isLatest = facts.Instant is null && stack.Config.Cloud.Match(_ => false, _ => true);
            steps.AddRange(isLatest ? [] : Newest(stack, facts));
            lines.AddRange([.. Restore(stack, isLatest ? """{"latest":true}""" : AtInstant(text)), .. isLatest ? [] : Pause(stack)]);
        }
        if (lines.Count > 0)
        {
            steps.Add(
                new RecoveryStep.Edit(
                    database.HighAvailability ? "a way out for the other zones" : "a new database in a zone that lives",
                    stack.Name,
                    [.. lines]
                )
            );
            steps.Add(RecoverySteps.Up(stack.Name, ReadIt));
        }
        if (lines.Exists(line => line.Item1 == Paused))
        {
            steps.AddRange(GiveBack(stack));
        }
        steps.Add(
            new RecoveryStep.Wait(
                database.HighAvailability
                    ? "the standby in the other zone takes over under the same address; Kubernetes starts the zone's pods on other nodes"
                    : "Kubernetes starts the zone's pods on other nodes"
            )
        );
        return [.. steps];
    }

    /// <summary>The lines that raise the database's generation, with what it is born from.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="source">What it is born from, as JSON.</param>
    /// <param name="isOwn">Whether that is this stack's own data, with identities that are its own by now.</param>
    public static IEnumerable<(string Path, string? Json)> Restore(PlannedStack stack, string source, bool isOwn = true) =>
        [
            ("infra:database.generation", $"{stack.NextDatabase}"),
            ("infra:database.restore", source),
            // It names the generation before, and would be refused.
            .. stack.Without("infra:database.createAgain"),
            .. isOwn ? stack.Without(TakenIdentity) : [],
        ];

    /// <summary>The line that keeps the schedulers from starting again what ran already.</summary>
    public static IEnumerable<(string Path, string? Json)> Pause(PlannedStack stack) =>
        stack.Config.Airflow.Paused == true ? [] : [(Paused, "true")];

    /// <summary>What lets the runs go on; a stack that was paused before stays so.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="name">The name of the new stack beside it, where there is one.</param>
    /// <param name="hasOld">Whether the old instance is there still, and can be compared.</param>
    public static ImmutableArray<RecoveryStep> GiveBack(PlannedStack stack, string? name = null, bool hasOld = false) =>
        stack.Config.Airflow.Paused == true
            ? []
            :
            [
                new RecoveryStep.Edit(
                    $"once you have looked around{(hasOld ? $" (make gap STACK={stack.Name})" : "")}: every DAG becomes what it was",
                    name ?? stack.Name,
                    [(Paused, "false")]
                ),
                RecoverySteps.Up(name ?? stack.Name, "lets the runs go on; after it the line may go"),
            ];

    private static string AtInstant(FactText text) => $$"""{"pointInTime":"{{text.Instant}}"}""";

    private static ImmutableArray<RecoveryStep> Newest(PlannedStack stack, LossFacts facts) =>
        facts.Instant is null ? [new CloudCommands(stack).NewestSecond()] : [];

    // The source is another stack's and is there still.
    private static ImmutableArray<RecoveryStep> AgainFromElsewhere(PlannedStack stack) =>
        [
            new RecoveryStep.Edit(
                "a new database from the same source; this stack's own is gone with its backups",
                stack.Name,
                [.. Restore(stack, stack.Values.At("infra:database.restore")!.ToJsonString(), isOwn: false)]
            ),
            RecoverySteps.Up(stack.Name, "without a refresh before it"),
        ];
}
