using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Iam;

namespace Infra.Aws;

/// <summary>
/// The bucket that keeps the deployments' sets, and the role that may write and read there and delete nothing. Both outlive every cluster.
/// </summary>
internal sealed class S3Escrow : ComponentResource
{
    /// <summary>Declares the bucket.</summary>
    public S3Escrow(AwsScope scope, EncryptionKey key, EksCluster cluster)
        : base("infra:aws:S3Escrow", "escrow", scope.Component)
    {
        var keepDays = scope.Spec.Escrow.KeepDays;
        Bucket = new KeptBucket(scope, this, key, "escrow", keepDays, keepDays);
        var bucket = Bucket.Bucket;
        var role = new ServiceRole(
            scope,
            "escrow-role",
            scope.Spec.Names.Permanent("escrow"),
            ServiceRole.TrustPods(scope.Cloud.AccountId),
            () => scope.Permanent(this)
        ).Allow("use-of-bucket", Output.Tuple(bucket.Arn, key.Arn).Apply(arns => UseOf(arns.Item1, arns.Item2)));
        var identity = new PodIdentityAssociation(
            $"escrow-identity-g{scope.Spec.Cluster.Generation}",
            new()
            {
                ClusterName = cluster.Cluster.Name,
                Namespace = EscrowStorage.Namespace,
                ServiceAccount = EscrowStorage.ServiceAccount,
                RoleArn = role.Arn,
            },
            new()
            {
                Parent = this,
                DeletedWith = cluster.Cluster,
                DependsOn = role.Policies.ToArray(),
            }
        );
        // A pod gets the identity that stood when it started; so the bucket is told only after it.
        Storage = new EscrowStorage.S3(Output.Tuple(bucket.BucketName, identity.Id).Apply(parts => parts.Item1), scope.Cloud.Region)
        {
            Origin = scope.Spec.Escrow.From is { } origin ? LookInto(scope, origin, role) : null,
        };
        RegisterOutputs();
    }

    /// <summary>The bucket, before anything may use it.</summary>
    public KeptBucket Bucket { get; }

    /// <summary>What the platform gets.</summary>
    public EscrowStorage Storage { get; }

    // Not permanent: it goes with the line.
    private Output<string> LookInto(AwsScope scope, EscrowOrigin origin, ServiceRole role)
    {
        var (account, region) = (scope.Cloud.AccountId, scope.Cloud.Region);
        var noun = origin.IsCopy ? BucketCopy.NounOf("escrow", region) : "escrow";
        var bucket = $"{origin.Names.Permanent(noun)}-{account}";
        var alias = origin.IsCopy ? EncryptionKey.AliasOfCopies(origin.Names) : EncryptionKey.AliasOf(origin.Names);
        var read = new RolePolicy(
            "escrow-role-read-of-origin",
            new()
            {
                Name = "read-of-origin",
                Role = role.Role.Name,
                Policy = IamPolicy.Of(
                    new IamStatement { Actions = ["s3:ListBucket", "s3:GetBucketLocation"], Resources = [$"arn:aws:s3:::{bucket}"] },
                    new IamStatement { Actions = ["s3:GetObject"], Resources = [$"arn:aws:s3:::{bucket}/*"] },
                    // The key of another stack is known by its alias alone.
                    // https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
                    new IamStatement
                    {
                        Actions = ["kms:Decrypt"],
                        Resources = [$"arn:aws:kms:{region}:{account}:key/*"],
                        Conditions = [new("ForAnyValue:StringEquals", "kms:ResourceAliases", [alias])],
                    }
                ),
            },
            new() { Parent = this }
        );
        return read.Id.Apply(_ => bucket);
    }

    // What the plugin documents, without its rights to delete and without those over disks: a put over an object leaves the old version.
    // https://github.com/vmware-tanzu/velero-plugin-for-aws#set-permissions-for-velero
    private static string UseOf(string bucketArn, string keyArn) =>
        IamPolicy.Of(
            new IamStatement { Actions = ["s3:ListBucket", "s3:GetBucketLocation"], Resources = [bucketArn] },
            new IamStatement
            {
                Actions = ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
                Resources = [$"{bucketArn}/*"],
            },
            EncryptionKey.Use(keyArn)
        );
}
