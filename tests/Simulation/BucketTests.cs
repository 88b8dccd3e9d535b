using Infra.Simulation;

namespace Infra.Tests.Simulation;

/// <summary>What is deleted in a bucket can be undeleted by the means of its cloud, for as long as its own rules keep it.</summary>
public sealed class BucketTests
{
    private const string Image = "docker/registry/v2/blobs/one";

    [Fact]
    public void On_S3_a_delete_marker_that_is_removed_brings_the_object_back()
    {
        var (world, bucket) = S3(keepDays: 14);
        bucket.Put(Image);
        bucket.Delete(Image);
        Assert.Empty(bucket.Keys);

        world.Now = world.Now.AddDays(14);
        var marker = Assert.Single(bucket.Versions, version => version.IsDeleteMarker);
        bucket.Delete(Image, marker.Id);

        Assert.Equal([Image], bucket.Keys);
    }

    [Fact]
    public void On_S3_an_old_version_is_gone_after_its_days()
    {
        var (world, bucket) = S3(keepDays: 14);
        bucket.Put(Image);
        bucket.Delete(Image);

        // Rounded up to midnight.
        world.Now = world.Now.AddDays(15);
        bucket.Delete(Image, Assert.Single(bucket.Versions).Id);

        Assert.Empty(bucket.Keys);
        Assert.Contains("Invalid version id", Assert.Throws<Refusal>(() => bucket.Delete(Image, "none")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public void On_Cloud_Storage_a_soft_deleted_object_is_restored_within_its_retention(int days, bool isThere)
    {
        var (world, bucket) = Gcs("""{ "softDeletePolicy": { "retentionDurationSeconds": 1209600 } }""");
        bucket.Put(Image);
        bucket.Delete(Image);
        world.Now = world.Now.AddDays(days);

        Assert.Equal(isThere ? 1 : 0, bucket.Restore(_ => true));
        Assert.Equal(isThere, bucket.Keys.Contains(Image));
    }

    // https://cloud.google.com/storage/docs/object-versioning
    [Fact]
    public void On_Cloud_Storage_with_versions_a_deleted_object_is_an_old_generation_first_and_soft_deleted_only_when_that_ends()
    {
        var (world, bucket) = Gcs(
            """
            {
              "versioning": { "enabled": true }, "softDeletePolicy": { "retentionDurationSeconds": 864000 },
              "lifecycleRules": [{ "action": { "type": "Delete" }, "condition": { "daysSinceNoncurrentTime": 10 } }]
            }
            """
        );
        bucket.Put(Image);
        bucket.Delete(Image);

        Assert.Equal(0, bucket.Restore(_ => true));
        bucket.CopyBack(Image, Assert.Single(bucket.Versions).Id);
        Assert.Equal([Image], bucket.Keys);

        bucket.Delete(Image);
        world.Now = world.Now.AddDays(11);
        Assert.Equal(1, bucket.Restore(_ => true));
    }

    private static (World World, SimulatedBucket Bucket) S3(int keepDays)
    {
        var world = new World(Path.Combine(Directory.CreateTempSubdirectory("infra-").FullName, "world"));
        world.Place(SimulatedBucket.S3, "aws", "images");
        world.Place(
            "aws:s3/bucketVersioning:BucketVersioning",
            "aws",
            "images",
            Json("""{ "bucket": "images", "versioningConfiguration": { "status": "Enabled" } }""")
        );
        world.Place(
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "aws",
            "images",
            Json(
                $$"""{ "bucket": "images", "rules": [{ "status": "Enabled", "noncurrentVersionExpiration": { "noncurrentDays": {{keepDays}} } }] }"""
            )
        );
        return (world, world.Bucket("images"));
    }

    private static (World World, SimulatedBucket Bucket) Gcs(string inputs)
    {
        var world = new World(Path.Combine(Directory.CreateTempSubdirectory("infra-").FullName, "world"));
        world.Place(SimulatedBucket.Gcs, "gcp", "images", Json(inputs));
        return (world, world.Bucket("images"));
    }

    private static System.Text.Json.Nodes.JsonObject Json(string text) => System.Text.Json.Nodes.JsonNode.Parse(text)!.AsObject();
}
