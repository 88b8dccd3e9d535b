using Infra.Cli.Review;

namespace Infra.Tests.Engine;

/// <summary>Other machines stand before the old ones go, and the review says what moves.</summary>
public sealed class NodeMoveTests
{
    private const string NodeGroup = "aws:eks/nodeGroup:NodeGroup";
    private const string NodePool = "gcp:container/nodePool:NodePool";
    private const string Attachment = "aws:autoscaling/attachment:Attachment";

    [Theory]
    [InlineData("aws", "infra:cluster.platform.machineType", "\"m7i.2xlarge\"", NodeGroup, "platform-eu-central-1a-m7i-2xlarge")]
    [InlineData("gcp", "infra:cluster.airflow.spot", "true", NodePool, "airflow-spot")]
    public async Task New_groups_are_made_beside_the_old_which_go_once_all_new_ones_stand(
        string cloud,
        string key,
        string value,
        string type,
        string made
    )
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var zones = stack.World.Cluster("astro-prod-cluster-g1").NodeZones;
        stack.Edit((key, value));

        var review = await ReviewAsync(stack);
        var up = await stack.UpAsync("--skip-preview");

        Assert.Empty(review.Losses);
        Assert.Contains(review.Steps, step => step.Says.StartsWith($"{made} is made beside ", StringComparison.Ordinal));
        Assert.True(up.Succeeded, up.Output);
        var changes = stack.ChangesSinceLaunch.Where(change => change.Contains(type, StringComparison.Ordinal)).ToList();
        var firstDelete = changes.FindIndex(change => change.StartsWith("delete ", StringComparison.Ordinal));
        Assert.Equal(changes.Count / 2, firstDelete);
        Assert.All(changes.Take(firstDelete), change => Assert.StartsWith("create ", change, StringComparison.Ordinal));
        Assert.Equal(zones, stack.World.Cluster("astro-prod-cluster-g1").NodeZones);
        var again = await stack.PreviewAsync("--expect-no-changes");
        Assert.True(again.Succeeded, again.Output);
    }

    [Fact]
    public async Task The_load_balancer_sends_to_the_new_groups()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");

        var up = await stack.Edit(("infra:cluster.platform.machineType", "\"m7i.2xlarge\"")).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(
            stack
                .World.List(NodeGroup)
                .Where(group => group.Name!.StartsWith("platform-", StringComparison.Ordinal))
                .Select(group => group.State["resources"]![0]!["autoscalingGroups"]![0]!["name"]!.GetValue<string>())
                .Order(StringComparer.Ordinal),
            stack
                .World.List(Attachment)
                .Select(one => one.Inputs["autoscalingGroupName"]!.GetValue<string>())
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Google_gives_a_pool_other_machines_in_place_node_by_node()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("gcp");
        stack.Edit(("infra:cluster.platform.machineType", "\"n2-standard-16\""));

        var review = await ReviewAsync(stack);

        Assert.Empty(review.Losses);
        Assert.StartsWith(
            "its nodes are replaced one by one, the new one first, because of nodeConfig.machineType;",
            Assert.Single(review.Steps).Says,
            StringComparison.Ordinal
        );
    }

    private static async Task<DataLossReview> ReviewAsync(RehearsedStack stack)
    {
        var preview = (await stack.PreviewAsync("--json", "--show-sames")).Output;
        return DataLossReview.Of(
            RecordedPreview.Read(preview[preview.IndexOf('{', StringComparison.Ordinal)..(preview.LastIndexOf('}') + 1)]),
            []
        );
    }
}
