namespace Infra.Tests.Engine;

/// <summary>The Airflow deployments are applied anew after a recovery, and restarted by nothing else.</summary>
public sealed class DeploymentsUpgradeTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task They_are_in_the_up_that_relaunches_the_cluster_and_in_none_after_it(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        Assert.False(IsOn(stack, "astro-prod-cluster-g1"));
        stack.KillCluster("astro-prod-cluster-g1");

        var relaunch = await stack.Edit(("infra:cluster.generation", "2")).UpAsync("--skip-preview");
        Assert.True(relaunch.Succeeded, relaunch.Output);
        Assert.True(IsOn(stack, "astro-prod-cluster-g2"));

        var next = await stack.UpAsync("--expect-no-changes");
        Assert.True(next.Succeeded, next.Output);

        var everyday = await stack.Edit(("infra:prometheus.retentionDays", "30")).UpAsync("--skip-preview");
        Assert.True(everyday.Succeeded, everyday.Output);
        Assert.False(IsOn(stack, "astro-prod-cluster-g2"));

        var quiet = await stack.UpAsync("--expect-no-changes");
        Assert.True(quiet.Succeeded, quiet.Output);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task They_are_in_the_up_that_restores_the_database_which_also_replaces_the_pods_that_hold_the_old_one(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        stack.At("2026-03-03T15:00:00Z");

        var restore = await stack
            .Edit(("infra:database.generation", "2"), ("infra:database.restore", """{ "latest": true }"""))
            .UpAsync("--skip-preview");

        Assert.True(restore.Succeeded, restore.Output);
        Assert.True(IsOn(stack, "astro-prod-cluster-g1"));
        Assert.Equal("g2", stack.ReleaseValues()["global"]!["podLabels"]!["infra/database-generation"]!.GetValue<string>());
        var changes = stack.ChangesSinceLaunch.ToList();
        var login = changes.IndexOf("create kubernetes:batch/v1:Job login-check-g2-g1");
        var release = changes.IndexOf("update kubernetes:helm.sh/v3:Release astronomer");
        Assert.True(login >= 0 && login < release, string.Join('\n', changes));
    }

    private static bool IsOn(RehearsedStack stack, string cluster) =>
        stack.ReleaseValues(cluster)["astronomer"]!["houston"]!["upgradeDeployments"]!["enabled"]!.GetValue<bool>();
}
