using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>
/// A lost cluster is relaunched by one number; the data does not notice. <see cref="RehearsalTests"/> plays the plain cases.
/// </summary>
public sealed class RelaunchTests
{
    private static readonly (string, string?) Relaunch = ("infra:cluster.generation", "2");

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_cluster_that_is_gone_and_was_refreshed_by_reflex_is_relaunched_all_the_same(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        stack.LoseCluster("astro-prod-cluster-g1", "gone");
        var reflex = await stack.RefreshAsync();

        // The way out of README: say that what was in the cluster is gone, and refresh to the end.
        Assert.False(reflex.Succeeded);
        stack.World.DeleteUnreachable = true;
        var refresh = await stack.RefreshAsync();
        Assert.True(refresh.Succeeded, refresh.Output);
        stack.World.DeleteUnreachable = false;
        var up = await stack.Edit(Relaunch).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        AssertRelaunched(stack, rows: 3);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task An_old_cluster_that_still_lives_writes_no_more_once_the_new_platform_is_made(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);

        var up = await stack.Edit(Relaunch).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        AssertRelaunched(stack, rows: 3);
        var release = stack.IndexOfChange(change =>
            change is { Operation: Operation.Create, Type: "kubernetes:helm.sh/v3:Release", Name: "astronomer" }
        );
        Assert.Contains(stack.World.Writes, write => write.Cluster == "astro-prod-cluster-g1" && write.Change < release);
        Assert.DoesNotContain(stack.World.Writes, write => write.Cluster == "astro-prod-cluster-g1" && write.Change > release);
        Assert.Contains(stack.World.Writes, write => write.Cluster == "astro-prod-cluster-g2");
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Cluster_and_database_come_back_in_one_up_and_the_old_platform_never_writes_to_the_restored_database(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        stack.KillCluster("astro-prod-cluster-g1");

        var up = await stack
            .Edit(Relaunch, ("infra:database.generation", "2"), ("infra:database.restore", """{ "pointInTime": "2026-03-03T14:02:30Z" }"""))
            .UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["at 13:00", "at 14:02:30"], stack.Rows("astro-prod-db-g2"));
        Assert.Equal(3, stack.Rows("astro-prod-db-g1").Count);
        Assert.NotNull(stack.ReleaseValues("astro-prod-cluster-g2"));
        // Its pods run on when its API server is dead; the fence moves before the alias does.
        var flip = stack.IndexOfChange(change => change.Operation == Operation.Update && change.LogicalName == "database-alias");
        Assert.True(stack.IndexOfChange(change => change.Operation == Operation.Update && change.LogicalName == "database-allow") < flip);
        Assert.Contains(stack.World.Writes, write => write.Cluster == "astro-prod-cluster-g1");
        Assert.DoesNotContain(stack.World.Writes, write => write is { Cluster: "astro-prod-cluster-g1", Database: "astro-prod-db-g2" });
        Assert.Contains(stack.World.Writes, write => write is { Cluster: "astro-prod-cluster-g2", Database: "astro-prod-db-g2" });
    }

    private static void AssertRelaunched(RehearsedStack stack, int rows)
    {
        Assert.NotNull(stack.ReleaseValues("astro-prod-cluster-g2"));
        Assert.False(stack.ClusterExists("astro-prod-cluster-g1"));
        Assert.Equal(rows, stack.Rows("astro-prod-db-g1").Count);
        string[] data =
        [
            "sql/databaseInstance:",
            "rds/instance:",
            "bucket:Bucket ",
            "randomPassword:",
            "privateKey:",
            "kms/",
            "managedZone:",
            "route53/zone:",
            "secret:Secret ",
        ];
        Assert.DoesNotContain(stack.ChangesSinceLaunch, change =>
            !change.Contains("kubernetes:", StringComparison.Ordinal) && data.Any(kind => change.Contains(kind, StringComparison.Ordinal))
        );
        var changes = stack.ChangesSinceLaunch.ToList();
        var fence = changes.FindIndex(change =>
            change.StartsWith("update gcp:compute/firewall:Firewall", StringComparison.Ordinal)
            || change.StartsWith("update aws:vpc/securityGroupIngressRule", StringComparison.Ordinal)
        );
        var release = changes.FindIndex(change =>
            change.StartsWith("create kubernetes:helm.sh/v3:Release astronomer", StringComparison.Ordinal)
        );
        Assert.True(fence >= 0 && fence < release, string.Join('\n', changes));
    }
}
