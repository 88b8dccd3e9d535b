namespace Infra.Tests.Gcp;

/// <summary>The bucket that keeps the deployments' sets on Google Cloud, and who may use it.</summary>
public sealed class GcsEscrowTests
{
    [Fact]
    public async Task Velero_reads_and_writes_its_bucket_and_may_replace_only_what_it_writes_twice()
    {
        var stack = await GcpStack.DeclareAsync();

        var grants = stack
            .Of("gcp:storage/bucketIAMMember:BucketIAMMember")
            .Where(grant => grant.Name.StartsWith("escrow-", StringComparison.Ordinal))
            .ToList();
        Assert.All(grants, grant => Assert.Equal("astro-prod-escrow-my-project", grant.Inputs["bucket"]!.GetValue<string>()));
        Assert.Equal(
            ["roles/storage.objectCreator", "roles/storage.objectViewer"],
            grants.Where(grant => !grant.Inputs.ContainsKey("condition")).Select(grant => grant.Inputs["role"]!.GetValue<string>()).Order()
        );
        stack.AssertAsks(
            "escrow-bucket-rewrite",
            "condition.expression",
            """ "resource.name.endsWith(\"/velero-backup.json\") || resource.name.endsWith(\"-results.gz\")" """
        );
        stack.AssertAsks("escrow-workload-identity", "member", "\"serviceAccount:my-project.svc.id.goog[velero/velero]\"");
    }

    [Fact]
    public async Task A_set_and_its_old_versions_age_out_after_the_days_that_were_asked_for()
    {
        var stack = await GcpStack.DeclareAsync(("infra:escrow.keepDays", "40"));

        stack.AssertAsks("escrow-bucket", "versioning", """{ "enabled": true }""");
        stack.AssertAsks("escrow-bucket", "forceDestroy", "false");
        stack.AssertAsks("escrow-bucket", "softDeletePolicy", """{ "retentionDurationSeconds": 3456000 }""");
        stack.AssertAsks(
            "escrow-bucket",
            "lifecycleRules",
            """
            [
              { "action": { "type": "Delete" }, "condition": { "daysSinceNoncurrentTime": 40, "withState": "ARCHIVED" } },
              { "action": { "type": "AbortIncompleteMultipartUpload" }, "condition": { "age": 7 } },
              { "action": { "type": "Delete" }, "condition": { "age": 40, "withState": "LIVE" } }
            ]
            """
        );
    }
}
