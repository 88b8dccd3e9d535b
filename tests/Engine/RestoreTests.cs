namespace Infra.Tests.Engine;

/// <summary>A restore makes a new database beside the old one, and the old one stays as it is.</summary>
public sealed class RestoreTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_table_dropped_at_14_03_is_restored_to_14_02_30_and_the_restored_database_can_be_restored_again(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        var (before, password) = (stack.AliasTarget(), stack.World.Database("astro-prod-db-g1").PasswordOf("postgres"));

        var up = await stack
            .Edit(("infra:database.generation", "2"), ("infra:database.restore", """{ "pointInTime": "2026-03-03T14:02:30Z" }"""))
            .UpAsync("--skip-preview");

        // Rows kept and lost: exactly those up to the instant; the old instance keeps all three.
        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["at 13:00", "at 14:02:30"], stack.Rows("astro-prod-db-g2"));
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], stack.Rows("astro-prod-db-g1"));
        Assert.Equal(password, stack.World.Database("astro-prod-db-g2").PasswordOf("postgres"));
        Assert.NotEqual(before, stack.AliasTarget());
        Assert.Equal(stack.AddressOf("astro-prod-db-g2"), stack.AliasTarget());
        Assert.Equal(Touched(cloud).Order(), stack.ChangesSinceLaunch.Order());

        // The lines may go. Other lines about a generation that was born are refused.
        var again = await stack.Edit(("infra:database.restore", null)).UpAsync("--expect-no-changes");
        Assert.True(again.Succeeded, again.Output);
        var other = await stack.Edit(("infra:database.restore", """{ "pointInTime": "2026-03-03T13:30:00Z" }""")).PreviewAsync();
        Assert.False(other.Succeeded);
        Assert.Contains("was born from astro-prod-db-g1 at 2026-03-03T14:02:30Z", other.Output, StringComparison.Ordinal);
        Assert.Contains("Raise infra:database.generation to 3", other.Output, StringComparison.Ordinal);

        // Two restores in a row: the second starts from the first one's database.
        stack.At("2026-03-03T16:00:00Z").Insert("astro-prod-db-g2", "at 16:00, after the restore");
        stack.At("2026-03-03T17:00:00Z");
        var second = await stack
            .Edit(("infra:database.generation", "3"), ("infra:database.restore", """{ "latest": true }"""))
            .UpAsync("--skip-preview");
        Assert.True(second.Succeeded, second.Output);
        Assert.Equal(["at 13:00", "at 14:02:30", "at 16:00, after the restore"], stack.Rows("astro-prod-db-g3"));
        Assert.True(stack.DatabaseExists("astro-prod-db-g1") && stack.DatabaseExists("astro-prod-db-g2"));
        var lineage = await stack.OutputAsync("databaseGenerations");
        Assert.Equal(
            [
                "astro-prod-db-g1: an empty database",
                "astro-prod-db-g2: astro-prod-db-g1 at 2026-03-03T14:02:30Z",
                "astro-prod-db-g3: astro-prod-db-g2 at its latest",
            ],
            lineage.AsArray().Select(one => $"{one!["instance"]}: {one["bornFrom"]}")
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_named_backup_brings_back_what_it_holds_and_its_policy_is_the_stacks_after_a_refreshing_up(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        var backup = stack.At("2026-03-03T15:00:00Z").World.Database("astro-prod-db-g1").TakeBackup("before-the-migration");
        stack.Insert("astro-prod-db-g1", "at 15:00, after the backup");
        var restore = cloud == "gcp" ? $$"""{ "backup": {{backup.Id}} }""" : """{ "backup": "before-the-migration" }""";

        var up = await stack.Edit(("infra:database.generation", "2"), ("infra:database.restore", restore)).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], stack.Rows("astro-prod-db-g2"));
        Assert.Equal(4, stack.Rows("astro-prod-db-g1").Count);
        Assert.Equal(Touched(cloud).Order(), stack.ChangesSinceLaunch.Order());
        var settled = await stack.UpAsync("--refresh", "--skip-preview");
        Assert.True(settled.Succeeded, settled.Output);
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], stack.Rows("astro-prod-db-g2"));
        Assert.Equal(
            cloud == "gcp" ? 7 : 14,
            stack.World.Find(stack.DatabaseType, "astro-prod-db-g2")!.State is var state && cloud == "gcp"
                ? state["settings"]!["backupConfiguration"]!["pointInTimeRecoveryEnabled"]!.GetValue<bool>()
                    ? 7
                    : 0
                : state["backupRetentionPeriod"]!.GetValue<double>()
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_restore_that_the_cloud_refuses_changes_nothing_and_is_tried_again_under_the_next_number(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);

        // Outside the window: the instance did not exist yet.
        var outside = await stack
            .Edit(("infra:database.generation", "2"), ("infra:database.restore", """{ "pointInTime": "2026-02-01T00:00:00Z" }"""))
            .UpAsync("--skip-preview");

        Assert.False(outside.Succeeded);
        Assert.Contains("is not within the restorable window of astro-prod-db-g1", outside.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["create random:index/randomId:RandomId database-g2-birth"],
            stack.ChangesSinceLaunch.Where(change => !change.Contains("ConfigMap relaunch-g2-g1", StringComparison.Ordinal))
        );
        var again = await stack.PreviewAsync();
        Assert.False(again.Succeeded);
        Assert.Contains("createAgain: 2", again.Output, StringComparison.Ordinal);
        var third = await stack
            .Edit(("infra:database.generation", "3"), ("infra:database.restore", """{ "latest": true, "instance": "astro-prod-db-g1" }"""))
            .UpAsync("--skip-preview");
        Assert.True(third.Succeeded, third.Output);
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], stack.Rows("astro-prod-db-g3"));
    }

    // What a restore makes and changes, and nothing else.
    private static IEnumerable<string> Touched(string cloud) =>
        cloud == "gcp"
            ?
            [
                "create random:index/randomId:RandomId database-g2-birth",
                "create gcp:sql/databaseInstance:DatabaseInstance astro-prod-db-g2",
                "create gcp:sql/user:User postgres",
                "update gcp:dns/recordSet:RecordSet db.astro-prod.internal.",
                "create kubernetes:batch/v1:Job escrow-restore-g2-g1",
                "delete kubernetes:batch/v1:Job escrow-restore-g1-g1",
                "create kubernetes:batch/v1:Job login-check-g2-g1",
                "delete kubernetes:batch/v1:Job login-check-g1-g1",
                "create kubernetes:batch/v1:Job verify-database-g2-g1",
                "create kubernetes:batch/v1:Job verify-platform-g2-g1",
                "delete kubernetes:batch/v1:Job verify-platform-g1-g1",
                "update kubernetes:networking.k8s.io/v1:NetworkPolicy verify-platform",
                "create kubernetes:core/v1:ConfigMap relaunch-g2-g1",
                "delete kubernetes:core/v1:ConfigMap relaunch-g1-g1",
                "update kubernetes:helm.sh/v3:Release astronomer",
            ]
            :
            [
                "create random:index/randomId:RandomId database-g2-birth",
                "create aws:rds/instance:Instance astro-prod-db-g2",
                "update aws:route53/record:Record db.astro-prod.internal",
                "create aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication database-copy-eu-west-1-g2",
                "create kubernetes:batch/v1:Job escrow-restore-g2-g1",
                "delete kubernetes:batch/v1:Job escrow-restore-g1-g1",
                "create kubernetes:batch/v1:Job login-check-g2-g1",
                "delete kubernetes:batch/v1:Job login-check-g1-g1",
                "create kubernetes:batch/v1:Job verify-database-g2-g1",
                "create kubernetes:batch/v1:Job verify-platform-g2-g1",
                "delete kubernetes:batch/v1:Job verify-platform-g1-g1",
                "update kubernetes:networking.k8s.io/v1:NetworkPolicy verify-platform",
                "create kubernetes:core/v1:ConfigMap relaunch-g2-g1",
                "delete kubernetes:core/v1:ConfigMap relaunch-g1-g1",
                "update kubernetes:helm.sh/v3:Release astronomer",
            ];
}
