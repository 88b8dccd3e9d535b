using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.ServiceAccount;
using Pulumi.Gcp.Storage;

namespace Infra.Gcp;

/// <summary>
/// The bucket that keeps the task logs, and the account that may write there, and neither read nor delete. Both outlive every cluster.
/// </summary>
internal sealed class GcsTaskLogs : ComponentResource
{
    /// <summary>Declares the bucket.</summary>
    public GcsTaskLogs(GcpScope scope, ProjectServices services, KeyUse key, GkeCluster cluster, TaskLogsSpec logs)
        : base("infra:gcp:GcsTaskLogs", "task-logs", scope.Component)
    {
        var bucket = KeptBucket.Declare(
            scope,
            this,
            services.Storage,
            key,
            "task-logs",
            TaskLogStorage.KeepDeletedDays,
            logs.RetentionDays
        );
        var account = new Account(
            "task-logs-account",
            new() { AccountId = scope.Spec.Names.Permanent("task-logs"), DisplayName = "Collector of the task logs" },
            scope.Permanent(this, services.Iam)
        );
        var write = new BucketIAMMember(
            "task-logs-bucket-write",
            new()
            {
                Bucket = bucket.Name,
                Role = "roles/storage.objectCreator",
                Member = account.Member,
            },
            scope.Permanent(this)
        );
        // The identity pool of the project exists only after its first cluster with Workload Identity.
        var identity = new IAMMember(
            "task-logs-workload-identity",
            new()
            {
                ServiceAccountId = account.Name,
                Role = "roles/iam.workloadIdentityUser",
                Member = $"serviceAccount:{scope.Cloud.Project}.svc.id.goog[{TaskLogStorage.Namespace}/{TaskLogStorage.ServiceAccount}]",
            },
            scope.Permanent(this, cluster.Cluster, services.IamCredentials)
        );
        // A collector that starts before its grants stops at once; so the account's address is told only after them.
        Storage = new TaskLogStorage.Gcs(bucket.Name, Output.All(account.Email, write.Id, identity.Id).Apply(parts => parts[0]));
        RegisterOutputs();
    }

    /// <summary>What the platform gets.</summary>
    public TaskLogStorage Storage { get; }
}
