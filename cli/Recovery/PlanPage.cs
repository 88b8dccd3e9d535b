using System.Collections.Immutable;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Infra.Cli.Recovery;

/// <summary>Plans for a person: colours and wrapped lines on a terminal, plain long lines elsewhere.</summary>
internal static class PlanPage
{
    // Wider than any line: what is not a terminal has no edge to wrap at.
    private const int NoEdge = 100_000;

    private static readonly Style Heading = new(Color.Blue, decoration: Decoration.Bold);
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Typed = new(Color.Green);
    private static readonly Style Warning = new(Color.Yellow);

    /// <summary>Writes the page for a terminal.</summary>
    /// <param name="stack">The stack's name.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="to">The terminal.</param>
    /// <param name="width">Its width in characters; null: what it says itself.</param>
    public static void WriteColours(string stack, ImmutableArray<RecoveryPlan> plans, TextWriter to, int? width = null)
    {
        var console = AnsiConsole.Create(
            new() { Out = new AnsiConsoleOutput(to), Ansi = width is null ? AnsiSupport.Detect : AnsiSupport.Yes }
        );
        console.Profile.Width = width ?? console.Profile.Width;
        Write(stack, plans, console);
    }

    /// <summary>Writes the page for a file, a pipe or a log.</summary>
    public static void WritePlain(string stack, ImmutableArray<RecoveryPlan> plans, TextWriter to)
    {
        using var page = new StringWriter();
        var console = AnsiConsole.Create(
            new()
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(page),
            }
        );
        console.Profile.Width = NoEdge;
        Write(stack, plans, console);
        foreach (var line in page.ToString().TrimEnd().Split('\n'))
        {
            to.WriteLine(line.TrimEnd());
        }
    }

    private static void Write(string stack, ImmutableArray<RecoveryPlan> plans, IAnsiConsole console)
    {
        Line(console, new Paragraph($"Stack {stack}: how it comes back", Strong).Append("; times are a model, and no promise", Faint));
        foreach (var plan in plans)
        {
            console.WriteLine();
            Line(console, new Paragraph(LossTitle.Of(plan.Loss).Words, Heading).Append($"  --loss {LossName.Of(plan.Loss)}", Faint));
            Rows(
                console,
                [
                    ("survives", plan.Survives, Style.Plain),
                    ("is lost", plan.IsLost, Warning),
                    ("newest rows", PlanWords.RowsLost(plan), Style.Plain),
                    ("time", PlanWords.Time(plan), Style.Plain),
                    .. plan.Steps.SelectMany(Step),
                    .. plan.PreviewShows.Select((text, index) => (index == 0 ? "preview" : "", text, Style.Plain)),
                    .. plan.Time.CriticalPath.Select(
                        (operation, index) => (index == 0 ? "time is" : "", PlanWords.Operation(operation), Faint)
                    ),
                ]
            );
        }
    }

    private static IEnumerable<(string Name, string Text, Style Style)> Step(RecoveryStep step) =>
        step switch
        {
            RecoveryStep.Edit edit =>
            [
                ("edit", $"Pulumi.{edit.Stack}.yaml: {edit.Why}", Style.Plain),
                .. StackFileLines.Of(edit).Select(line => ("", $"  {line}", Typed)),
            ],
            RecoveryStep.CopyStackFile copy =>
            [
                ("run", copy.Why, Style.Plain),
                ("", $"  cp Pulumi.{copy.From}.yaml Pulumi.{copy.Stack}.yaml", Typed),
            ],
            RecoveryStep.Command command => [("run", command.Why, Style.Plain), ("", $"  {command.Line}", Typed)],
            _ => [("wait", step.Why, Style.Plain)],
        };

    private static void Line(IAnsiConsole console, Paragraph line)
    {
        console.Write(line);
        console.WriteLine();
    }

    private static void Rows(IAnsiConsole console, IEnumerable<(string Name, string Text, Style Style)> rows)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0, 2, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var (name, text, style) in rows)
        {
            grid.AddRow(new IRenderable[] { new Paragraph(name, Faint), new Paragraph(text, style) });
        }
        console.Write(grid);
    }
}
