using Pulumi;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;

namespace Infra.Aws;

/// <summary>
/// A bucket that outlives every cluster: versioned, encrypted with the stack's key, closed to the public and to plain HTTP.
/// </summary>
internal sealed class KeptBucket
{
    private const int AbortUploadsAfterDays = 7;

    /// <summary>Declares the bucket.</summary>
    /// <param name="scope">Account, names and lifetime.</param>
    /// <param name="parent">The component that it is shown under.</param>
    /// <param name="key">What encrypts it.</param>
    /// <param name="noun">What it is for; part of each name.</param>
    /// <param name="keepDeletedDays">Days that deleted and overwritten objects can be brought back.</param>
    /// <param name="expireDays">Days after which an object is deleted; null: never.</param>
    public KeptBucket(AwsScope scope, Resource parent, EncryptionKey key, string noun, int keepDeletedDays, int? expireDays = null)
    {
        (Noun, Key, KeepDeletedDays, ExpireDays) = (noun, key, keepDeletedDays, expireDays);
        Bucket = new Bucket(
            $"{noun}-bucket",
            new()
            {
                // Bucket names are one world for everybody; the account's id is unique in it.
                BucketName = $"{scope.Spec.Names.Permanent(noun)}-{scope.Cloud.AccountId}",
                ForceDestroy = !scope.Spec.Lifetime.IsDurable,
            },
            scope.Permanent(parent)
        );
        Versioning = new BucketVersioning(
            $"{noun}-versioning",
            new()
            {
                Bucket = Bucket.BucketName,
                VersioningConfiguration = new BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
            },
            scope.Permanent(parent)
        );
        new BucketServerSideEncryptionConfiguration(
            $"{noun}-encryption",
            new()
            {
                Bucket = Bucket.BucketName,
                Rules =
                {
                    new BucketServerSideEncryptionConfigurationRuleArgs
                    {
                        ApplyServerSideEncryptionByDefault =
                            new BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
                            {
                                SseAlgorithm = "aws:kms",
                                KmsMasterKeyId = key.Arn,
                            },
                        // One call of KMS for many objects.
                        BucketKeyEnabled = true,
                    },
                },
            },
            scope.Permanent(parent)
        );
        var closed = new BucketPublicAccessBlock(
            $"{noun}-public-access",
            new()
            {
                Bucket = Bucket.BucketName,
                BlockPublicAcls = true,
                BlockPublicPolicy = true,
                IgnorePublicAcls = true,
                RestrictPublicBuckets = true,
            },
            scope.Permanent(parent)
        );
        // S3 refuses to work on both at once.
        new BucketPolicy(
            $"{noun}-bucket-policy",
            new() { Bucket = Bucket.BucketName, Policy = Bucket.Arn.Apply(RefusePlainHttp) },
            scope.Permanent(parent, closed)
        );
        var rule = new BucketLifecycleConfigurationRuleArgs
        {
            Id = "noncurrent",
            Status = "Enabled",
            Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
            NoncurrentVersionExpiration = new BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs
            {
                NoncurrentDays = keepDeletedDays,
            },
            AbortIncompleteMultipartUpload = new BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs
            {
                DaysAfterInitiation = AbortUploadsAfterDays,
            },
        };
        if (expireDays is { } days)
        {
            rule.Expiration = new BucketLifecycleConfigurationRuleExpirationArgs { Days = days };
        }
        new BucketLifecycleConfiguration(
            $"{noun}-lifecycle",
            new() { Bucket = Bucket.BucketName, Rules = { rule } },
            scope.Permanent(parent, Versioning)
        );
    }

    /// <summary>What it is for.</summary>
    public string Noun { get; }

    /// <summary>What encrypts it.</summary>
    public EncryptionKey Key { get; }

    /// <summary>Days that deleted and overwritten objects can be brought back.</summary>
    public int KeepDeletedDays { get; }

    /// <summary>Days after which an object is deleted; null: never.</summary>
    public int? ExpireDays { get; }

    /// <summary>The bucket.</summary>
    public Bucket Bucket { get; }

    /// <summary>Its versioning.</summary>
    public BucketVersioning Versioning { get; }

    private static string RefusePlainHttp(string bucketArn) =>
        IamPolicy.Of(
            new IamStatement
            {
                Denies = true,
                Principal = ("*", "*"),
                Actions = ["s3:*"],
                Resources = [bucketArn, $"{bucketArn}/*"],
                Conditions = [new("Bool", "aws:SecureTransport", ["false"])],
            }
        );
}
