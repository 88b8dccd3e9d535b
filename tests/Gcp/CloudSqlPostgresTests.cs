namespace Infra.Tests.Gcp;

/// <summary>The database on Google Cloud.</summary>
public sealed class CloudSqlPostgresTests
{
    [Fact]
    public async Task It_has_a_standby_a_private_address_of_the_database_range_and_takes_no_connection_without_TLS()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("database-g1", "settings.availabilityType", "\"REGIONAL\"");
        stack.AssertAsks(
            "database-g1",
            "settings.ipConfiguration",
            """{ "ipv4Enabled": false, "privateNetwork": "(echo of vpc.id)", "allocatedIpRange": "astro-prod-databases", "sslMode": "ENCRYPTED_ONLY" }"""
        );
    }

    [Fact]
    public async Task It_is_backed_up_daily_and_keeps_one_backup_more_than_its_days_of_logs()
    {
        var stack = await GcpStack.DeclareAsync(
            ("infra:database.backup", """{ "time": "01:30", "retentionDays": 7, "pointInTimeDays": 7 }"""),
            ("infra:copies", null)
        );

        stack.AssertAsks(
            "database-g1",
            "settings.backupConfiguration",
            """
            {
              "enabled": true, "startTime": "01:30", "pointInTimeRecoveryEnabled": true, "transactionLogRetentionDays": 7,
              "backupRetentionSettings": { "retainedBackups": 8, "retentionUnit": "COUNT" }
            }
            """
        );
    }

    [Fact]
    public async Task Its_backups_are_kept_where_the_configuration_says()
    {
        var stack = await GcpStack.DeclareAsync(("infra:gcp.backupLocation", "\"europe-west4\""), ("infra:copies", null));

        stack.AssertAsks("database-g1", "settings.backupConfiguration.location", "\"europe-west4\"");
    }

    [Fact]
    public async Task Backups_that_are_to_outlive_the_region_are_kept_elsewhere_and_need_no_key_of_it()
    {
        var stack = await GcpStack.DeclareAsync(("infra:copies", """{ "region": "europe-west4", "retentionDays": 21 }"""));

        stack.AssertAsks("database-g1", "settings.backupConfiguration.location", "\"europe-west4\"");
        stack.AssertAsks("database-g1", "settings.backupConfiguration.backupRetentionSettings.retainedBackups", "21");
        stack.AssertAsks("database-g1", "settings.finalBackupConfig", """{ "enabled": true, "retentionDays": 21 }""");
        Assert.False(stack["database-g1"].ContainsKey("encryptionKeyName"));
    }

    [Fact]
    public async Task In_a_durable_stack_nobody_deletes_it_by_one_command_and_its_backups_outlive_it()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("database-g1", "deletionProtection", "true");
        stack.AssertAsks("database-g1", "settings.deletionProtectionEnabled", "true");
        stack.AssertAsks("database-g1", "settings.retainBackupsOnDelete", "true");
        stack.AssertAsks("database-g1", "settings.finalBackupConfig", """{ "enabled": true, "retentionDays": 14 }""");
    }

    [Fact]
    public async Task In_a_disposable_stack_it_can_be_deleted_and_leaves_nothing_behind()
    {
        var stack = await GcpStack.DeclareAsync(("infra:lifetime", "\"disposable\""));

        stack.AssertAsks("database-g1", "deletionProtection", "false");
        stack.AssertAsks("database-g1", "settings.deletionProtectionEnabled", "false");
        stack.AssertAsks("database-g1", "settings.retainBackupsOnDelete", "false");
        stack.AssertAsks("database-g1", "settings.finalBackupConfig", """{ "enabled": false }""");
    }

    [Theory]
    [InlineData("enterprise", "db-custom-4-16384", "ENTERPRISE")]
    [InlineData("enterprise-plus", "db-perf-optimized-N-4", "ENTERPRISE_PLUS")]
    public async Task Its_edition_is_written_out_because_Google_s_default_depends_on_the_version(
        string edition,
        string machineType,
        string written
    )
    {
        var stack = await GcpStack.DeclareAsync(
            ("infra:gcp.databaseEdition", $"\"{edition}\""),
            ("infra:database.machineType", $"\"{machineType}\"")
        );

        stack.AssertAsks("database-g1", "settings.edition", $"\"{written}\"");
        stack.AssertAsks("database-g1", "settings.tier", $"\"{machineType}\"");
    }

    [Fact]
    public async Task It_grows_by_itself_is_encrypted_with_the_platform_s_key_where_no_copy_is_to_outlive_that_and_logs_sessions_and_waits()
    {
        var stack = await GcpStack.DeclareAsync(("infra:copies", null));

        stack.AssertAsks("database-g1", "settings.diskAutoresize", "true");
        stack.AssertAsks("database-g1", "encryptionKeyName", "\"(echo of platform-key.id)\"");
        stack.AssertAsks(
            "database-g1",
            "settings.databaseFlags",
            """
            [
              { "name": "log_connections", "value": "on" }, { "name": "log_disconnections", "value": "on" },
              { "name": "log_lock_waits", "value": "on" }, { "name": "log_checkpoints", "value": "on" }
            ]
            """
        );
    }

    [Fact]
    public async Task Its_administrator_gets_the_stack_s_password_in_every_generation_and_no_logical_database_is_declared()
    {
        var stack = await GcpStack.DeclareAsync(("infra:database.generation", "2"), ("infra:database.restore", """{ "latest": true }"""));

        stack.AssertAsks("database-user-g2", "name", "\"postgres\"");
        stack.AssertAsks("database-user-g2", "deletionPolicy", "\"ABANDON\"");
        Assert.Equal(
            stack["database-password-secret-version"]["secretData"]!.GetValue<string>(),
            stack["database-user-g2"]["password"]!.GetValue<string>()
        );
        Assert.Empty(stack.Of("gcp:sql/database:Database"));
    }

    [Fact]
    public async Task Its_alias_is_a_name_in_a_private_zone_that_lives_for_a_minute()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("private-zone", "visibility", "\"private\"");
        stack.AssertAsks("private-zone", "privateVisibilityConfig.networks", """[{ "networkUrl": "(echo of vpc.id)" }]""");
        stack.AssertAsks("database-alias", "name", "\"db.astro-prod.internal.\"");
        stack.AssertAsks("database-alias", "type", "\"A\"");
        stack.AssertAsks("database-alias", "ttl", "60");
    }
}
