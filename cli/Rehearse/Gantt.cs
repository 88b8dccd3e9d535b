using System.Collections.Immutable;
using System.Globalization;
using Infra.Cli.Recovery;

namespace Infra.Cli.Rehearse;

/// <summary>
/// A chart of one act: a row for each operation that takes a noticeable part of it, with the plan's critical path drawn below the bars.
/// Places along the time are in percent of the width, so that the chart fits a phone and a sheet; those across it are in pixels.
/// </summary>
/// <param name="Title">Which act, of which stack.</param>
/// <param name="Description">The same in a sentence, for who can not see it.</param>
/// <param name="Rows">From the first to begin to the last.</param>
/// <param name="Ticks">The axis.</param>
/// <param name="LeftOut">What is not drawn, in a sentence; empty where all is.</param>
/// <param name="HasPlan">Whether a plan is drawn.</param>
internal sealed record Gantt(
    string Title,
    string Description,
    ImmutableArray<GanttRow> Rows,
    ImmutableArray<GanttTick> Ticks,
    string LeftOut,
    bool HasPlan
)
{
    // A sheet of paper holds the rows and the heading.
    private const int MostRows = 22;

    // A bar of less than this part of the act is a dot.
    private const int Noticeable = 200;
    private const int Above = 28;
    private const int RowHeight = 37;

    /// <summary>In pixels.</summary>
    public int Height => Above + RowHeight * Rows.Length + 4;

    /// <summary>Draws an act; null where nothing in it took time.</summary>
    /// <param name="played">The rehearsal.</param>
    /// <param name="act">Which act.</param>
    /// <param name="plan">The critical path, from the beginning of the act's first update; empty: none is drawn.</param>
    public static Gantt? Of(PlayedRehearsal played, Act act, ImmutableArray<TimedOperation> plan)
    {
        var spans = played.Spans.Where(span => span.Act == act).ToList();
        if (spans.Count == 0)
        {
            return null;
        }
        var start = RehearsalFigures.Begin(played, act);
        var total = plan.Select(operation => operation.Start + operation.Duration)
            .Append(spans.Max(span => span.End) - start)
            .Append(TimeSpan.FromSeconds(1))
            .Max();
        var unplayed = plan.Where(operation => !spans.Any(span => Is(operation, span))).ToList();
        // What the plan waits for comes first, then what takes longest.
        var drawn = spans
            .Select(span => (Span: span, Plan: plan.FirstOrDefault(operation => Is(operation, span))))
            .Where(drawing => drawing.Plan is not null || drawing.Span.End - drawing.Span.Start >= total / Noticeable)
            .OrderBy(drawing => drawing.Plan is null)
            .ThenByDescending(drawing => drawing.Span.End - drawing.Span.Start)
            .Take(MostRows - Math.Min(unplayed.Count, MostRows / 2))
            .ToList();
        var rows = drawn
            .Select(drawing => (At: drawing.Span.Start - start, Row: GanttRow.Of(drawing.Span, start, total, drawing.Plan)))
            .Concat(unplayed.Take(MostRows / 2).Select(operation => (At: operation.Start, Row: GanttRow.Of(operation, total))))
            .OrderBy(row => row.At)
            .Select((row, at) => row.Row with { Y = Above + RowHeight * at })
            .ToImmutableArray();
        var title = $"{act} of {PrintableText.Line(played.Stack)}";
        return rows.IsEmpty
            ? null
            : new(title, Describe(spans, plan, start), rows, GanttTick.Of(total), Rest(spans.Count - drawn.Count), !plan.IsEmpty);
    }

    private static bool Is(TimedOperation operation, CloudSpan span) =>
        (operation.Type, operation.Name, operation.Operation) == (span.Type, span.Name, span.Operation);

    private static string Describe(List<CloudSpan> spans, ImmutableArray<TimedOperation> plan, DateTimeOffset start)
    {
        var took = DurationText.Of(spans.Max(span => span.End) - start);
        var played = string.Create(
            CultureInfo.InvariantCulture,
            $"{spans.Count} operations in {took} of simulated time; the longest: {Longest(spans)}."
        );
        return plan.IsEmpty
            ? played
            : $"{played} The plan's critical path takes {DurationText.Of(plan.Max(operation => operation.Start + operation.Duration))}.";
    }

    private static string Longest(List<CloudSpan> spans)
    {
        var longest = spans.MaxBy(span => span.End - span.Start)!;
        return PrintableText.Line($"{longest.Operation} {longest.Name}, {DurationText.Of(longest.End - longest.Start)}");
    }

    private static string Rest(int count) =>
        count switch
        {
            0 => "",
            1 => "One shorter operation is not drawn.",
            _ => $"{count} shorter operations are not drawn.",
        };
}
