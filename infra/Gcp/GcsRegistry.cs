using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.ServiceAccount;
using Pulumi.Gcp.Storage;
using Pulumi.Gcp.Storage.Inputs;

namespace Infra.Gcp;

/// <summary>The bucket that keeps the deployments' images, and the account that may use it. Both outlive every cluster.</summary>
public sealed class GcsRegistry : ComponentResource
{
    private const int SecondsPerDay = 86400;
    private const string KubernetesServiceAccount = "astronomer/astronomer-registry";

    /// <summary>Declares the bucket.</summary>
    public GcsRegistry(GcpScope scope, GkeCluster cluster)
        : base("infra:gcp:GcsRegistry", "registry", scope.Component)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var names = scope.Spec.Names;
        var keepDays = scope.Spec.Registry.KeepDeletedDays;
        var bucket = new Bucket("registry-bucket", new()
        {
            // Bucket names are one world for everybody; the project's id is unique in it.
            Name = $"{names.Permanent("registry")}-{scope.Cloud.Project}",
            Location = scope.Cloud.Region,
            UniformBucketLevelAccess = true,
            PublicAccessPrevention = "enforced",
            Versioning = new BucketVersioningArgs { Enabled = true },
            SoftDeletePolicy = new BucketSoftDeletePolicyArgs { RetentionDurationSeconds = keepDays * SecondsPerDay },
            LifecycleRules =
            {
                new BucketLifecycleRuleArgs
                {
                    Action = new BucketLifecycleRuleActionArgs { Type = "Delete" },
                    Condition = new BucketLifecycleRuleConditionArgs { DaysSinceNoncurrentTime = keepDays, WithState = "ARCHIVED" },
                },
            },
            ForceDestroy = !scope.Spec.Lifetime.IsDurable,
        }, scope.Permanent(this));
        var account = new Account("registry-account", new()
        {
            AccountId = names.Permanent("registry"),
            DisplayName = "Image registry of the Astronomer platform",
        }, scope.Permanent(this));
        new BucketIAMMember("registry-bucket-access", new()
        {
            Bucket = bucket.Name,
            Role = "roles/storage.objectAdmin",
            Member = account.Member,
        }, scope.Permanent(this));
        // The identity pool of the project exists only after its first cluster with Workload Identity.
        new IAMMember("registry-workload-identity", new()
        {
            ServiceAccountId = account.Name,
            Role = "roles/iam.workloadIdentityUser",
            Member = $"serviceAccount:{scope.Cloud.Project}.svc.id.goog[{KubernetesServiceAccount}]",
        }, scope.Permanent(this, cluster.Cluster));
        Storage = new RegistryStorage.Gcs(bucket.Name, account.Email);
        RegisterOutputs();
    }

    /// <summary>What the platform gets.</summary>
    public RegistryStorage Storage { get; }
}
