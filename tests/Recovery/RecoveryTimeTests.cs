using Infra.Cli.Recovery;

namespace Infra.Tests.Recovery;

/// <summary>How long a recovery takes follows from what waits for what in the program.</summary>
public sealed class RecoveryTimeTests
{
    [Theory]
    [InlineData(
        "gcp",
        "rows",
        29,
        "20 create database-g2, 1 create pause-dags-g2-g1, 1 create login-check-g2-g1, 1 create verify-database-g2-g1, 5 update "
            + "astronomer-g1, 1 create verify-platform-g2-g1"
    )]
    [InlineData(
        "aws",
        "rows",
        29,
        "20 create database-g2, 1 create pause-dags-g2-g1, 1 create login-check-g2-g1, 1 create verify-database-g2-g1, 5 update "
            + "astronomer-g1, 1 create verify-platform-g2-g1"
    )]
    [InlineData(
        "aws",
        "instance",
        28,
        "20 create database-g2, 1 create login-check-g2-g1, 1 create verify-database-g2-g1, 5 update astronomer-g1, 1 create "
            + "verify-platform-g2-g1"
    )]
    [InlineData(
        "gcp",
        "cluster-dead",
        21,
        "8 create cluster-g2, 3 create platform-pool-g2, 1 create login-check-g1-g2, 8 create astronomer-g2, 1 create verify-platform-g1-g2"
    )]
    [InlineData(
        "aws",
        "cluster-dead",
        24,
        "9 create cluster-g2, 1 create ADDON, 3 create NODES-g2, 1 create ADDON, 1 create login-check-g1-g2, 8 create astronomer-g2, 1 "
            + "create verify-platform-g1-g2"
    )]
    [InlineData(
        "gcp",
        "region",
        34,
        "1 create vpc, 1 create private-services, 20 create database-g1, 1 create pause-dags-g1-g1, 1 create login-check-g1-g1, 1 create "
            + "verify-database-g1-g1, 8 create astronomer-g1, 1 create verify-platform-g1-g1"
    )]
    [InlineData(
        "gcp",
        "killed-up",
        22,
        "1 create vpc, 1 create private-services, 10 create database-g1, 1 create login-check-g1-g1, 8 create astronomer-g1, 1 create "
            + "verify-platform-g1-g1"
    )]
    public async Task The_critical_path_is_the_chain_that_the_program_declares(string cloud, string loss, int minutes, string chain)
    {
        var time = (await PlannedRecovery.MakeAsync(cloud, LossName.Find(loss)!.Value)).Time;

        Assert.Equal(TimeSpan.FromMinutes(minutes), time.Total);
        Assert.Equal(chain, string.Join(", ", time.CriticalPath.Select(one => $"{one.Duration.TotalMinutes} {one.Operation} {Name(one)}")));
        Assert.All(time.CriticalPath.Zip(time.CriticalPath.Skip(1)), pair =>
            Assert.Equal(pair.First.Start + pair.First.Duration, pair.Second.Start)
        );

        // Of several that take as long any may be on it.
        static string Name(TimedOperation one) =>
            one.Type switch
            {
                "aws:eks/addon:Addon" => "ADDON",
                "aws:eks/nodeGroup:NodeGroup" => "NODES-g2",
                "gcp:container/nodePool:NodePool" => "platform-pool-g2",
                _ => one.Name,
            };
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Cluster_and_database_come_back_at_the_same_time(string cloud)
    {
        var rows = (await PlannedRecovery.MakeAsync(cloud, Loss.Rows)).Time;
        var both = (await PlannedRecovery.MakeAsync(cloud, Loss.ClusterAndDatabase)).Time;

        // The database takes longer, so the cluster adds nothing but a release that is made and not changed.
        Assert.Equal("database-g2", both.CriticalPath[0].Name);
        Assert.Equal(TimeSpan.Zero, both.CriticalPath[0].Start);
        Assert.DoesNotContain(both.CriticalPath, one => one.Name.StartsWith("cluster", StringComparison.Ordinal));
        Assert.Equal(rows.Total + TimeSpan.FromMinutes(8 - 5), both.Total);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_lost_zone_takes_no_time_of_anybody_s_with_a_standby_and_a_restore_without(string cloud)
    {
        var with = await PlannedRecovery.MakeAsync(cloud, Loss.Zone);
        var without = await PlannedRecovery.MakeAsync(cloud, Loss.Zone, ("infra:database.highAvailability", "false"));

        Assert.Equal((TimeSpan.Zero, null), (with.Time.Total, with.RowsLost));
        Assert.Equal(TimeSpan.FromMinutes(cloud == "gcp" ? 29 : 28), without.Time.Total);
        Assert.Equal(TimeSpan.FromMinutes(5), without.RowsLost);
        Assert.Contains("there is no standby", without.Survives, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gcp", "astronomer-g1", "registry-bucket-access")]
    [InlineData("gcp", "astronomer-g1", "registry-workload-identity")]
    [InlineData("gcp", "database-g1", "private-services")]
    [InlineData("gcp", "kubernetes-g1", "cluster-g1")]
    [InlineData("aws", "kubernetes-g1", "cluster-g1")]
    [InlineData("aws", "database-alias", "database-g1")]
    [InlineData("aws", "login-check-g1-g1", "database-allow")]
    public async Task A_resource_waits_for_what_its_values_came_from_though_no_value_shows_it(string cloud, string resource, string needed)
    {
        var program = await ProgramGraph.EvaluateAsync(SampleStack.Config(cloud), cloud);

        Assert.Contains(All(program.Named(resource)), one => one.Name == needed);

        static IEnumerable<ProgramResource> All(ProgramResource resource) =>
            resource.Needs.Concat(resource.Needs.SelectMany(need => need.Needs));
    }

    [Fact]
    public async Task A_named_backup_is_a_restore_too_whose_arguments_go_by_wire_name()
    {
        var plan = await PlannedRecovery.MakeAsync("gcp", Loss.Region, PlannedRecovery.Facts("gcp"));

        Assert.Contains(plan.Time.CriticalPath, one => one is { Name: "database-g1", Duration.TotalMinutes: 20 });
    }
}
