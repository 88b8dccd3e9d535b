using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Cli.Recovery;

namespace Infra.Cli.Documents;

/// <summary>README's table of losses, made from the plans of the two sample stacks.</summary>
internal static class LossTable
{
    private const string Start = "<!-- losses: written by make docs -->\n";
    private const string End = "<!-- end of losses -->";

    /// <summary>The text of README with its table written anew.</summary>
    /// <param name="root">The folder with the sample stacks.</param>
    /// <param name="readme">The text.</param>
    public static async Task<string> ReplaceAsync(string root, string readme)
    {
        var (start, end) = (readme.IndexOf(Start, StringComparison.Ordinal), readme.IndexOf(End, StringComparison.Ordinal));
        return start < 0 || end < start
            ? throw new InvalidOperationException($"README.md has no place for the table of losses: write the lines {Start}{End}")
            : $"{readme[..(start + Start.Length)]}{Table(await PlansAsync(root, "gcp"), await PlansAsync(root, "aws"))}{readme[end..]}";
    }

    private static Task<ImmutableArray<RecoveryPlan>> PlansAsync(string root, string stack) =>
        RecoveryPlans.AllAsync(StackFile.Read(Path.Combine(root, $"Pulumi.{stack}.yaml")), stack);

    private static string Table(ImmutableArray<RecoveryPlan> gcp, ImmutableArray<RecoveryPlan> aws) =>
        "| Lost | Write | Survives | Is lost | Newest rows lost | Time |\n|---|---|---|---|---|---|\n" + string.Concat(gcp.Zip(aws, Row));

    private static string Row(RecoveryPlan gcp, RecoveryPlan aws)
    {
        var title = LossTitle.Of(gcp.Loss);
        var write = Cell(Write);
        return $"| {title.Words} | {(title.Section is { } section ? $"[{write}](#{section})" : write)} "
            + $"| {Cell(plan => plan.Survives)} | {Cell(plan => plan.IsLost)} | {Cell(PlanWords.RowsLost)} | {Cell(PlanWords.Time)} |\n";

        string Cell(Func<RecoveryPlan, string> words) =>
            words(gcp) == words(aws) ? words(gcp) : $"Google Cloud: {words(gcp)}. AWS: {words(aws)}";
    }

    // The lines that the update is run with, in the fewest words.
    private static string Write(RecoveryPlan plan) =>
        plan.Loss switch
        {
            Loss.Images => "`make undelete`",
            Loss.Region => "a new stack in another region",
            Loss.State => "import by names",
            Loss.KilledUp => "`make resume`, and run it again",
            _ when plan.Steps.All(step => step is RecoveryStep.Wait) => "nothing",
            _ => string.Join(", ", plan.Steps.OfType<RecoveryStep.Edit>().First().Lines.SelectMany(Words)),
        };

    private static IEnumerable<string> Words((string Path, string? Json) line) =>
        line switch
        {
            { Path: "infra:database.restore", Json: { } source } => JsonNode.Parse(source)!.AsObject().Select(member => $"`{member.Key}`"),
            { Path: var path, Json: not null } when path.EndsWith(".generation", StringComparison.Ordinal) =>
            [
                $"{path["infra:".Length..]} + 1",
            ],
            _ => [],
        };
}
