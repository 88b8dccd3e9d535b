using Spectre.Console;

namespace Infra.Benchmarks;

/// <summary>What was measured, beside what was aimed at.</summary>
internal sealed class Page
{
    /// <summary>The page.</summary>
    public Table Table { get; } = new Table().AddColumns("What", "Measured", "Target", "");

    /// <summary>Whether every target was met.</summary>
    public bool AllMet { get; private set; } = true;

    public void Row(string what, string measured, string target, bool isMet)
    {
        AllMet &= isMet;
        Table.AddRow(
            what,
            measured,
            target,
            target == "" ? ""
                : isMet ? "met"
                : "missed"
        );
    }

    /// <summary>The least disturbed run: whatever else the machine does only adds to it.</summary>
    public static TimeSpan Least(IEnumerable<TimeSpan> times) => times.Min();
}
