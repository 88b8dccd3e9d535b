namespace Infra.Tests.Gcp;

/// <summary>The bucket that keeps the task logs on Google Cloud, and who may use it.</summary>
public sealed class GcsTaskLogsTests
{
    [Fact]
    public async Task The_collector_writes_to_its_bucket_and_neither_reads_nor_deletes()
    {
        var stack = await GcpStack.DeclareAsync(("infra:taskLogs.retentionDays", "90"));

        var grant = Assert.Single(stack.Of("gcp:storage/bucketIAMMember:BucketIAMMember"), grant =>
            grant.Name.StartsWith("task-logs-", StringComparison.Ordinal)
        );
        Assert.Equal(
            ("astro-prod-task-logs-my-project", "roles/storage.objectCreator"),
            (grant.Inputs["bucket"]!.GetValue<string>(), grant.Inputs["role"]!.GetValue<string>())
        );
        stack.AssertAsks(
            "task-logs-workload-identity",
            "member",
            "\"serviceAccount:my-project.svc.id.goog[astronomer/astronomer-vector]\""
        );
    }

    [Fact]
    public async Task A_log_ages_out_after_the_days_that_were_asked_for_and_can_be_brought_back_for_a_week()
    {
        var stack = await GcpStack.DeclareAsync(("infra:taskLogs.retentionDays", "90"));

        stack.AssertAsks("task-logs-bucket", "forceDestroy", "false");
        stack.AssertAsks("task-logs-bucket", "softDeletePolicy", """{ "retentionDurationSeconds": 604800 }""");
        stack.AssertAsks(
            "task-logs-bucket",
            "lifecycleRules",
            """
            [
              { "action": { "type": "Delete" }, "condition": { "daysSinceNoncurrentTime": 7, "withState": "ARCHIVED" } },
              { "action": { "type": "AbortIncompleteMultipartUpload" }, "condition": { "age": 7 } },
              { "action": { "type": "Delete" }, "condition": { "age": 90, "withState": "LIVE" } }
            ]
            """
        );
    }
}
