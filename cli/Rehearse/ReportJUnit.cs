using System.Globalization;
using System.Xml.Linq;
using Infra.Cli.Recovery;

namespace Infra.Cli.Rehearse;

/// <summary>
/// The report as CI systems read it: a suite for each rehearsal, a case for each promise. A case takes no time; the suite has it all.
/// </summary>
internal static class ReportJUnit
{
    /// <summary>The file's text.</summary>
    public static string Text(IReadOnlyList<PlayedRehearsal> rehearsals, DateTimeOffset playedAt) =>
        $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{new XElement("testsuites",
        new XAttribute("name", "rehearsals"),
        new XAttribute("tests", rehearsals.Sum(played => played.Checks.Length)),
        new XAttribute("failures", rehearsals.Sum(played => played.Checks.Count(check => !check.Passed))),
        rehearsals.Select(played => Suite(played, playedAt)))}\n";

    private static XElement Suite(PlayedRehearsal played, DateTimeOffset playedAt)
    {
        var name = PrintableText.Line($"{played.Stack}.{LossName.Of(played.Plan.Loss)}");
        return new(
            "testsuite",
            new XAttribute("name", name),
            new XAttribute("tests", played.Checks.Length),
            new XAttribute("failures", played.Checks.Count(check => !check.Passed)),
            new XAttribute("errors", 0),
            new XAttribute("skipped", 0),
            new XAttribute("time", new RehearsalFigures(played).Real.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)),
            new XAttribute("timestamp", playedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
            new XElement(
                "properties",
                new XElement("property", new XAttribute("name", "cloud"), new XAttribute("value", PrintableText.Line(played.Cloud))),
                new XElement("property", new XAttribute("name", "loss"), new XAttribute("value", LossName.Of(played.Plan.Loss)))
            ),
            played.Checks.Select(check => new XElement(
                "testcase",
                new XAttribute("classname", $"rehearsal.{name}"),
                new XAttribute("name", PrintableText.Line(check.Promise)),
                new XAttribute("time", "0"),
                check.Passed
                    ? null
                    : new XElement(
                        "failure",
                        new XAttribute("type", "promise"),
                        new XAttribute("message", PrintableText.Line($"expected {check.Expected}; found {check.Found}"))
                    )
            )),
            played.Notes.IsEmpty ? null : new XElement("system-out", string.Join('\n', played.Notes.Select(PrintableText.Line)))
        );
    }
}
