using System.Globalization;
using System.Text.Encodings.Web;
using Fluid;

namespace Infra.Cli.Rehearse;

/// <summary>The report as one HTML file, which needs no other file, no script and no network. The template escapes every text.</summary>
internal static class ReportPage
{
    private static readonly TemplateOptions Options = new()
    {
        MemberAccessStrategy = new UnsafeMemberAccessStrategy { MemberNameStrategy = MemberNameStrategies.CamelCase },
    };

    /// <summary>The page.</summary>
    /// <param name="rehearsals">One or more.</param>
    /// <param name="playedAt">When they were played, by the clock of this machine.</param>
    public static string Html(IReadOnlyList<PlayedRehearsal> rehearsals, DateTimeOffset playedAt)
    {
        var passed = rehearsals.Count(played => played.Passed);
        var context = new TemplateContext(Options);
        context.SetValue(
            "title",
            rehearsals is [var one] ? new RehearsalFigures(one).Loss : $"{passed} of {rehearsals.Count} rehearsals passed"
        );
        context.SetValue("verdict", RehearsalFigures.Word(passed == rehearsals.Count));
        context.SetValue("played", playedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        context.SetValue("style", Resource("report.css"));
        context.SetValue("rehearsals", rehearsals.Select(Rehearsal).ToList());
        return new FluidParser().Parse(Resource("report.liquid")).Render(context, HtmlEncoder.Default);
    }

    private static object Rehearsal(PlayedRehearsal played)
    {
        var figures = new RehearsalFigures(played);
        return new
        {
            Cloud = PrintableText.Line(played.Cloud),
            Stack = PrintableText.Line(played.Stack),
            figures.Loss,
            figures.Anchor,
            figures.Verdict,
            figures.Sentence,
            Touched = figures.Touched.Length > 0 ? figures.Touched : "nothing",
            Recovery = figures.Recovery is { } took ? DurationText.Of(took) : "–",
            Planned = played.Plan.Time.Total > TimeSpan.Zero ? DurationText.Of(played.Plan.Time.Total) : "–",
            Real = DurationText.Of(figures.Real),
            Survives = PrintableText.Of(played.Plan.Survives),
            IsLost = PrintableText.Of(played.Plan.IsLost),
            Checks = played.Checks.Select(Check).ToList(),
            Notes = played.Notes.Select(PrintableText.Line).ToList(),
            Acts = played
                .Steps.Select((step, at) => (step, at))
                .GroupBy(numbered => numbered.step.Act)
                .Select(act => new
                {
                    Name = $"{act.Key}",
                    First = act.First().at + 1,
                    Steps = act.Select(numbered => Step(numbered.step)).ToList(),
                })
                .ToList(),
            Charts = new[] { Gantt.Of(played, Act.Launch, []), Gantt.Of(played, Act.Recovery, played.Plan.Time.CriticalPath) }
                .OfType<Gantt>()
                .ToList(),
        };
    }

    private static object Check(Check check) =>
        new
        {
            Promise = PrintableText.Line(check.Promise),
            Expected = PrintableText.Line(check.Expected),
            Found = PrintableText.Line(check.Found),
            Verdict = RehearsalFigures.Word(check.Passed),
        };

    private static object Step(PlayedStep step) =>
        new
        {
            Title = PrintableText.Line(step.Title),
            Command = step.Command is null ? null : PrintableText.Of(step.Command).Trim('\n'),
            At = step.Start.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            Took = DurationText.Of(step.End - step.Start),
            Real = DurationText.Of(step.RealTime),
            Changes = RehearsalFigures.Changes(step.Changes),
        };

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
