namespace Infra.Tests.Aws;

/// <summary>The database of a generation, and what a retained one leans on.</summary>
public sealed class RdsTests
{
    [Fact]
    public async Task A_database_is_private_doubled_encrypted_and_watched()
    {
        var database = (await AwsStack.DeclareAsync())["database-g1"];

        Assert.False(database["publiclyAccessible"]!.GetValue<bool>());
        Assert.True(database["multiAz"]!.GetValue<bool>());
        Assert.True(database["storageEncrypted"]!.GetValue<bool>());
        Assert.Equal(
            ("gp3", 100, 1000),
            (
                database["storageType"]!.GetValue<string>(),
                database["allocatedStorage"]!.GetValue<int>(),
                database["maxAllocatedStorage"]!.GetValue<int>()
            )
        );
        Assert.Equal(
            (true, 7),
            (database["performanceInsightsEnabled"]!.GetValue<bool>(), database["performanceInsightsRetentionPeriod"]!.GetValue<int>())
        );
        Assert.Equal("rds-ca-rsa2048-g1", database["caCertIdentifier"]!.GetValue<string>());
    }

    [Fact]
    public async Task Its_backups_outlive_it_and_a_delete_takes_a_last_one_of_its_own_name()
    {
        var database = (
            await AwsStack.DeclareAsync(("infra:database.generation", "2"), ("infra:database.restore", """{ "latest": true }"""))
        )["database-g2"];

        Assert.Equal(
            (14, "03:00-03:30"),
            (database["backupRetentionPeriod"]!.GetValue<int>(), database["backupWindow"]!.GetValue<string>())
        );
        Assert.False(database["deleteAutomatedBackups"]!.GetValue<bool>());
        Assert.False(database["skipFinalSnapshot"]!.GetValue<bool>());
        Assert.Equal("astro-prod-db-g2-final", database["finalSnapshotIdentifier"]!.GetValue<string>());
        Assert.True(database["deletionProtection"]!.GetValue<bool>());
        Assert.True(database["copyTagsToSnapshot"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("03:00", "sun:05:00-sun:06:00")]
    [InlineData("21:15", "sun:23:15-mon:00:15")]
    [InlineData("22:30", "mon:00:30-mon:01:30")]
    public async Task Maintenance_never_meets_the_backup(string backup, string maintenance) =>
        Assert.Equal(
            maintenance,
            (await AwsStack.DeclareAsync(("infra:database.backup.time", $"\"{backup}\"")))["database-g1"][
                "maintenanceWindow"
            ]!.GetValue<string>()
        );

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    public async Task TLS_is_forced_by_a_parameter_group_that_is_named_by_the_engines_major_version(int version)
    {
        var group = (await AwsStack.DeclareAsync(("infra:database.postgresVersion", $"{version}")))[
            $"database-parameters-postgres{version}"
        ];

        Assert.Equal($"astro-prod-postgres{version}", group["name"]!.GetValue<string>());
        var parameter = Assert.Single(group["parameters"]!.AsArray())!;
        Assert.Equal(("rds.force_ssl", "1"), (parameter["name"]!.GetValue<string>(), parameter["value"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_restored_database_takes_user_size_and_key_from_its_source_and_the_password_from_the_stack()
    {
        var stack = await AwsStack.DeclareAsync(("infra:database.generation", "2"), ("infra:database.restore", """{ "latest": true }"""));

        Assert.All(["username", "allocatedStorage", "kmsKeyId", "dbName"], input => Assert.Null(stack["database-g2"][input]));
        Assert.NotNull(stack["database-g2"]["password"]);
    }

    [Fact]
    public async Task Only_the_active_cluster_reaches_the_database()
    {
        var stack = await AwsStack.DeclareAsync();

        var rule = Assert.Single(stack.Of("vpc/securityGroupIngressRule:SecurityGroupIngressRule"), rule =>
            rule.Inputs["securityGroupId"]!.GetValue<string>() == stack["database-g1"]["vpcSecurityGroupIds"]![0]!.GetValue<string>()
        );
        Assert.Equal(("database-allow", 5432), (rule.Name, rule.Inputs["toPort"]!.GetValue<int>()));
        Assert.NotNull(rule.Inputs["referencedSecurityGroupId"]);
        Assert.Null(rule.Inputs["cidrIpv4"]);
    }
}
