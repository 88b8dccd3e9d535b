using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>
/// Each alarm of the cloud's own monitoring has rung, for its reason and for no other, and tells whoever is to be told what to do.
/// </summary>
public sealed class AlarmsTests
{
    private const string Database = "astro-prod-db-g1";

    [Fact]
    public async Task On_AWS_each_alarm_rings_for_its_reason_alone()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        var world = stack.World;
        var up = await stack.Edit([.. SampleStack.Alerts, ("infra:alerts.nightly", "true")]).UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);
        // Before the first backup, the first set and the first night nothing tells of one: that is a fault, not health.
        Assert.Equal(["astro-prod-backup-too-old", "astro-prod-escrow-too-old", "astro-prod-not-proven-ready"], Ringing(world));
        Live(world, hours: 30);
        Assert.Empty(Ringing(world));

        Measured("FreeStorageSpace", 1024 * 1024 * 1024, "astro-prod-storage-ends");
        Measured("DatabaseConnections", 100_000, "astro-prod-connections-end");
        Measured("TransactionLogsDiskUsage", 1e12, "astro-prod-log-behind");
        Measured("FreeStorageSpace", null, "astro-prod-storage-ends");

        world.StallBackups(Database);
        Live(world, hours: 40);
        Assert.Equal(["astro-prod-backup-too-old"], Ringing(world));
        world.StallBackups(Database, stalled: false);
        Live(world, hours: 30);
        Assert.Empty(Ringing(world));

        Live(world, hours: 40, nights: false);
        Assert.Equal(["astro-prod-not-proven-ready"], Ringing(world));
        Live(world, hours: 24);

        // A copy that fails is told at once, and once. The last set is copied by then.
        world.Now += TimeSpan.FromMinutes(20);
        var copiesKey = world.List("aws:kms/key:Key").Single(key => key.Scope == "eu-west-1").Id;
        world.ChangeByHand("aws:kms/key:Key", copiesKey, "isEnabled", false);
        world.Put("astro-prod-registry-123456789012", "docker/registry/v2/blobs/one");
        world.Now += TimeSpan.FromMinutes(4);
        Assert.Equal(["astro-prod-images-not-copied"], Ringing(world));
        world.ChangeByHand("aws:kms/key:Key", copiesKey, "isEnabled", true);
        world.Now += TimeSpan.FromMinutes(6);
        Assert.Empty(Ringing(world));

        world.Now += TimeSpan.FromHours(4);
        Assert.Equal(["astro-prod-escrow-too-old"], Ringing(world));

        Assert.Empty(world.Notices);
        world.ChangeByHand(
            "aws:kms/key:Key",
            world.List("aws:kms/key:Key").Single(key => key.Scope == "eu-central-1").Id,
            "isEnabled",
            false
        );
        Assert.StartsWith("\"astro-prod-key-in-danger, 2026-", Newest(world, "astro-prod-key-in-danger").Text, StringComparison.Ordinal);
        world.ChangeByHand(
            "aws:kms/key:Key",
            world.List("aws:kms/key:Key").Single(key => key.Scope == "eu-central-1").Id,
            "deletionDate",
            "2026-05-20T00:00:00+00:00"
        );
        Assert.Contains(": ScheduleKeyDeletion. ", Newest(world, "astro-prod-key-in-danger").Text, StringComparison.Ordinal);
        world.ChangeByHand(
            "aws:s3/bucketVersioning:BucketVersioning",
            "astro-prod-registry-123456789012",
            "versioningConfiguration.status",
            "Suspended"
        );
        Assert.Contains(": PutBucketVersioning. ", Newest(world, "astro-prod-bucket-changed").Text, StringComparison.Ordinal);
        world.ChangeByHand(
            "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
            "astro-prod-registry-123456789012",
            "rules[0].status",
            "Disabled"
        );
        Assert.Contains(": PutBucketReplication. ", Newest(world, "astro-prod-bucket-changed").Text, StringComparison.Ordinal);
        world.Lose("aws:rds/instance:Instance", Database);
        Assert.Contains(": DB instance deleted. ", Newest(world, "astro-prod-database-in-trouble").Text, StringComparison.Ordinal);
        // A database that is gone measures nothing, and that is told too.
        world.Now += TimeSpan.FromHours(1);
        Assert.Subset(
            new HashSet<string>(Ringing(world)),
            new HashSet<string>(["astro-prod-storage-ends", "astro-prod-connections-end", "astro-prod-log-behind"])
        );
        Assert.All(world.Alarms.Concat(world.Notices), alarm => Assert.Equal(["email:oncall@example.com"], alarm.Receivers));
        Assert.All(world.Alarms.Concat(world.Notices), alarm =>
            Assert.Contains("Run make ready STACK=test. ", alarm.Text, StringComparison.Ordinal)
        );

        void Measured(string metric, double? value, string alarm) =>
            Rings(world, metric, value, metric == "FreeStorageSpace" ? 1e11 : 1, alarm);
    }

    [Fact]
    public async Task On_Google_Cloud_each_alarm_rings_for_its_reason_alone()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("gcp");
        var world = stack.World;
        var up = await stack.Edit([.. SampleStack.Alerts, ("infra:alerts.nightly", "true")]).UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);
        Live(world, hours: 30);
        Assert.Empty(Ringing(world));

        Rings(world, "disk/utilization", 0.99, 0.5, "astro-prod-storage-ends");
        Rings(world, "postgresql/num_backends", 490, 20, "astro-prod-connections-end");
        Rings(world, "replication/log_archive_failure_count", 3, 0, "astro-prod-log-behind");
        Rings(world, "disk/utilization", null, 0.5, "astro-prod-storage-ends");

        Assert.Empty(world.Notices);
        world.StallBackups(Database);
        Live(world, hours: 40);
        Assert.Equal(["astro-prod-backup-too-old"], Ringing(world));
        Newest(world, "astro-prod-backup-failed");
        world.StallBackups(Database, stalled: false);
        Live(world, hours: 30);
        Assert.Empty(Ringing(world));

        Live(world, hours: 40, nights: false);
        Assert.Equal(["astro-prod-not-proven-ready"], Ringing(world));
        Live(world, hours: 24);

        world.Now += TimeSpan.FromHours(4);
        Assert.Equal(["astro-prod-escrow-too-old"], Ringing(world));

        world.ChangeByHand("gcp:kms/cryptoKey:CryptoKey", "platform", "versionState", "DESTROY_SCHEDULED");
        Newest(world, "astro-prod-key-in-danger");
        world.ChangeByHand("gcp:storage/bucket:Bucket", "astro-prod-registry-my-project", "versioning.enabled", false);
        Newest(world, "astro-prod-bucket-changed");
        world.Lose("gcp:sql/databaseInstance:DatabaseInstance", Database);
        Newest(world, "astro-prod-database-in-trouble");
        world.Now += TimeSpan.FromHours(1);
        Assert.Subset(
            new HashSet<string>(Ringing(world)),
            new HashSet<string>(["astro-prod-storage-ends", "astro-prod-connections-end", "astro-prod-log-behind"])
        );
        Assert.All(world.Alarms.Concat(world.Notices), alarm => Assert.Equal(["email:oncall@example.com"], alarm.Receivers));
        Assert.All(world.Alarms.Concat(world.Notices), alarm =>
            Assert.Contains("Run make ready STACK=test. ", alarm.Text, StringComparison.Ordinal)
        );
    }

    private static void Rings(World world, string metric, double? value, double usual, string alarm)
    {
        world.Measure(metric, Database, value);
        world.Now += TimeSpan.FromMinutes(5);
        Assert.Empty(Ringing(world));
        // Fifteen minutes, and the five that are looked at together.
        world.Now += TimeSpan.FromMinutes(20);
        Assert.Equal([alarm], Ringing(world));
        world.Measure(metric, Database, usual);
        Live(world, hours: 1);
        Assert.Empty(Ringing(world));
    }

    // A set leaves the cluster every hour, and every night at four the stack is found ready.
    private static void Live(World world, int hours, bool nights = true)
    {
        var escrow = world
            .List("aws:s3/bucket:Bucket")
            .Concat(world.List("gcp:storage/bucket:Bucket"))
            .Single(bucket => bucket.Name.StartsWith("astro-prod-escrow-", StringComparison.Ordinal))
            .Name;
        for (var hour = 0; hour < hours; hour++)
        {
            world.Now += TimeSpan.FromHours(1);
            world.Put(escrow, $"backups/deployments-{world.Now:yyyyMMddHHmm}/velero-backup.json");
            if (nights && world.Now.Hour == 4)
            {
                world.Measure("Ready", "astro-prod", 1);
                world.WriteLog("my-project", "astro-prod-ready");
            }
        }
    }

    private static List<string> Ringing(World world) => [.. world.Alarms.Select(alarm => alarm.Name).Order(StringComparer.Ordinal)];

    private static FiredAlarm Newest(World world, string name) => world.Notices.Last(alarm => alarm.Name == name);
}
