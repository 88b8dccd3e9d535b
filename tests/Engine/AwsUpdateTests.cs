namespace Infra.Tests.Engine;

/// <summary>Everyday changes of the AWS foundation are made in place.</summary>
public sealed class AwsUpdateTests
{
    [Fact]
    public async Task The_next_version_of_Kubernetes_changes_the_cluster_its_add_ons_and_its_nodes_in_place()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");

        var up = await stack.Edit(("infra:cluster.kubernetesVersion", "\"1.35\"")).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.All(stack.ChangesSinceLaunch, change => Assert.StartsWith("update ", change, StringComparison.Ordinal));
        string[] nodes =
        [
            "airflow-eu-central-1a-m6i-2xlarge",
            "airflow-eu-central-1b-m6i-2xlarge",
            "airflow-eu-central-1c-m6i-2xlarge",
            "platform-eu-central-1a-m6i-2xlarge",
            "platform-eu-central-1b-m6i-2xlarge",
            "platform-eu-central-1c-m6i-2xlarge",
        ];
        Assert.Equal(
            [
                "update aws:eks/addon:Addon coredns-g1",
                "update aws:eks/addon:Addon kube-proxy-g1",
                "update aws:eks/cluster:Cluster astro-prod-cluster-g1",
                .. nodes.Select(node => $"update aws:eks/nodeGroup:NodeGroup {node}"),
                "update kubernetes:helm.sh/v3:Release cluster-autoscaler",
            ],
            stack.ChangesSinceLaunch.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Another_runner_another_administrator_and_more_nodes_touch_neither_the_cluster_nor_what_is_in_it()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");

        var up = await stack
            .Edit(
                ("infra:cluster.allowedRanges", """["192.168.7.0/24"]"""),
                (
                    "infra:aws.admins",
                    """["arn:aws:iam::123456789012:role/deploy", "arn:aws:iam::123456789012:role/platform-admins", "arn:aws:iam::123456789012:user/night-shift"]"""
                ),
                ("infra:cluster.airflow.mostNodes", "31")
            )
            .UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(
            [
                "create aws:eks/accessEntry:AccessEntry admin-123456789012:user/night-shift-g1",
                "create aws:eks/accessPolicyAssociation:AccessPolicyAssociation admin-policy-123456789012:user/night-shift-g1",
                "create aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule api-from-192.168.7.0/24-g1",
                "update aws:eks/nodeGroup:NodeGroup airflow-eu-central-1a-m6i-2xlarge",
            ],
            stack.ChangesSinceLaunch.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_least_above_the_nodes_that_are_there_is_refused_in_the_preview_with_what_to_do()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        stack.Edit(("infra:cluster.airflow.leastNodes", "7"));

        var preview = await stack.PreviewAsync();

        Assert.False(preview.Succeeded);
        Assert.Contains(
            "infra:cluster.airflow.leastNodes asks for 3 nodes in the group airflow-eu-central-1a-m6i-2xlarge, which has 1.",
            preview.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "aws eks update-nodegroup-config --cluster-name astro-prod-cluster-g1 --nodegroup-name airflow-eu-central-1a-m6i-2xlarge "
                + "--scaling-config desiredSize=3",
            preview.Output,
            StringComparison.Ordinal
        );
        foreach (
            var group in stack
                .World.List("aws:eks/nodeGroup:NodeGroup")
                .Where(group => group.Name!.StartsWith("airflow-", StringComparison.Ordinal))
        )
        {
            group.Inputs["scalingConfig"]!["desiredSize"] = 3;
            group.State["scalingConfig"]!["desiredSize"] = 3;
        }
        var grown = await stack.UpAsync("--refresh", "--skip-preview");
        Assert.True(grown.Succeeded, grown.Output);
    }

    [Fact]
    public async Task A_durable_stack_is_not_destroyed()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");

        var destroy = await stack.RunPulumiAsync("destroy", "--yes");

        Assert.False(destroy.Succeeded);
        Assert.NotEmpty(stack.World.List("aws:kms/key:Key"));
        Assert.NotEmpty(stack.World.List("aws:s3/bucket:Bucket"));
        Assert.True(stack.DatabaseExists("astro-prod-db-g1"));
    }

    [Fact]
    public async Task A_stack_that_was_made_disposable_first_is_destroyed_whole()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        stack.World.Put("astro-prod-registry-123456789012", "an image");
        var disposable = await stack.Edit(("infra:lifetime", "\"disposable\"")).UpAsync("--skip-preview");
        Assert.True(disposable.Succeeded, disposable.Output);

        var destroy = await stack.RunPulumiAsync("destroy", "--yes");

        Assert.True(destroy.Succeeded, destroy.Output);
        Assert.Empty(stack.World.Objects.Select(thing => $"{thing.Type} {thing.Name}"));
    }
}
