using Spectre.Console;

namespace Infra.Cli.Rehearse;

/// <summary>The verdict of a rehearsal for a person: a table on a terminal, plain lines elsewhere.</summary>
internal static class VerdictPage
{
    private static readonly Style Good = new(Color.Green, decoration: Decoration.Bold);
    private static readonly Style Bad = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style Faint = new(Color.Grey);

    /// <summary>Writes a table in colours.</summary>
    public static void Write(PlayedRehearsal played, IAnsiConsole console)
    {
        var figures = new RehearsalFigures(played);
        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title(Markup.Escape(Heading(figures)), Colour(played.Passed))
            .AddColumns("Promise", "Expected", "Found", "Verdict");
        foreach (var check in played.Checks)
        {
            table.AddRow(
                Text(check.Promise),
                Text(check.Expected),
                Text(check.Found),
                new Text(RehearsalFigures.Word(check.Passed), Colour(check.Passed))
            );
        }
        console.WriteLine();
        console.Write(table);
        console.Write(Text(figures.Sentence));
        console.WriteLine();
        foreach (var note in played.Notes)
        {
            console.Write(new Text($"Note: {PrintableText.Line(note)}", Faint));
            console.WriteLine();
        }
    }

    /// <summary>Writes lines without a control character.</summary>
    public static void WritePlain(PlayedRehearsal played, TextWriter to)
    {
        var figures = new RehearsalFigures(played);
        to.WriteLine(Heading(figures));
        foreach (var check in played.Checks)
        {
            to.WriteLine(
                $"  {RehearsalFigures.Word(check.Passed)}  "
                    + $"{PrintableText.Line($"{check.Promise}: expected {check.Expected}; found {check.Found}")}"
            );
        }
        to.WriteLine($"  {figures.Sentence}");
        foreach (var note in played.Notes)
        {
            to.WriteLine($"  Note: {PrintableText.Line(note)}");
        }
    }

    private static string Heading(RehearsalFigures figures) =>
        PrintableText.Line($"{figures.Verdict}: {figures.Loss}, stack {figures.Played.Stack} on {figures.Played.Cloud}");

    private static Style Colour(bool passed) => passed ? Good : Bad;

    private static Text Text(string text) => new(PrintableText.Line(text));
}
