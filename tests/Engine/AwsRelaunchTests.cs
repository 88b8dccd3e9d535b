namespace Infra.Tests.Engine;

/// <summary>What a cluster generation on AWS leaves behind: nothing that holds an address, or keeps the network from going.</summary>
public sealed class AwsRelaunchTests
{
    private const string Zone = "Z0123456789ABCDEFGHIJ";

    [Fact]
    public async Task A_relaunch_leaves_no_load_balancer_no_address_and_no_security_group_of_the_old_generation()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        stack.KillCluster("astro-prod-cluster-g1");

        var up = await stack.Edit(("infra:cluster.generation", "2")).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["astro-prod-ingress-g2"], stack.World.List("aws:lb/loadBalancer:LoadBalancer").Select(balancer => balancer.Name));
        Assert.Equal(
            ["astro-prod-databases", "astro-prod-ingress-g2", "eks-cluster-sg-astro-prod-cluster-g2"],
            stack.World.List("aws:ec2/securityGroup:SecurityGroup").Select(group => group.Name).Order()
        );
        Assert.Equal(6, stack.World.List("aws:ec2/eip:Eip").Count);
        Assert.DoesNotContain(stack.World.List("aws:iam/role:Role"), role => role.Name.EndsWith("-g1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_control_planes_logs_outlive_their_cluster()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");

        var up = await stack.Edit(("infra:cluster.generation", "2")).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(
            ["/aws/eks/astro-prod-cluster-g1/cluster", "/aws/eks/astro-prod-cluster-g2/cluster"],
            stack.World.List("aws:cloudwatch/logGroup:LogGroup").Select(group => group.Name).Order()
        );
    }

    [Fact]
    public async Task A_cluster_that_was_deleted_with_its_nodes_behind_everybodys_back_is_relaunched_by_one_number()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        foreach (var group in stack.World.List("aws:eks/nodeGroup:NodeGroup"))
        {
            stack.World.Lose("aws:eks/nodeGroup:NodeGroup", group.Id);
        }
        stack.World.Lose("aws:eks/cluster:Cluster", "astro-prod-cluster-g1");

        var up = await stack.Edit(("infra:cluster.generation", "2")).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.NotNull(stack.ReleaseValues("astro-prod-cluster-g2"));
    }

    [Fact]
    public async Task The_world_is_led_to_the_new_generation_after_its_release()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        stack.World.Place("aws:route53/zone:Zone", "aws", Zone);
        var published = await stack.Edit(("infra:publicZone", $"\"{Zone}\"")).UpAsync("--skip-preview");
        Assert.True(published.Succeeded, published.Output);

        var up = await stack.Edit(("infra:cluster.generation", "2")).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        var changes = stack.ChangesSinceLaunch.ToList();
        var release = changes.LastIndexOf("create kubernetes:helm.sh/v3:Release astronomer");
        Assert.True(release >= 0, up.Output);
        Assert.All(["astro.example.com", "*.astro.example.com"], name =>
            Assert.True(changes.IndexOf($"update aws:route53/record:Record {name}") > release, string.Join('\n', changes))
        );
    }
}
