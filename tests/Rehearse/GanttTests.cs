using System.Globalization;
using Infra.Cli.Rehearse;

namespace Infra.Tests.Rehearse;

/// <summary>What the chart of an act draws, and what it leaves out and says so.</summary>
public sealed class GanttTests
{
    [Fact]
    public void A_launch_draws_what_takes_time_and_counts_the_rest()
    {
        var chart = Gantt.Of(SampleRehearsal.Of("gcp"), Act.Launch, [])!;

        Assert.Equal(
            ["network · 1 min", "database-g1 · 14 min", "cluster-g1 · 9 min", "nodes-g1 · 3 min", "astronomer-g1 · 12 min"],
            chart.Rows.Select(row => row.Label)
        );
        Assert.Equal("80 shorter operations are not drawn.", chart.LeftOut);
        Assert.Equal(["0", "10 min", "20 min"], chart.Ticks.Select(tick => tick.Label));
    }

    [Fact]
    public void A_recovery_has_the_plan_below_what_it_planned()
    {
        var played = SampleRehearsal.Of("aws");

        var chart = Gantt.Of(played, Act.Recovery, played.Plan.Time.CriticalPath)!;

        Assert.Equal(
            ["database-g2", "fence", "astronomer-g2"],
            chart.Rows.Where(row => row.Plan is not null).Select(row => row.Label.Split(' ')[0])
        );
        Assert.Equal(
            ["database-g2", "cluster-g2", "fence", "astronomer-g2", "cluster-g1"],
            chart.Rows.Select(row => row.Label.Split(' ')[0])
        );
        Assert.Contains("36 min", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_plan_alone_knows_has_a_row_too()
    {
        var played = SampleRehearsal.Of("aws");
        var chart = Gantt.Of(
            played with
            {
                Spans = played.Spans.RemoveAll(span => span.Name == "fence"),
            },
            Act.Recovery,
            played.Plan.Time.CriticalPath
        )!;

        Assert.Null(Assert.Single(chart.Rows, row => row.Label == "fence, planned · 1 min").Bar);
    }

    [Fact]
    public void Every_bar_lies_inside_of_the_chart_and_can_be_seen()
    {
        var played = SampleRehearsal.Of("gcp");
        var bars = Gantt
            .Of(played, Act.Recovery, played.Plan.Time.CriticalPath)!
            .Rows.SelectMany(row => new[] { row.Bar, row.Plan })
            .OfType<GanttBar>()
            .ToList();

        Assert.Equal(8, bars.Count);
        Assert.All(bars, bar => Assert.InRange(Number(bar.X) + Number(bar.Width), 0.8, 100));
    }

    [Fact]
    public void A_chart_never_grows_longer_than_a_sheet()
    {
        var played = SampleRehearsal.Of("gcp");
        var spans = Enumerable.Range(0, 200).Select(at => played.Spans[^1] with { Name = $"long-{at}" });

        var chart = Gantt.Of(played with { Spans = [.. spans] }, Act.Recovery, [])!;

        Assert.Equal(("178 shorter operations are not drawn.", true), (chart.LeftOut, chart.Height < 900));
    }

    [Fact]
    public void An_act_in_which_nothing_was_done_or_nothing_took_time_has_no_chart()
    {
        var played = SampleRehearsal.Of("gcp");

        Assert.Null(Gantt.Of(played, Act.Life, []));
        Assert.Null(Gantt.Of(played with { Spans = [.. played.Spans.Select(span => span with { End = span.Start })] }, Act.Launch, []));
    }

    private static double Number(string percent) => double.Parse(percent, CultureInfo.InvariantCulture);
}
