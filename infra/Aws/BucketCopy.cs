using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;

namespace Infra.Aws;

/// <summary>
/// A bucket in the region of the copies, and the rule by which S3 writes there whatever is written to the stack's own one:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html. It takes no deletion over: neither delete markers nor the
/// deletion of a version, which S3 never replicates. What was there before the rule is not copied by it.
/// </summary>
internal sealed class BucketCopy : ComponentResource
{
    /// <summary>The rule's id, by which its metrics are found.</summary>
    public const string RuleId = "copies";

    /// <summary>Declares the copy of a bucket.</summary>
    /// <param name="here">The stack's own region.</param>
    /// <param name="there">The region of the copies.</param>
    /// <param name="source">What is copied.</param>
    /// <param name="copiesKey">What encrypts the copy.</param>
    public BucketCopy(AwsScope here, AwsScope there, KeptBucket source, EncryptionKey copiesKey)
        : base("infra:aws:BucketCopy", Noun(source, there), there.Component)
    {
        var (noun, copies) = (Noun(source, there), there.Spec.Copies!);
        // Nothing that is still kept here is gone there.
        var bucket = new KeptBucket(
            there,
            this,
            copiesKey,
            noun,
            Math.Max(source.KeepDeletedDays, copies.RetentionDays),
            source.ExpireDays is { } days ? Math.Max(days, copies.RetentionDays) : null
        );
        var held = copies.Lock == CopyLock.None ? [] : new Resource[] { BucketLock.Declare(there, this, bucket) };
        var name = $"{source.Noun}-copy";
        var role = new ServiceRole(
            here,
            $"{name}-role",
            here.Spec.Names.Permanent(name),
            IamPolicy.Trust("s3.amazonaws.com", ["sts:AssumeRole"], here.Cloud.AccountId),
            () => Here()
        ).Allow(
            "copies-objects",
            Output
                .Tuple(source.Bucket.Arn, source.Key.Arn, bucket.Bucket.Arn, copiesKey.Arn)
                .Apply(arns => Copying(here.Cloud.Region, arns.Item1, arns.Item2, there.Cloud.Region, arns.Item3, arns.Item4))
        );
        new BucketReplicationConfig(
            $"{name}-rule",
            new()
            {
                Bucket = source.Bucket.BucketName,
                Role = role.Arn,
                Rules =
                {
                    new BucketReplicationConfigRuleArgs
                    {
                        Id = RuleId,
                        Status = "Enabled",
                        Priority = 0,
                        Filter = new BucketReplicationConfigRuleFilterArgs { Prefix = "" },
                        DeleteMarkerReplication = new BucketReplicationConfigRuleDeleteMarkerReplicationArgs { Status = "Disabled" },
                        SourceSelectionCriteria = new BucketReplicationConfigRuleSourceSelectionCriteriaArgs
                        {
                            SseKmsEncryptedObjects = new BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs
                            {
                                Status = "Enabled",
                            },
                        },
                        Destination = new BucketReplicationConfigRuleDestinationArgs
                        {
                            Bucket = bucket.Bucket.Arn,
                            EncryptionConfiguration = new BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs
                            {
                                ReplicaKmsKeyId = copiesKey.Arn,
                            },
                            // Without them nobody is told of an object that is not copied. A promise of fifteen minutes would cost by the
                            // GiB on top; most objects need seconds.
                            Metrics = new BucketReplicationConfigRuleDestinationMetricsArgs { Status = "Enabled" },
                        },
                    },
                },
            },
            // S3 takes no rule between buckets without versions, and an object that comes before the lock is not held by it.
            Here([source.Versioning, bucket.Versioning, .. role.Policies, .. held])
        );
        (Source, Bucket) = (source, bucket);
        RegisterOutputs();

        CustomResourceOptions Here(params Resource[] dependsOn)
        {
            var options = here.Permanent(this, dependsOn);
            options.Provider = here.Provider;
            return options;
        }
    }

    /// <summary>What is copied.</summary>
    public KeptBucket Source { get; }

    /// <summary>Its copy.</summary>
    public KeptBucket Bucket { get; }

    /// <summary>What the copy of a bucket is called, after the prefix: with its region, so that another one moves no copy.</summary>
    /// <param name="noun">What the bucket is for.</param>
    /// <param name="region">The region of the copies.</param>
    public static string NounOf(string noun, string region) => $"copies-{noun}-{region}";

    private static string Noun(KeptBucket source, AwsScope there) => NounOf(source.Noun, there.Cloud.Region);

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html and
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html; no right to replicate a deletion.
    private static string Copying(string region, string bucket, string key, string copiesRegion, string copy, string copiesKey) =>
        IamPolicy.Of(
            new IamStatement { Actions = ["s3:GetReplicationConfiguration", "s3:ListBucket"], Resources = [bucket] },
            new IamStatement
            {
                Actions = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
                Resources = [$"{bucket}/*"],
            },
            new IamStatement { Actions = ["s3:ReplicateObject", "s3:ReplicateTags"], Resources = [$"{copy}/*"] },
            new IamStatement
            {
                Actions = ["kms:Decrypt"],
                Resources = [key],
                Conditions = [new("StringEquals", "kms:ViaService", [$"s3.{region}.amazonaws.com"])],
            },
            new IamStatement
            {
                Actions = ["kms:Encrypt", "kms:GenerateDataKey*"],
                Resources = [copiesKey],
                Conditions = [new("StringEquals", "kms:ViaService", [$"s3.{copiesRegion}.amazonaws.com"])],
            }
        );
}
