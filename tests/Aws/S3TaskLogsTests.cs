namespace Infra.Tests.Aws;

/// <summary>The bucket that keeps the task logs on AWS, and who may use it.</summary>
public sealed class S3TaskLogsTests
{
    [Fact]
    public async Task The_collector_writes_to_its_bucket_and_neither_reads_nor_deletes()
    {
        var stack = await AwsStack.DeclareAsync(("infra:taskLogs.retentionDays", "90"));

        Assert.Equal(
            [
                (
                    "kms:GenerateDataKey",
                    stack["task-logs-encryption"]["rules"]![0]!["applyServerSideEncryptionByDefault"]!["kmsMasterKeyId"]!.GetValue<string>()
                ),
                ("s3:PutObject", "(echo of task-logs-bucket.arn)/*"),
            ],
            AwsStack
                .Statements(stack["task-logs-role-write-to-bucket"]["policy"])
                .Select(statement =>
                    (Assert.Single(AwsStack.Texts(statement["Action"])), Assert.Single(AwsStack.Texts(statement["Resource"])))
                )
                .Order()
        );
        var identity = stack["task-logs-identity-g1"];
        Assert.Equal(
            ("astronomer", "astronomer-vector"),
            (identity["namespace"]!.GetValue<string>(), identity["serviceAccount"]!.GetValue<string>())
        );
        Assert.Empty(stack.Faults);
    }

    [Fact]
    public async Task A_log_ages_out_after_the_days_that_were_asked_for_and_can_be_brought_back_for_a_week()
    {
        var stack = await AwsStack.DeclareAsync(("infra:taskLogs.retentionDays", "90"));

        var rule = Assert.Single(stack["task-logs-lifecycle"]["rules"]!.AsArray())!;
        Assert.Equal(
            (90, 7),
            (rule["expiration"]!["days"]!.GetValue<int>(), rule["noncurrentVersionExpiration"]!["noncurrentDays"]!.GetValue<int>())
        );
        Assert.Equal("astro-prod-task-logs-123456789012", stack["task-logs-bucket"]["bucket"]!.GetValue<string>());
        Assert.False(stack["task-logs-bucket"]["forceDestroy"]!.GetValue<bool>());
    }
}
