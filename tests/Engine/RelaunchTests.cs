namespace Infra.Tests.Engine;

/// <summary>A lost cluster is relaunched by one number; the data does not notice.</summary>
public sealed class RelaunchTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task With_a_dead_API_server_a_raised_cluster_generation_relaunches_the_platform_and_the_database_is_not_touched(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        stack.At("2026-03-03T13:00:00Z").Insert("astro-prod-db-g1", "before the loss");
        stack.KillCluster("astro-prod-cluster-g1");

        var up = await stack.Edit(("infra:cluster.generation", "2")).UpAsync();

        Assert.True(up.Succeeded, up.Output);
        Assert.NotNull(stack.ReleaseValues("astro-prod-cluster-g2"));
        Assert.False(stack.ClusterExists("astro-prod-cluster-g1"));
        Assert.Equal(["before the loss"], stack.Rows("astro-prod-db-g1"));
        Assert.DoesNotContain(stack.ChangesSinceLaunch, change =>
            change.Contains("databaseInstance", StringComparison.Ordinal) || change.Contains("rds/instance", StringComparison.Ordinal)
            || change.Contains("bucket:", StringComparison.Ordinal) || change.Contains("randomPassword", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_fence_moves_to_the_new_cluster_before_its_release_is_made(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        stack.KillCluster("astro-prod-cluster-g1");

        var up = await stack.Edit(("infra:cluster.generation", "2")).UpAsync();

        Assert.True(up.Succeeded, up.Output);
        var changes = stack.ChangesSinceLaunch.ToList();
        var fence = changes.FindIndex(change => change.StartsWith(
            cloud == "gcp" ? "update gcp:compute/firewall:Firewall" : "update aws:vpc/securityGroupIngressRule", StringComparison.Ordinal));
        var release = changes.FindIndex(change => change.StartsWith("create kubernetes:helm.sh/v3:Release astronomer", StringComparison.Ordinal));
        Assert.True(fence >= 0 && fence < release, string.Join('\n', changes));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Two_cluster_generations_get_the_same_secrets_byte_for_byte(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var before = stack.SecretsOf("astro-prod-cluster-g1");

        var up = await stack.Edit(("infra:cluster.generation", "2")).UpAsync();

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(6, before.Count);
        Assert.Equal(before, stack.SecretsOf("astro-prod-cluster-g2"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Cluster_and_database_come_back_in_one_up(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        stack.At("2026-03-03T13:00:00Z").Insert("astro-prod-db-g1", "kept");
        stack.At("2026-03-03T15:00:00Z");
        stack.KillCluster("astro-prod-cluster-g1");

        var up = await stack.Edit(
            ("infra:cluster.generation", "2"), ("infra:database.generation", "2"), ("infra:database.restore", """{ "latest": true }""")).UpAsync();

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["kept"], stack.Rows("astro-prod-db-g2"));
        Assert.NotNull(stack.ReleaseValues("astro-prod-cluster-g2"));
    }
}
