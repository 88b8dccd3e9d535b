using System.Globalization;
using System.Text.RegularExpressions;
using Pulumi.Protocol;

namespace Pulumi;

/// <summary>Durations as the engine writes them: "1h30m", "90s".</summary>
internal static partial class GoDuration
{
    public static RegisterResourceRequest.Types.CustomTimeouts Write(CustomTimeouts timeouts) => new()
    {
        Create = Write(timeouts.Create),
        Update = Write(timeouts.Update),
        Delete = Write(timeouts.Delete),
    };

    public static CustomTimeouts Read(RegisterResourceRequest.Types.CustomTimeouts timeouts) => new()
    {
        Create = Read(timeouts.Create),
        Update = Read(timeouts.Update),
        Delete = Read(timeouts.Delete),
    };

    public static string Write(TimeSpan? duration) => duration switch
    {
        null => "",
        { } whole when whole.Ticks % TimeSpan.TicksPerSecond == 0 => $"{whole.Ticks / TimeSpan.TicksPerSecond}s",
        { } fraction => $"{fraction.Ticks / TimeSpan.TicksPerMicrosecond}us",
    };

    public static TimeSpan? Read(string duration)
    {
        if (duration.Length == 0)
        {
            return null;
        }
        var text = duration.TrimStart('-');
        var parts = Part().Matches(text);
        if (parts.Count == 0 || parts.Sum(part => part.Length) != text.Length)
        {
            throw new FormatException($"'{duration}' is no duration; write a number and a unit, as in 90s or 1h30m.");
        }
        var ticks = parts.Sum(part => decimal.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * Ticks(part.Groups[2].Value));
        return TimeSpan.FromTicks((long)(duration[0] == '-' ? -ticks : ticks));
    }

    private static decimal Ticks(string unit) => unit switch
    {
        "h" => TimeSpan.TicksPerHour,
        "m" => TimeSpan.TicksPerMinute,
        "s" => TimeSpan.TicksPerSecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "ns" => 1m / TimeSpan.NanosecondsPerTick,
        _ => TimeSpan.TicksPerMicrosecond,
    };

    [GeneratedRegex(@"(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns)")]
    private static partial Regex Part();
}
