using System.Collections.Immutable;

namespace Infra.Cli.Recovery;

/// <summary>Plans as a page in Markdown: for a wiki, a pull request, or paper.</summary>
internal static class PlanMarkdown
{
    /// <summary>Writes the page.</summary>
    /// <param name="stack">The stack's name.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="page">Where to.</param>
    public static void Write(string stack, ImmutableArray<RecoveryPlan> plans, TextWriter page)
    {
        page.WriteLine($"# How stack {stack} comes back\n");
        page.WriteLine("Computed from what the program registers with the stack's configuration. Times are a model, and no promise.");
        foreach (var plan in plans)
        {
            Write(plan, page);
        }
    }

    private static void Write(RecoveryPlan plan, TextWriter page)
    {
        page.WriteLine($"\n## {LossTitle.Of(plan.Loss).Words}\n");
        page.WriteLine("| | |\n|---|---|");
        page.WriteLine($"| Survives | {plan.Survives} |");
        page.WriteLine($"| Is lost | {plan.IsLost} |");
        page.WriteLine($"| Newest rows lost | {PlanWords.RowsLost(plan)} |");
        page.WriteLine($"| Time | {PlanWords.Time(plan)} |\n");
        foreach (var (step, index) in plan.Steps.Select((step, index) => (step, index)))
        {
            page.WriteLine($"{index + 1}. {Title(step)}");
            var (language, lines) = Lines(step);
            if (lines.Length > 0)
            {
                page.WriteLine($"   ```{language}\n{string.Join('\n', lines.Select(line => $"   {line}"))}\n   ```");
            }
        }
        List("The preview shows:", plan.PreviewShows, page);
        List("What the time is made of:", [.. plan.Time.CriticalPath.Select(PlanWords.Operation)], page);
    }

    private static string Title(RecoveryStep step) =>
        step switch
        {
            RecoveryStep.Edit edit => $"Edit `Pulumi.{edit.Stack}.yaml`: {edit.Why}",
            RecoveryStep.CopyStackFile copy => $"Copy the file: {copy.Why}",
            RecoveryStep.Command command => $"Run: {command.Why}",
            _ => $"Wait: {step.Why}",
        };

    private static (string Language, ImmutableArray<string> Lines) Lines(RecoveryStep step) =>
        step switch
        {
            RecoveryStep.Edit edit => ("yaml", StackFileLines.Of(edit)),
            RecoveryStep.CopyStackFile copy => ("sh", [$"cp Pulumi.{copy.From}.yaml Pulumi.{copy.Stack}.yaml"]),
            RecoveryStep.Command command => ("sh", [command.Line]),
            _ => ("", []),
        };

    private static void List(string heading, ImmutableArray<string> items, TextWriter page)
    {
        if (!items.IsEmpty)
        {
            page.WriteLine($"\n{heading}\n\n{string.Join('\n', items.Select(item => $"- {item}"))}");
        }
    }
}
