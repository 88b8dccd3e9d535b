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

    [Theory]
    [InlineData(null, "astro-prod-escrow-my-project")]
    [InlineData("\"their-project\"", "astro-prod-escrow-their-project")]
    public async Task Another_stack_s_sets_are_read_from_its_bucket_and_never_written(string? project, string bucket)
    {
        var stack = await GcpStack.DeclareAsync([.. BornFromProduction, ("infra:identity.project", project)]);

        stack.AssertAsks("escrow-origin-read", "bucket", $"\"{bucket}\"");
        stack.AssertAsks("escrow-origin-read", "role", "\"roles/storage.objectViewer\"");
        Assert.Empty(stack.Faults);
        Assert.False((await GcpStack.DeclareAsync()).Has("escrow-origin-read"));
    }

    [Fact]
    public async Task The_name_by_which_another_stack_s_deployments_know_the_database_leads_to_this_one()
    {
        var stack = await GcpStack.DeclareAsync(BornFromProduction);

        stack.AssertAsks("astro-prod-zone", "dnsName", "\"astro-prod.internal.\"");
        stack.AssertAsks("astro-prod-zone", "name", "\"astro-west-former-astro-prod\"");
        stack.AssertAsks("database-alias-astro-prod", "name", "\"db.astro-prod.internal.\"");
        stack.AssertAsks("database-alias-astro-prod", "rrdatas", stack["database-alias"]["rrdatas"]!.ToJsonString());
    }

    private static readonly (string, string?)[] BornFromProduction =
    [
        ("infra:prefix", "\"astro-west\""),
        ("infra:database.restore", """{"latest":true,"instance":"astro-prod-db-g1"}"""),
        ("infra:identity.from", "\"astro-prod\""),
        ("infra:escrow.from.clusterGeneration", "2"),
        ("infra:database.formerPrefixes", """["astro-prod"]"""),
    ];

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
