using System.Globalization;
using Infra.Cli.Recovery;

namespace Infra.Cli.Rehearse;

/// <summary>One row of a chart: an operation, and what the plan said of it.</summary>
/// <param name="Label">The logical name and the duration.</param>
/// <param name="Detail">All that is known of it, in a line.</param>
/// <param name="Operation"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Bar">Where it was; null where the plan alone knows it.</param>
/// <param name="Plan">Where the plan has it; null where it does not lie on the critical path.</param>
internal sealed record GanttRow(string Label, string Detail, string Operation, GanttBar? Bar, GanttBar? Plan)
{
    private const int MostLetters = 30;

    /// <summary>Its upper edge, in pixels.</summary>
    public int Y { get; init; }

    /// <summary>The base line of the label, in pixels.</summary>
    public int LabelY => Y + 13;

    /// <summary>The upper edge of the bar, in pixels.</summary>
    public int BarY => Y + 18;

    /// <summary>The upper edge of the plan's line, in pixels.</summary>
    public int PlanY => Y + 27;

    /// <summary>The row of an operation that was played.</summary>
    public static GanttRow Of(CloudSpan span, DateTimeOffset start, TimeSpan total, TimedOperation? plan)
    {
        var took = span.End - span.Start;
        var planned = plan is null ? "" : $"; the plan: {DurationText.Of(plan.Duration)} from {DurationText.Of(plan.Start)} on";
        var detail =
            $"{span.Operation} {span.Type} {span.Name}: {DurationText.Of(took)} from {DurationText.Of(span.Start - start)} on{planned}";
        return new(
            Short(span.Name, took),
            PrintableText.Line(detail),
            span.Operation is "create" or "delete" ? span.Operation : "update",
            GanttBar.Of(span.Start - start, took, total),
            plan is null ? null : GanttBar.Of(plan.Start, plan.Duration, total)
        );
    }

    /// <summary>The row of an operation that the plan alone knows.</summary>
    public static GanttRow Of(TimedOperation plan, TimeSpan total)
    {
        var detail = $"planned and not played: {plan.Operation} {plan.Type} {plan.Name}, {DurationText.Of(plan.Duration)}";
        return new(
            Short($"{plan.Name}, planned", plan.Duration),
            PrintableText.Line(detail),
            plan.Operation,
            null,
            GanttBar.Of(plan.Start, plan.Duration, total)
        );
    }

    private static string Short(string name, TimeSpan duration)
    {
        var line = PrintableText.Line(name);
        return $"{(line.Length > MostLetters ? line[..(MostLetters - 1)] + "…" : line)} · {DurationText.Of(duration)}";
    }
}

/// <summary>A stretch of time.</summary>
/// <param name="X">Its beginning, in percent of the chart.</param>
/// <param name="Width">In percent of the chart.</param>
internal sealed record GanttBar(string X, string Width)
{
    // Narrower nobody sees it.
    private const double Least = 0.8;

    /// <summary>The stretch, inside of the chart.</summary>
    public static GanttBar Of(TimeSpan start, TimeSpan duration, TimeSpan total)
    {
        var x = Math.Clamp(start / total * 100, 0, 100 - Least);
        var width = Math.Clamp(duration / total * 100, Least, 100 - x);
        // Rounded down, so that what is rounded ends inside, too.
        return new(Text(x), Text(width));

        static string Text(double percent) => (Math.Floor(percent * 100) / 100).ToString("0.##", CultureInfo.InvariantCulture);
    }
}
