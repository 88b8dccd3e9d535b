using Infra.Cli.Policy;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Infra.Cli.Preview;

/// <summary>The preview for a person: colours and wrapped lines on a terminal, plain long lines elsewhere.</summary>
internal static class PreviewPage
{
    // Wider than any line: what is not a terminal has no edge to wrap at.
    private const int NoEdge = 100_000;

    private static readonly Style Heading = new(Color.Blue, decoration: Decoration.Bold);
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Warning = new(Color.Yellow);
    private static readonly Style Bad = new(Color.Red);

    /// <summary>Writes the page for a terminal.</summary>
    /// <param name="report">The preview.</param>
    /// <param name="to">The terminal.</param>
    /// <param name="width">Its width in characters; null: what it says itself.</param>
    public static void WriteColours(PreviewReport report, TextWriter to, int? width = null)
    {
        var console = AnsiConsole.Create(
            new() { Out = new AnsiConsoleOutput(to), Ansi = width is null ? AnsiSupport.Detect : AnsiSupport.Yes }
        );
        console.Profile.Width = width ?? console.Profile.Width;
        Write(report, console, TreeGuide.Line);
    }

    /// <summary>Writes the page for a file, a pipe or a log.</summary>
    public static void WritePlain(PreviewReport report, TextWriter to)
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
        Write(report, console, TreeGuide.Ascii);
        foreach (var line in page.ToString().TrimEnd().Split('\n'))
        {
            to.WriteLine(line.TrimEnd());
        }
    }

    private static void Write(PreviewReport report, IAnsiConsole console, TreeGuide guide)
    {
        var title = new Paragraph($"Stack {report.Stack}", Strong)
            .Append(", ")
            .Append(report.Lifetime, report.Lifetime == "durable" ? Good : Warning);
        var tree = new Tree(title.Append(": what an up from nothing would make")) { Guide = guide };
        Add(report.Resources, tree);
        console.Write(tree);
        Section(
            console,
            "Outputs",
            report.Outputs.Select(output => (output.Name, output.ToString(), output.Value is null ? Faint : Style.Plain))
        );
        Section(
            console,
            "Recovery",
            report.Recovery.Select(setting => (setting.Name, setting.Text, setting.IsWarning ? Warning : Style.Plain))
        );
        Section(
            console,
            "Policies",
            report.PolicyFaults.IsEmpty
                ? [("kept", $"all {PlatformPolicy.Rules.Length}", Good)]
                : report.PolicyFaults.Select(fault => (fault.Rule.Name, fault.ToString(), Bad))
        );
    }

    private static void Add(IEnumerable<PreviewedResource> resources, IHasTreeNodes above)
    {
        foreach (var resource in resources)
        {
            Add(resource.Children, above.AddNode(Line(resource)));
        }
    }

    private static Paragraph Line(PreviewedResource resource)
    {
        var line = new Paragraph(resource.Name, Strong).Append($"  {resource.Type}", Faint);
        foreach (var (name, value) in resource.Inputs)
        {
            line.Append($"  {name}=", Faint).Append(TellingInputs.Text(value));
        }
        if (resource.IsProtected)
        {
            line.Append("  [protected]", Good);
        }
        if (resource.IsKept)
        {
            line.Append("  [stays in the cloud]", Good);
        }
        return resource.GoesWith is { } with ? line.Append($"  [goes with {with}]", Warning) : line;
    }

    private static void Section(IAnsiConsole console, string heading, IEnumerable<(string Name, string Text, Style Style)> lines)
    {
        console.WriteLine();
        console.Write(new Paragraph(heading, Heading));
        console.WriteLine();
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0, 2, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var (name, text, style) in lines)
        {
            grid.AddRow(new IRenderable[] { new Paragraph(name), new Paragraph(text, style) });
        }
        console.Write(grid);
    }
}
