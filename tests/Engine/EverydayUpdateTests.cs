using System.Text.Json.Nodes;

namespace Infra.Tests.Engine;

/// <summary>
/// A change that begins with a refresh leaves what the cloud has moved by itself, takes back what a hand has moved, and loses nothing where
/// something is gone.
/// </summary>
public sealed class EverydayUpdateTests
{
    private const string NodeGroup = "aws:eks/nodeGroup:NodeGroup";
    private const string Size = "settings.diskSize";

    [Fact]
    public async Task Nodes_that_the_autoscaler_added_stay_when_their_most_is_raised()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        var group = stack.World.List(NodeGroup).First(one => one.Name.Contains("airflow", StringComparison.Ordinal)).Name;
        stack.World.ChangeByHand(NodeGroup, group, "scalingConfig.desiredSize", 8);

        var up = await stack.Edit(("infra:cluster.airflow.mostNodes", "60")).UpAsync("--skip-preview", "--refresh");

        Assert.True(up.Succeeded, up.Output);
        var scaling = stack.World.Find(NodeGroup, group)!.State["scalingConfig"]!;
        Assert.Equal((8, 20), (scaling["desiredSize"]!.GetValue<double>(), scaling["maxSize"]!.GetValue<double>()));
    }

    [Fact]
    public async Task A_disk_of_Cloud_SQL_that_grew_stays_and_its_instance_can_be_changed()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("gcp");
        stack.World.ChangeByHand(stack.DatabaseType, "astro-prod-db-g1", Size, 180);

        stack.Edit(("infra:database.backup", """{ "time": "05:00", "retentionDays": 14, "pointInTimeDays": 7 }"""));
        var stale = await stack.UpAsync("--skip-preview");
        var up = await stack.UpAsync("--skip-preview", "--refresh");

        Assert.False(stale.Succeeded);
        Assert.Contains("The disk size cannot decrease", stale.Output, StringComparison.Ordinal);
        Assert.True(up.Succeeded, up.Output);
        var settings = stack.World.Find(stack.DatabaseType, "astro-prod-db-g1")!.State["settings"]!;
        Assert.Equal(
            (180, "05:00"),
            (settings["diskSize"]!.GetValue<double>(), settings["backupConfiguration"]!["startTime"]!.GetValue<string>())
        );
    }

    [Theory]
    [InlineData("aws", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "toPort", "65535")]
    [InlineData("gcp", "gcp:compute/firewall:Firewall", "sourceRanges", """["0.0.0.0/0"]""")]
    public async Task What_a_hand_has_opened_is_closed_again(string cloud, string type, string path, string opened)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var rule = stack.World.List(type)[0];
        var before = rule.State[path]?.ToJsonString();
        stack.World.ChangeByHand(type, rule.Id, path, JsonNode.Parse(opened));

        var up = await stack.UpAsync("--skip-preview", "--refresh");

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(before, stack.World.Find(type, rule.Id)!.State[path]?.ToJsonString());
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task With_the_cluster_dead_nothing_is_changed_and_the_relaunch_goes_on(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        stack.LoseCluster("astro-prod-cluster-g1", "dead");

        await AssertNothingIsChangedAsync(stack);

        var relaunch = await stack.Edit(("infra:cluster.generation", "2")).UpAsync("--skip-preview");
        Assert.True(relaunch.Succeeded, relaunch.Output);
        Assert.Equal(3, stack.Rows("astro-prod-db-g1").Count);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task With_the_cluster_gone_nothing_is_changed(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        stack.LoseCluster("astro-prod-cluster-g1", "gone");

        await AssertNothingIsChangedAsync(stack);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task With_the_database_gone_no_empty_one_takes_its_place(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        stack.DeleteDatabaseOutOfBand("astro-prod-db-g1");

        var everyday = await stack.UpAsync("--skip-preview", "--refresh");

        Assert.False(everyday.Succeeded);
        Assert.Contains("is not in the stack's state, but it was made before", everyday.Output, StringComparison.Ordinal);
        Assert.False(stack.DatabaseExists("astro-prod-db-g1"));
    }

    private static async Task AssertNothingIsChangedAsync(RehearsedStack stack)
    {
        var everyday = await stack.UpAsync("--skip-preview", "--refresh");

        Assert.False(everyday.Succeeded);
        Assert.Contains("configured Kubernetes cluster is unreachable", everyday.Output, StringComparison.Ordinal);
        Assert.Empty(stack.ChangesSinceLaunch);
    }
}
