namespace Infra.Cli.Rehearse;

/// <summary>The report that stays of played rehearsals: for a person, for a program and for CI.</summary>
internal static class RehearsalReport
{
    /// <summary>Writes <c>report.html</c>, <c>report.json</c> and <c>report.junit.xml</c>.</summary>
    /// <param name="folder">Where to; it is made where it is not there.</param>
    /// <param name="rehearsals">One or more, in the order in which they are told.</param>
    /// <param name="clock">The real time; the system's where it is null.</param>
    /// <returns>The path of the page.</returns>
    public static async Task<string> WriteAsync(string folder, IReadOnlyList<PlayedRehearsal> rehearsals, TimeProvider? clock = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rehearsals.Count);
        var playedAt = (clock ?? TimeProvider.System).GetUtcNow();
        Directory.CreateDirectory(folder);
        var page = Path.Combine(folder, "report.html");
        await File.WriteAllTextAsync(page, ReportPage.Html(rehearsals, playedAt));
        await File.WriteAllTextAsync(Path.Combine(folder, "report.json"), ReportJson.Text(rehearsals, playedAt));
        await File.WriteAllTextAsync(Path.Combine(folder, "report.junit.xml"), ReportJUnit.Text(rehearsals, playedAt));
        return page;
    }
}
