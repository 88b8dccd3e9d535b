using System.Diagnostics;
using System.Globalization;

namespace Infra.Benchmarks;

/// <summary>The most memory that a program held which the engine ran.</summary>
internal static class PeakMemory
{
    /// <summary>Watches until the engine ends; null where the system keeps no /proc.</summary>
    public static async Task<long?> WatchAsync(Process engine, string program)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }
        var peak = 0L;
        while (!engine.HasExited)
        {
            foreach (var id in Descendants(engine.Id).Where(id => Read($"/proc/{id}/cmdline").Contains(program, StringComparison.Ordinal)))
            {
                peak = Math.Max(peak, HighWaterMark(id));
            }
            await Task.Delay(20);
        }
        return peak;
    }

    // The kernel keeps the maximum itself, so that looking seldom misses only what was taken in the last moment.
    private static long HighWaterMark(int id) =>
        Read($"/proc/{id}/status").Split('\n').FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim('\t'), CultureInfo.InvariantCulture) * 1024
            : 0;

    private static IEnumerable<int> Descendants(int parent) =>
        Threads(parent)
            .SelectMany(task => Read(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture))
            .SelectMany(child => Descendants(child).Prepend(child));

    // A process may end while it is looked at, and its folder with it.
    private static string[] Threads(int process)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{process}/task");
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
