using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Eks;

namespace Infra.Aws;

/// <summary>
/// The bucket that keeps the task logs, and the role that may write there, and neither read nor delete. Both outlive every cluster.
/// </summary>
internal sealed class S3TaskLogs : ComponentResource
{
    /// <summary>Declares the bucket.</summary>
    public S3TaskLogs(AwsScope scope, EncryptionKey key, EksCluster cluster, TaskLogsSpec logs)
        : base("infra:aws:S3TaskLogs", "task-logs", scope.Component)
    {
        var bucket = new KeptBucket(scope, this, key, "task-logs", TaskLogStorage.KeepDeletedDays, logs.RetentionDays).Bucket;
        var role = new ServiceRole(
            scope,
            "task-logs-role",
            scope.Spec.Names.Permanent("task-logs"),
            ServiceRole.TrustPods(scope.Cloud.AccountId),
            () => scope.Permanent(this)
        ).Allow("write-to-bucket", Output.Tuple(bucket.Arn, key.Arn).Apply(arns => WriteTo(arns.Item1, arns.Item2)));
        var identity = new PodIdentityAssociation(
            $"task-logs-identity-g{scope.Spec.Cluster.Generation}",
            new()
            {
                ClusterName = cluster.Cluster.Name,
                Namespace = TaskLogStorage.Namespace,
                ServiceAccount = TaskLogStorage.ServiceAccount,
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
        Storage = new TaskLogStorage.S3(Output.Tuple(bucket.BucketName, identity.Id).Apply(parts => parts.Item1), scope.Cloud.Region);
        RegisterOutputs();
    }

    /// <summary>What the platform gets.</summary>
    public TaskLogStorage Storage { get; }

    // A put needs a data key of the bucket's key, and no more: https://vector.dev/docs/reference/configuration/sinks/aws_s3/
    private static string WriteTo(string bucketArn, string keyArn) =>
        IamPolicy.Of(
            new IamStatement { Actions = ["s3:PutObject"], Resources = [$"{bucketArn}/*"] },
            new IamStatement { Actions = ["kms:GenerateDataKey"], Resources = [keyArn] }
        );
}
