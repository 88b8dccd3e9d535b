using Spectre.Console;

namespace Infra.Cli.Ready;

/// <summary>What was found, for a person: first what has to be mended, each with what it means and how; then what would hold.</summary>
internal static class ReadyPage
{
    /// <summary>Writes it; in colours on a terminal.</summary>
    public static void Write(Readiness readiness, TextWriter to)
    {
        var isTerminal = ReferenceEquals(to, Console.Out) && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(
            new()
            {
                Out = new AnsiConsoleOutput(to),
                // Detection would find colours in whatever surrounds it, a build server say, and write them into a file or a mail.
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            }
        );
        // What is not a terminal has no edge to wrap at.
        console.Profile.Width = isTerminal ? console.Profile.Width : 100_000;
        foreach (var answer in readiness.Answers.OrderByDescending(answer => answer.Findings.Max(finding => finding.Verdict)))
        {
            var bad = answer.Findings.Where(finding => finding.Verdict != Verdict.Ok).ToList();
            foreach (var finding in bad.OrderByDescending(finding => finding.Verdict))
            {
                Line(
                    console,
                    $"{ReadyJson.Word(finding.Verdict), -8}",
                    finding.Verdict == Verdict.Fault ? Color.Red : Color.Yellow,
                    $"{answer.Check.Name}: {finding.Found}"
                );
                Line(console, "  mend  ", Color.Green, finding.Mend ?? "");
            }
            if (bad.Count > 0)
            {
                Line(console, "  else  ", Color.Grey, answer.Check.WorstDay);
                continue;
            }
            foreach (var finding in answer.Findings)
            {
                Line(console, $"{ReadyJson.Word(finding.Verdict), -8}", Color.Green, $"{answer.Check.Name}: {finding.Found}");
            }
        }
        Line(
            console,
            "",
            Color.Default,
            readiness.Verdict switch
            {
                Verdict.Ok => $"{readiness.Stack} could be recovered now.",
                Verdict.Warning => $"{readiness.Stack} could be recovered now. What is warned of will not hold for long.",
                _ => $"{readiness.Stack} could not be recovered now, or nobody can say. Mend what is at fault.",
            }
        );
    }

    private static void Line(IAnsiConsole console, string word, Color color, string text)
    {
        console.Write(new Paragraph(word, new Style(color)).Append(text));
        console.WriteLine();
    }
}
