namespace Infra.Tests.Engine;

/// <summary>The loss of a zone or of one pod takes no data with it that stands twice, and mends itself.</summary>
public sealed class PartialLossTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_lost_zone_takes_its_nodes_and_the_database_fails_over_with_every_row(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        var (database, cluster) = (stack.World.Database("astro-prod-db-g1"), stack.World.Cluster("astro-prod-cluster-g1"));
        var (zone, standby, zones) = (database.Zone, database.StandbyZone, cluster.NodeZones);
        Assert.NotNull(standby);

        stack.World.LoseZone(zone);

        Assert.Equal((true, standby, 3), (database.Reachable, database.Zone, database.Rows.Count));
        Assert.Equal(zones.Except([zone]), cluster.NodeZones);
        Assert.Empty(cluster.ZonesCutOff);
        var up = await stack.UpAsync("--skip-preview", "--expect-no-changes");
        Assert.True(up.Succeeded, up.Output);

        // The standby's zone, too, while the first one is not back.
        stack.World.LoseZone(standby);
        Assert.False(database.Reachable);
        Assert.Throws<InvalidOperationException>(() => database.Insert("nobody hears this"));
        stack.World.ReturnZone(zone);
        Assert.Equal((true, zone), (database.Reachable, database.Zone));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_database_without_a_standby_is_away_until_its_zone_is_back(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        var single = await stack.Edit(("infra:database.highAvailability", "false")).UpAsync("--skip-preview");
        Assert.True(single.Succeeded, single.Output);
        var database = stack.World.Database("astro-prod-db-g1");
        Assert.Null(database.StandbyZone);

        stack.World.LoseZone(database.Zone);
        Assert.False(database.Reachable);

        // A restore stands in a zone that lives.
        var up = await stack
            .Edit(("infra:database.generation", "2"), ("infra:database.restore", """{ "latest": true }"""))
            .UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);
        Assert.NotEqual(database.Zone, stack.World.Database("astro-prod-db-g2").Zone);
        Assert.Equal(3, stack.Rows("astro-prod-db-g2").Count);
        stack.World.ReturnZone(database.Zone);
        Assert.True(database.Reachable);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task One_of_two_Prometheus_servers_comes_back_empty_and_the_other_keeps_its_history(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var (cluster, launch) = (stack.World.Cluster("astro-prod-cluster-g1"), stack.World.Now);
        stack.World.Now = launch.AddDays(3);

        cluster.LosePod("astronomer-prometheus-1");
        cluster.LosePod("redis-0");

        stack.World.Now = launch.AddDays(4);
        Assert.Equal(
            [new("astronomer-prometheus-0", launch), new("astronomer-prometheus-1", launch.AddDays(3)), new("redis-0", launch.AddDays(3))],
            cluster.Pods
        );
        Assert.Throws<KeyNotFoundException>(() => cluster.LosePod("astronomer-prometheus-2"));
        var up = await stack.UpAsync("--skip-preview", "--expect-no-changes");
        Assert.True(up.Succeeded, up.Output);
    }
}
