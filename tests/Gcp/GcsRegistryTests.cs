namespace Infra.Tests.Gcp;

/// <summary>The bucket that keeps the images on Google Cloud, and who may use it.</summary>
public sealed class GcsRegistryTests
{
    [Fact]
    public async Task Deleted_and_overwritten_images_can_be_brought_back_for_the_days_that_were_asked_for()
    {
        var stack = await GcpStack.DeclareAsync(("infra:registry.keepDeletedDays", "45"));

        stack.AssertAsks("registry-bucket", "versioning", """{ "enabled": true }""");
        stack.AssertAsks("registry-bucket", "softDeletePolicy", """{ "retentionDurationSeconds": 3888000 }""");
        stack.AssertAsks(
            "registry-bucket",
            "lifecycleRules",
            """
            [
              { "action": { "type": "Delete" }, "condition": { "daysSinceNoncurrentTime": 45, "withState": "ARCHIVED" } },
              { "action": { "type": "AbortIncompleteMultipartUpload" }, "condition": { "age": 7 } }
            ]
            """
        );
    }

    [Theory]
    [InlineData("durable", false)]
    [InlineData("disposable", true)]
    public async Task Only_a_disposable_stack_s_images_go_with_their_bucket(string lifetime, bool goes)
    {
        var stack = await GcpStack.DeclareAsync(("infra:lifetime", $"\"{lifetime}\""));

        stack.AssertAsks("registry-bucket", "forceDestroy", goes ? "true" : "false");
    }

    [Fact]
    public async Task It_is_private_encrypted_with_the_platform_s_key_and_stands_in_the_region()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("registry-bucket", "publicAccessPrevention", "\"enforced\"");
        stack.AssertAsks("registry-bucket", "uniformBucketLevelAccess", "true");
        stack.AssertAsks("registry-bucket", "location", "\"EUROPE-WEST1\"");
        stack.AssertAsks("registry-bucket", "encryption.defaultKmsKeyName", "\"(echo of platform-key.id)\"");
        Assert.False(stack["registry-bucket"].ContainsKey("rpo"));
    }

    [Fact]
    public async Task In_two_regions_an_image_is_copied_within_minutes()
    {
        var stack = await GcpStack.DeclareAsync(("infra:gcp.registryRegions", """["europe-west4", "europe-west1"]"""));

        stack.AssertAsks("registry-bucket", "location", "\"EU\"");
        stack.AssertAsks("registry-bucket", "customPlacementConfig", """{ "dataLocations": ["EUROPE-WEST1", "EUROPE-WEST4"] }""");
        stack.AssertAsks("registry-bucket", "rpo", "\"ASYNC_TURBO\"");
    }

    [Fact]
    public async Task The_registry_s_pods_alone_are_its_account_which_may_read_and_write_objects_of_this_bucket_and_nothing_else()
    {
        var stack = await GcpStack.DeclareAsync();

        var access = Assert
            .Single(stack.Of("gcp:storage/bucketIAMMember:BucketIAMMember"), grant =>
                grant.Name.StartsWith("registry-", StringComparison.Ordinal)
            )
            .Inputs;
        Assert.Equal(
            ("astro-prod-registry-my-project", "roles/storage.objectUser", "(echo of registry-account.member)"),
            (access["bucket"]!.GetValue<string>(), access["role"]!.GetValue<string>(), access["member"]!.GetValue<string>())
        );
        var identity = Assert
            .Single(stack.Of("gcp:serviceaccount/iAMMember:IAMMember"), grant =>
                grant.Name.StartsWith("registry-", StringComparison.Ordinal)
            )
            .Inputs;
        Assert.Equal(
            ("roles/iam.workloadIdentityUser", "serviceAccount:my-project.svc.id.goog[astronomer/astronomer-registry]"),
            (identity["role"]!.GetValue<string>(), identity["member"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task It_pulls_without_a_key_to_sign_with()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("astronomer-g1", "values.astronomer.registry.redirect", """{ "disable": true }""");
        stack.AssertAsks("astronomer-g1", "values.astronomer.registry.gcs.useKeyfile", "false");
    }
}
