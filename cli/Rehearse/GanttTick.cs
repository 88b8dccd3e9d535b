using System.Collections.Immutable;
using System.Globalization;

namespace Infra.Cli.Rehearse;

/// <summary>A mark on the axis of time.</summary>
/// <param name="X">In percent of the chart.</param>
/// <param name="Label">The time since the beginning.</param>
/// <param name="Anchor">How the label lies to the mark, so that it stays inside of the chart.</param>
internal sealed record GanttTick(string X, string Label, string Anchor)
{
    // A phone has room for five labels.
    private const int Most = 5;

    private static readonly int[] Steps =
    [
        1,
        5,
        10,
        30,
        60,
        120,
        300,
        600,
        900,
        1200,
        1800,
        3600,
        7200,
        10800,
        14400,
        21600,
        43200,
        86400,
        172800,
        604800,
    ];

    /// <summary>Round times, as many as a phone has room for.</summary>
    public static ImmutableArray<GanttTick> Of(TimeSpan total)
    {
        var step = TimeSpan.FromSeconds(Steps.FirstOrDefault(seconds => total.TotalSeconds / seconds < Most, Steps[^1]));
        return [.. Enumerable.Range(0, (int)(total / step) + 1).Take(Most).Select(at => At(at * step, total))];
    }

    private static GanttTick At(TimeSpan time, TimeSpan total)
    {
        var x = time / total * 100;
        var anchor = x switch
        {
            < 10 => "start",
            > 90 => "end",
            _ => "middle",
        };
        return new(x.ToString("0.##", CultureInfo.InvariantCulture), time == TimeSpan.Zero ? "0" : DurationText.Of(time), anchor);
    }
}
