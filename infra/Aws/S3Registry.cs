using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Eks;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;

namespace Infra.Aws;

/// <summary>The bucket that keeps the deployments' images, and the role that may use it. Both outlive every cluster.</summary>
internal sealed class S3Registry : ComponentResource
{
    private const string Namespace = "astronomer";
    private const string ServiceAccount = "astronomer-registry";
    private const int AbortUploadsAfterDays = 7;

    /// <summary>Declares the bucket.</summary>
    public S3Registry(AwsScope scope, EncryptionKey key, EksCluster cluster)
        : base("infra:aws:S3Registry", "registry", scope.Component)
    {
        var names = scope.Spec.Names;
        var bucket = new Bucket("registry-bucket", new()
        {
            // Bucket names are one world for everybody; the account's id is unique in it.
            BucketName = $"{names.Permanent("registry")}-{scope.Cloud.AccountId}",
            ForceDestroy = !scope.Spec.Lifetime.IsDurable,
        }, scope.Permanent(this));
        var versioning = new BucketVersioning("registry-versioning", new()
        {
            Bucket = bucket.BucketName,
            VersioningConfiguration = new BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
        }, scope.Permanent(this));
        new BucketServerSideEncryptionConfiguration("registry-encryption", new()
        {
            Bucket = bucket.BucketName,
            Rules =
            {
                new BucketServerSideEncryptionConfigurationRuleArgs
                {
                    ApplyServerSideEncryptionByDefault = new BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
                    {
                        SseAlgorithm = "aws:kms",
                        KmsMasterKeyId = key.Arn,
                    },
                    // One call of KMS for many layers.
                    BucketKeyEnabled = true,
                },
            },
        }, scope.Permanent(this));
        var closed = new BucketPublicAccessBlock("registry-public-access", new()
        {
            Bucket = bucket.BucketName,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, scope.Permanent(this));
        // S3 refuses to work on both at once.
        new BucketPolicy("registry-bucket-policy", new() { Bucket = bucket.BucketName, Policy = bucket.Arn.Apply(RefusePlainHttp) }, scope.Permanent(this, closed));
        new BucketLifecycleConfiguration("registry-lifecycle", new()
        {
            Bucket = bucket.BucketName,
            Rules =
            {
                new BucketLifecycleConfigurationRuleArgs
                {
                    Id = "noncurrent",
                    Status = "Enabled",
                    Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                    NoncurrentVersionExpiration = new BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs
                    {
                        NoncurrentDays = scope.Spec.Registry.KeepDeletedDays,
                    },
                    AbortIncompleteMultipartUpload = new BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs
                    {
                        DaysAfterInitiation = AbortUploadsAfterDays,
                    },
                },
            },
        }, scope.Permanent(this, versioning));

        var role = new ServiceRole(scope, "registry-role", names.Permanent("registry"), ServiceRole.TrustPods(scope.Cloud.AccountId), () => scope.Permanent(this))
            .Allow("use-of-bucket", Output.Tuple(bucket.Arn, key.Arn).Apply(arns => UseOf(arns.Item1, arns.Item2)));
        var generation = scope.Spec.Cluster.Generation;
        new PodIdentityAssociation($"registry-identity-g{generation}", new()
        {
            ClusterName = cluster.Cluster.Name,
            Namespace = Namespace,
            ServiceAccount = ServiceAccount,
            RoleArn = role.Arn,
        }, new() { Parent = this, DeletedWith = cluster.Cluster });
        Storage = new RegistryStorage.S3(bucket.BucketName, scope.Cloud.Region);
        RegisterOutputs();
    }

    /// <summary>What the platform gets.</summary>
    public RegistryStorage Storage { get; }

    // What the storage driver documents, and no more; it may not delete old versions.
    // https://distribution.github.io/distribution/storage-drivers/s3/
    private static string UseOf(string bucketArn, string keyArn) => IamPolicy.Of(
        new IamStatement { Actions = ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"], Resources = [bucketArn] },
        new IamStatement
        {
            Actions = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
            Resources = [$"{bucketArn}/*"],
        },
        EncryptionKey.Use(keyArn));

    private static string RefusePlainHttp(string bucketArn) => IamPolicy.Of(new IamStatement
    {
        Denies = true,
        Principal = ("*", "*"),
        Actions = ["s3:*"],
        Resources = [bucketArn, $"{bucketArn}/*"],
        Conditions = [new("Bool", "aws:SecureTransport", ["false"])],
    });
}
