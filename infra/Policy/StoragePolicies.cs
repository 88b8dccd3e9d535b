using System.Collections.Immutable;

namespace Infra.Policy;

/// <summary>What holds for every bucket.</summary>
internal static class StoragePolicies
{
    private const string S3 = "aws:s3/bucket:Bucket";
    private const string Gcs = "gcp:storage/bucket:Bucket";

    private static readonly string[] Blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

    public static ImmutableArray<PolicyRule> Rules { get; } =
    [
        new(
            "bucket-private",
            "No bucket can be made public.",
            "Images hold the deployments' code, and sometimes a secret that somebody built in.",
            "Declare a BucketPublicAccessBlock with all four switches on (S3), or publicAccessPrevention = enforced and "
                + "uniformBucketLevelAccess (Cloud Storage)."
        )
        {
            Breaches = platform =>
                WithoutCompanion(
                        platform,
                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                        block => Blocks.All(name => block.Flag(name) == true),
                        "no BucketPublicAccessBlock with all four switches on names it"
                    )
                    .Concat(PolicyRule.Each(PublicGcs, Gcs)(platform)),
        },
        new(
            "bucket-versioned",
            "A deleted or overwritten object can be brought back.",
            "The registry's images can not be rebuilt by this program.",
            "Declare a BucketVersioning with status Enabled (S3), or versioning.enabled = true (Cloud Storage)."
        )
        {
            Breaches = platform =>
                WithoutCompanion(
                        platform,
                        "aws:s3/bucketVersioning:BucketVersioning",
                        versioning => versioning.Text("versioningConfiguration.status") == "Enabled",
                        "no BucketVersioning with status Enabled names it"
                    )
                    .Concat(
                        PolicyRule.Each(bucket => bucket.Flag("versioning.enabled") == true ? null : "versioning.enabled is not true", Gcs)(
                            platform
                        )
                    ),
        },
        new(
            "bucket-kept",
            "A durable stack's bucket is not emptied to be deleted.",
            "forceDestroy deletes every object with the bucket.",
            "Set forceDestroy only in a disposable stack."
        )
        {
            Breaches = platform =>
                platform.IsDurable
                    ? PolicyRule.Each(bucket => bucket.Flag("forceDestroy") == true ? "forceDestroy is true" : null, S3, Gcs)(platform)
                    : [],
        },
    ];

    private static string? PublicGcs(RegisteredResource bucket) =>
        bucket.Text("publicAccessPrevention") != "enforced" ? "publicAccessPrevention is not enforced"
        : bucket.Flag("uniformBucketLevelAccess") != true ? "uniformBucketLevelAccess is not true"
        : null;

    private static IEnumerable<Breach> WithoutCompanion(
        RegisteredPlatform platform,
        string type,
        Func<RegisteredResource, bool> does,
        string what
    )
    {
        var named = platform.Of(type).Where(companion => does(companion)).Select(companion => companion.Text("bucket")).ToHashSet();
        return platform.Of(S3).Where(bucket => !named.Contains(bucket.Text("bucket"))).Select(bucket => new Breach(bucket.Name, what));
    }
}
