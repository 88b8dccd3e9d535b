using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// The daily backup window and the weekly maintenance window of an RDS instance: half an hour at least, and they never meet.
/// </summary>
internal static class RdsWindows
{
    private const int Day = 24 * 60;
    private const int ShortestMinutes = 30;
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static IEnumerable<Fault> Faults(JsonObject inputs)
    {
        if (Known(inputs, "backupWindow") is not { } backup || Known(inputs, "maintenanceWindow") is not { } maintenance)
            return [];
        var (first, second) = (Minutes(backup.Split('-'), Day), Minutes(maintenance.Split('-'), 7 * Day));
        if (first.Length < ShortestMinutes || second.Length < ShortestMinutes)
            return [new("backupWindow", "InvalidParameterValue: The backup and maintenance windows must be at least 30 minutes long")];
        var meets = Enumerable
            .Range(-1, Days.Length + 2)
            .Select(day => first.Start + day * Day)
            .Any(start => start < second.Start + second.Length && second.Start < start + first.Length);
        return meets ? [new("maintenanceWindow", "InvalidParameterValue: The backup window and maintenance window must not overlap.")] : [];
    }

    private static string? Known(JsonObject inputs, string name) => Wire.IsUnknown(inputs[name]) ? null : inputs.Text(name);

    private static (int Start, int Length) Minutes(string[] window, int round)
    {
        var (start, end) = (Minute(window[0]), Minute(window[1]));
        return (start, (end - start + round) % round);
    }

    private static int Minute(string text)
    {
        var parts = text.Split(':');
        return Array.IndexOf(Days, parts[0]) is var day and >= 0
            ? day * Day + Minute(text[4..])
            : int.Parse(parts[0], CultureInfo.InvariantCulture) * 60 + int.Parse(parts[1], CultureInfo.InvariantCulture);
    }
}
