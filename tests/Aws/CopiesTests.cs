namespace Infra.Tests.Aws;

/// <summary>What AWS keeps in another region, and that nobody who deploys can take it away.</summary>
public sealed class CopiesTests
{
    private const string Replication = "rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";

    [Fact]
    public async Task The_database_s_log_is_replicated_under_a_key_of_the_other_region_for_as_long_as_is_asked()
    {
        var stack = await AwsStack.DeclareAsync(("infra:copies.retentionDays", "21"));

        var copy = stack["database-copy-eu-west-1-g1"];
        Assert.Equal("(echo of database-g1.arn)", copy["sourceDbInstanceArn"]!.GetValue<string>());
        Assert.Equal("(echo of copies-key-eu-west-1.arn)", copy["kmsKeyId"]!.GetValue<string>());
        Assert.Equal(21, copy["retentionPeriod"]!.GetValue<int>());
        Assert.Equal("eu-west-1", stack["aws-eu-west-1"]["region"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_a_figure_a_copy_is_kept_as_long_as_the_backups_are() =>
        Assert.Equal(
            30,
            (await AwsStack.DeclareAsync(("infra:database.backup.retentionDays", "30")))["database-copy-eu-west-1-g1"][
                "retentionPeriod"
            ]!.GetValue<int>()
        );

    [Fact]
    public async Task The_next_generation_has_a_copy_of_its_own_and_the_one_before_it_is_kept()
    {
        var copy = Assert.Single((await AwsStack.DeclareAsync(("infra:database.generation", "2"))).Of(Replication));

        Assert.Equal("database-copy-eu-west-1-g2", copy.Name);
        Assert.True(copy is { RetainOnDelete: true, Protect: false });
    }

    [Fact]
    public async Task Every_secret_has_a_replica_under_the_key_of_the_copies()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.All(stack.Of("secretsmanager/secret:Secret"), secret =>
        {
            var replica = Assert.Single(secret.Inputs["replicas"]!.AsArray())!;
            Assert.Equal("eu-west-1", replica["region"]!.GetValue<string>());
            Assert.Equal("(echo of copies-key-eu-west-1.arn)", replica["kmsKeyId"]!.GetValue<string>());
        });
    }

    [Fact]
    public async Task The_key_of_the_copies_is_for_nobody_s_logs_and_the_role_that_deploys_can_not_end_it()
    {
        var statements = AwsStack.Statements((await AwsStack.DeclareAsync())["copies-key-eu-west-1"]["policy"]);

        Assert.DoesNotContain(statements, statement => statement["Principal"]!.ToJsonString().Contains("logs.", StringComparison.Ordinal));
        var denied = Assert.Single(statements, statement => statement["Effect"]!.GetValue<string>() == "Deny");
        Assert.Contains("kms:ScheduleKeyDeletion", AwsStack.Texts(denied["Action"]));
    }

    [Fact]
    public async Task Without_the_line_nothing_is_asked_of_another_region()
    {
        var stack = await AwsStack.DeclareAsync(("infra:copies", null));

        Assert.Empty(stack.Of(Replication));
        Assert.Single(stack.Of("kms/key:Key"));
        Assert.All(stack.Of("secretsmanager/secret:Secret"), secret => Assert.Empty(secret.Inputs["replicas"]?.AsArray() ?? []));
        Assert.False(stack.Has("aws-eu-west-1"));
    }
}
