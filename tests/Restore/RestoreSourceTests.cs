using System.Text.Json;

namespace Infra.Tests.Restore;

/// <summary>One schema says on both clouds what a database is born from; each cloud is told in its own words.</summary>
public sealed class RestoreSourceTests
{
    private const string Time = "\"pointInTime\": \"2026-11-23T13:02:30Z\"";

    [Theory]
    [InlineData("""{ "latest": true }""", """{"sourceDbInstanceIdentifier":"astro-prod-db-g1","useLatestRestorableTime":true}""")]
    [InlineData("""{ "latest": true, "instance": "other" }""", """{"sourceDbInstanceIdentifier":"other","useLatestRestorableTime":true}""")]
    [InlineData("{ " + Time + " }", """{"restoreTime":"2026-11-23T13:02:30Z","sourceDbInstanceIdentifier":"astro-prod-db-g1"}""")]
    [InlineData(
        "{ " + Time + """, "deleted": "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ" }""",
        """{"restoreTime":"2026-11-23T13:02:30Z","sourceDbiResourceId":"db-ABCDEFGHIJKLMNOPQRSTUVWXYZ"}"""
    )]
    [InlineData(
        """{ "latest": true, "deleted": "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ" }""",
        """{"sourceDbiResourceId":"db-ABCDEFGHIJKLMNOPQRSTUVWXYZ","useLatestRestorableTime":true}"""
    )]
    [InlineData(
        """{ "latest": true, "copy": "arn:aws:rds:eu-central-1:123456789012:auto-backup:ab-1a2b" }""",
        """{"sourceDbInstanceAutomatedBackupsArn":"arn:aws:rds:eu-central-1:123456789012:auto-backup:ab-1a2b","useLatestRestorableTime":true}"""
    )]
    public async Task RDS_is_told_whose_log_and_which_instant(string restore, string expected)
    {
        var database = await BornFrom("aws", restore);

        Assert.Equal(expected, Json(database, "restoreToPointInTime"));
        Assert.DoesNotContain("snapshotIdentifier", database.Inputs.Keys);
    }

    [Theory]
    [InlineData("rds:astro-prod-db-g1-2026-11-23-03-10")]
    [InlineData("astro-prod-db-g1-final")]
    [InlineData("arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-1")]
    public async Task RDS_is_told_which_snapshot(string snapshot)
    {
        var database = await BornFrom("aws", $$"""{ "backup": "{{snapshot}}" }""");

        Assert.Equal(snapshot, database.Inputs["snapshotIdentifier"]);
        Assert.DoesNotContain("restoreToPointInTime", database.Inputs.Keys);
    }

    [Theory]
    [InlineData("""{ "latest": true }""", "clone", """{"sourceInstanceName":"astro-prod-db-g1"}""")]
    [InlineData("{ " + Time + " }", "clone", """{"pointInTime":"2026-11-23T13:02:30Z","sourceInstanceName":"astro-prod-db-g1"}""")]
    [InlineData(
        "{ " + Time + """, "deleted": "2026-11-23T13:57:10Z" }""",
        "clone",
        """{"pointInTime":"2026-11-23T13:02:30Z","sourceInstanceDeletionTime":"2026-11-23T13:57:10Z","sourceInstanceName":"astro-prod-db-g1"}"""
    )]
    [InlineData(
        "{ " + Time + """, "copy": "projects/p/locations/europe-west4/backupVaults/v/dataSources/d" }""",
        "pointInTimeRestoreContext",
        """{"datasource":"projects/p/locations/europe-west4/backupVaults/v/dataSources/d","pointInTime":"2026-11-23T13:02:30Z"}"""
    )]
    [InlineData(
        """{ "backup": 1772442000000 }""",
        "restoreBackupContext",
        """{"backupRunId":1772442000000,"instanceId":"astro-prod-db-g1"}"""
    )]
    [InlineData(
        """{ "backup": "1772442000000", "instance": "other" }""",
        "restoreBackupContext",
        """{"backupRunId":1772442000000,"instanceId":"other"}"""
    )]
    [InlineData(
        """{ "backup": "projects/p/locations/europe-west4/backupVaults/v/dataSources/d/backups/b" }""",
        "backupdrBackup",
        "\"projects/p/locations/europe-west4/backupVaults/v/dataSources/d/backups/b\""
    )]
    public async Task Cloud_SQL_is_told_in_exactly_one_block(string restore, string block, string expected)
    {
        var database = await BornFrom("gcp", restore);

        Assert.Equal(expected, Json(database, block));
        Assert.Equal(
            [block],
            database.Inputs.Keys.Intersect(["clone", "restoreBackupContext", "backupdrBackup", "pointInTimeRestoreContext"])
        );
    }

    [Fact]
    public async Task A_restored_RDS_instance_declares_nothing_that_it_inherits()
    {
        foreach (var restore in new[] { """{ "latest": true }""", """{ "backup": "a-snapshot" }""" })
        {
            var database = await BornFrom("aws", restore);

            Assert.Empty(database.Inputs.Keys.Intersect(["username", "allocatedStorage", "kmsKeyId", "dbName"]));
            Assert.Equal("postgres", database.Inputs["engine"]);
            Assert.Equal(true, database.Inputs["multiAz"]);
        }
    }

    [Fact]
    public async Task A_Cloud_SQL_backup_run_of_thirteen_digits_changes_no_other_argument()
    {
        var restored = await BornFrom("gcp", """{ "backup": 1772442000000 }""");
        var vault = await BornFrom("gcp", """{ "backup": "projects/p/locations/l/backupVaults/v/dataSources/d/backups/b" }""");

        Assert.Equal(
            JsonSerializer.Serialize(vault.Inputs.Remove("backupdrBackup")),
            JsonSerializer.Serialize(restored.Inputs.Remove("restoreBackupContext"))
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task An_existing_instance_is_adopted_under_its_own_name_as_it_stands(string cloud)
    {
        var stack = await SampleStack.EvaluateAsync(cloud, ("infra:database.restore", """{ "adopt": "airflow-metadata" }"""));
        var database = Assert.Single(stack.Resources, resource => resource.Name == "database-g1");

        var options = Assert.IsType<Pulumi.CustomResourceOptions>(database.Options);
        Assert.Equal("airflow-metadata", options.ImportId);
        Assert.Equal(["*"], options.IgnoreChanges);
        Assert.Equal("airflow-metadata", database.Inputs[cloud == "gcp" ? "name" : "identifier"]);
    }

    private static async Task<DeclaredResource> BornFrom(string cloud, string restore) =>
        Assert.Single(
            (
                await SampleStack.EvaluateAsync(
                    cloud,
                    ("infra:database.generation", "2"),
                    ("infra:database.restore", restore),
                    ("infra:identity", """{ "lost": true }""")
                )
            ).Resources,
            resource => resource.Name == "database-g2"
        );

    private static string Json(DeclaredResource resource, string property) =>
        JsonSerializer.Serialize(
            resource.Inputs[property] is IDictionary<string, object> map
                ? new SortedDictionary<string, object>(map, StringComparer.Ordinal)
                : resource.Inputs[property]
        );
}
