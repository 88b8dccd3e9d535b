using Infra.Cli.Recovery;

namespace Infra.Tests.Recovery;

/// <summary>What a loss leaves and takes follows from the configuration.</summary>
public sealed class LossOutcomeTests
{
    [Theory]
    [InlineData(
        "gcp",
        "Rows",
        "of the last 7 days, or a daily backup of the last 14;",
        "infra:database.backup",
        """{"retentionDays":10,"pointInTimeDays":3}""",
        "of the last 3 days, or a daily backup of the last 10;"
    )]
    [InlineData(
        "aws",
        "Rows",
        "of the last 14 days;",
        "infra:database.backup",
        """{"retentionDays":7,"pointInTimeDays":7}""",
        "of the last 7 days;"
    )]
    [InlineData(
        "gcp",
        "Instance",
        "its log of the last 7 days; a final backup for 14 days",
        "infra:database.backup",
        """{"retentionDays":7,"pointInTimeDays":5}""",
        "its log of the last 5 days; a final backup for 7 days"
    )]
    [InlineData(
        "aws",
        "Instance",
        "its log of the last 14 days; the snapshot astro-prod-db-g1-final",
        "infra:database.backup",
        """{"retentionDays":7,"pointInTimeDays":5}""",
        "its log of the last 7 days"
    )]
    [InlineData("gcp", "Images", "stays for 30 days", "infra:registry.keepDeletedDays", "7", "stays for 7 days")]
    [InlineData("aws", "Images", "stays for 30 days", "infra:registry.keepDeletedDays", "7", "stays for 7 days")]
    [InlineData(
        "gcp",
        "Prometheus",
        "the other replica, with 15 days",
        "infra:prometheus",
        """{"replicas":3,"retentionDays":30}""",
        "the other 2 replicas, with 30 days"
    )]
    [InlineData(
        "gcp",
        "Region",
        "the daily backups, in europe-west4",
        "infra:copies",
        """{"region":"europe-west3"}""",
        "the daily backups, in europe-west3"
    )]
    [InlineData(
        "gcp",
        "Region",
        "the daily backups",
        "infra:copies",
        null,
        "the backups are encrypted with a key of the region, and it goes with it: `infra:copies` is not set"
    )]
    [InlineData(
        "gcp",
        "Region",
        "all secrets",
        "infra:gcp.registryRegions",
        """["europe-west1","europe-west4"]""",
        "images and the deployments' sets, in europe-west1 and europe-west4"
    )]
    [InlineData(
        "aws",
        "Region",
        "the database's log, the images, the deployments' sets and the secrets, in eu-west-1",
        "infra:copies",
        null,
        "nothing is copied to another region: `infra:copies` is not set"
    )]
    [InlineData(
        "aws",
        "Zone",
        "the standby has every row",
        "infra:aws.natGateways",
        "\"single\"",
        "the one NAT gateway may have been in it"
    )]
    [InlineData("gcp", "Destroy", "everything that holds data", "infra:lifetime", "\"disposable\"", "nothing: the stack is disposable")]
    [InlineData("aws", "Instance", "its log of the last 14 days", "infra:lifetime", "\"disposable\"", "images and keys")]
    public async Task What_survives_changes_with_the_configuration(
        string cloud,
        string loss,
        string words,
        string key,
        string? value,
        string other
    )
    {
        var (before, after) = (
            await PlannedRecovery.MakeAsync(cloud, Enum.Parse<Loss>(loss)),
            await PlannedRecovery.MakeAsync(cloud, Enum.Parse<Loss>(loss), (key, value))
        );

        Assert.Contains(words, before.Survives, StringComparison.Ordinal);
        Assert.Contains(other, after.Survives, StringComparison.Ordinal);
        Assert.DoesNotContain(other, before.Survives, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Without_a_copy_a_lost_region_takes_every_row_and_the_new_stack_is_empty(string cloud)
    {
        var plan = await PlannedRecovery.MakeAsync(cloud, Loss.Region, ("infra:copies", null));

        Assert.StartsWith("every user, deployment, connection, variable and run, and every image", plan.IsLost, StringComparison.Ordinal);
        Assert.Null(plan.RowsLost);
        Assert.DoesNotContain("identity", PlannedRecovery.Typed(plan), StringComparison.Ordinal);
        Assert.Contains("infra:database.restore = gone", PlannedRecovery.Typed(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_and_the_window_in_which_a_backup_begins_is_what_a_lost_region_takes_on_Google_Cloud() =>
        Assert.Equal(TimeSpan.FromHours(28), (await PlannedRecovery.MakeAsync("gcp", Loss.Region)).RowsLost);

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_log_of_a_deleted_instance_is_five_minutes_behind_at_most(string cloud) =>
        Assert.Equal(TimeSpan.FromMinutes(5), (await PlannedRecovery.MakeAsync(cloud, Loss.Instance)).RowsLost);

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_drill_that_is_lost_is_born_again_from_its_source(string cloud)
    {
        var restore =
            cloud == "gcp"
                ? """{"backup":1772442000000,"instance":"astro-prod-db-g1"}"""
                : """{"latest":true,"instance":"astro-prod-db-g1"}""";
        var plan = await PlannedRecovery.MakeAsync(
            cloud,
            Loss.Instance,
            ("infra:lifetime", "\"disposable\""),
            ("infra:prefix", "\"astro-drill\""),
            ("infra:identity.from", "\"astro-prod\""),
            ("infra:airflow.paused", "true"),
            ("infra:database.restore", restore)
        );

        Assert.Equal(
            [("infra:database.generation", "2"), ("infra:database.restore", restore)],
            Assert.Single(plan.Steps.OfType<RecoveryStep.Edit>()).Lines
        );
        Assert.Contains("disposable", plan.IsLost, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_preview_that_is_announced_names_what_is_new_what_moves_and_what_stays_in_the_cloud(string cloud)
    {
        var rows = (await PlannedRecovery.MakeAsync(cloud, Loss.Rows)).PreviewShows;
        var cluster = (await PlannedRecovery.MakeAsync(cloud, Loss.ClusterGone)).PreviewShows;

        Assert.Equal("a new database: astro-prod-db-g2", rows[0]);
        Assert.Contains(rows, line =>
            line.StartsWith("changed in place: ", StringComparison.Ordinal) && line.Contains("database-alias", StringComparison.Ordinal)
        );
        Assert.Contains(rows, line =>
            line.StartsWith("leaving the program and staying in the cloud: ", StringComparison.Ordinal)
            && line.Contains("database astro-prod-db-g1", StringComparison.Ordinal)
        );
        Assert.Equal("a new cluster: astro-prod-cluster-g2", cluster[0]);
        Assert.Contains(cluster, line =>
            line.StartsWith("deleted, last of all: cluster astro-prod-cluster-g1, ", StringComparison.Ordinal)
        );
        Assert.Contains("no bucket, key, zone, secret or password is changed or deleted", cluster);
    }
}
