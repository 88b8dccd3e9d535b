using System.Globalization;

namespace Infra.Cli.Rehearse;

/// <summary>A duration as a person says it: two units at most.</summary>
internal static class DurationText
{
    /// <summary>For example <c>45 s</c>, <c>12 min 30 s</c>, <c>1 h 05 min</c> or <c>2 d 3 h</c>.</summary>
    public static string Of(TimeSpan duration) =>
        Math.Round(duration.TotalSeconds) switch
        {
            < 1 => "under 1 s",
            < 60 and var seconds => Text($"{seconds} s"),
            < 3600 and var seconds => seconds % 60 == 0
                ? Text($"{seconds / 60} min")
                : Text($"{Math.Floor(seconds / 60)} min {seconds % 60:00} s"),
            // Of a duration in hours nobody counts the seconds.
            < 86400 and var seconds => Hours((int)Math.Round(seconds / 60)),
            var seconds => Text($"{Math.Floor(seconds / 86400)} d {Math.Floor(seconds % 86400 / 3600)} h"),
        };

    private static string Hours(int minutes) =>
        minutes % 60 == 0 ? Text($"{minutes / 60} h") : Text($"{minutes / 60} h {minutes % 60:00} min");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
