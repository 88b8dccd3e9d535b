namespace Infra.Tests.Gcp;

/// <summary>How long things live on Google Cloud, beyond what holds for both clouds.</summary>
public sealed class GcpOptionsTests
{
    [Theory]
    [InlineData("platform-pool-g1")]
    [InlineData("airflow-pool-g1")]
    public async Task A_pool_goes_with_its_cluster_and_its_size_is_the_autoscaler_s(string name)
    {
        var stack = await SampleStack.EvaluateAsync("gcp");

        var pool = Find(stack, name);
        Assert.Same(Find(stack, "cluster-g1").Resource, pool.Options.DeletedWith);
        Assert.Contains("initialNodeCount", pool.Options.IgnoreChanges);
    }

    [Fact]
    public async Task A_cluster_may_take_an_hour_and_its_vanished_default_pool_is_no_difference()
    {
        var cluster = Find(await SampleStack.EvaluateAsync("gcp"), "cluster-g1").Options;

        Assert.Equal(
            (TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(60)),
            (cluster.CustomTimeouts!.Create, cluster.CustomTimeouts.Update, cluster.CustomTimeouts.Delete)
        );
        Assert.Contains("nodeConfig", cluster.IgnoreChanges);
        Assert.Contains("initialNodeCount", cluster.IgnoreChanges);
    }

    [Fact]
    public async Task The_database_s_user_stays_in_a_database_that_stays()
    {
        var stack = await SampleStack.EvaluateAsync("gcp");

        var user = Find(stack, "database-user-g1").Options;
        Assert.True(user.RetainOnDelete);
        Assert.NotEqual(true, user.Protect);
        Assert.Same(Find(stack, "database-g1").Resource, user.DeletedWith);
    }

    [Theory]
    [InlineData("database-alias")]
    [InlineData("public-apex")]
    [InlineData("ingress-g1")]
    [InlineData("node-account-g1")]
    public async Task What_can_be_made_again_is_neither_protected_nor_retained(string name)
    {
        var options = Find(await SampleStack.EvaluateAsync("gcp", ("infra:publicZone", "\"example-com\"")), name).Options;

        Assert.NotEqual(true, options.Protect);
        Assert.NotEqual(true, options.RetainOnDelete);
    }

    [Theory]
    [InlineData("platform-key")]
    [InlineData("database-key-use")]
    [InlineData("database-deny")]
    [InlineData("nat-address-0")]
    [InlineData("registry-account")]
    [InlineData("sqladmin-agent")]
    public async Task What_a_retained_database_or_an_image_leans_on_is_protected_and_retained(string name)
    {
        var options = Find(await SampleStack.EvaluateAsync("gcp"), name).Options;

        Assert.True(options.Protect);
        Assert.True(options.RetainOnDelete);
    }

    private static DeclaredResource Find(OfflineEvaluation stack, string name) =>
        Assert.Single(stack.Resources, resource => resource.Name == name && !resource.Type.StartsWith("infra:", StringComparison.Ordinal));
}
