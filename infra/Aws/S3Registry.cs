using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Eks;

namespace Infra.Aws;

/// <summary>The bucket that keeps the deployments' images, and the role that may use it. Both outlive every cluster.</summary>
internal sealed class S3Registry : ComponentResource
{
    private const string Namespace = "astronomer";
    private const string ServiceAccount = "astronomer-registry";

    /// <summary>Declares the bucket.</summary>
    public S3Registry(AwsScope scope, EncryptionKey key, EksCluster cluster)
        : base("infra:aws:S3Registry", "registry", scope.Component)
    {
        var names = scope.Spec.Names;
        var bucket = new KeptBucket(scope, this, key, "registry", scope.Spec.Registry.KeepDeletedDays);

        var role = new ServiceRole(scope, "registry-role", names.Permanent("registry"), ServiceRole.TrustPods(scope.Cloud.AccountId), () =>
            scope.Permanent(this)
        ).Allow("use-of-bucket", Output.Tuple(bucket.Bucket.Arn, key.Arn).Apply(arns => UseOf(arns.Item1, arns.Item2)));
        var generation = scope.Spec.Cluster.Generation;
        new PodIdentityAssociation(
            $"registry-identity-g{generation}",
            new()
            {
                ClusterName = cluster.Cluster.Name,
                Namespace = Namespace,
                ServiceAccount = ServiceAccount,
                RoleArn = role.Arn,
            },
            new() { Parent = this, DeletedWith = cluster.Cluster }
        );
        Bucket = bucket;
        Storage = new RegistryStorage.S3(bucket.Bucket.BucketName, scope.Cloud.Region);
        RegisterOutputs();
    }

    /// <summary>The bucket.</summary>
    public KeptBucket Bucket { get; }

    /// <summary>What the platform gets.</summary>
    public RegistryStorage Storage { get; }

    // What the storage driver documents, and no more; it may not delete old versions.
    // https://distribution.github.io/distribution/storage-drivers/s3/
    private static string UseOf(string bucketArn, string keyArn) =>
        IamPolicy.Of(
            new IamStatement
            {
                Actions = ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"],
                Resources = [bucketArn],
            },
            new IamStatement
            {
                Actions = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
                Resources = [$"{bucketArn}/*"],
            },
            EncryptionKey.Use(keyArn)
        );
}
