using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.ServiceAccount;
using Pulumi.Gcp.Storage;
using Pulumi.Gcp.Storage.Inputs;

namespace Infra.Gcp;

/// <summary>The bucket that keeps the deployments' images, and the account that may use it. Both outlive every cluster.</summary>
internal sealed class GcsRegistry : ComponentResource
{
    private const int SecondsPerDay = 86400;
    private const int DaysOfAnUpload = 7;
    private const string KubernetesServiceAccount = "astronomer/astronomer-registry";
    private readonly GcpScope _scope;

    /// <summary>Declares the bucket.</summary>
    public GcsRegistry(GcpScope scope, ProjectServices services, KeyUse key, GkeCluster cluster)
        : base("infra:gcp:GcsRegistry", "registry", scope.Component)
    {
        _scope = scope;
        var bucket = DeclareBucket(key, services.Storage);
        var account = new Account("registry-account", new()
        {
            AccountId = scope.Spec.Names.Permanent("registry"),
            DisplayName = "Image registry of the Astronomer platform",
        }, scope.Permanent(this, services.Iam));
        // Read, write and delete objects; no say about the bucket, and none about who else may.
        var access = new BucketIAMMember("registry-bucket-access", new()
        {
            Bucket = bucket.Name,
            Role = "roles/storage.objectUser",
            Member = account.Member,
        }, scope.Permanent(this));
        // The identity pool of the project exists only after its first cluster with Workload Identity.
        var identity = new IAMMember("registry-workload-identity", new()
        {
            ServiceAccountId = account.Name,
            Role = "roles/iam.workloadIdentityUser",
            Member = $"serviceAccount:{scope.Cloud.Project}.svc.id.goog[{KubernetesServiceAccount}]",
        }, scope.Permanent(this, cluster.Cluster, services.IamCredentials));
        // A registry that starts before its grants fails every probe; so the account's address is told only after them.
        var usable = Output.Tuple(account.Email, access.Id, identity.Id).Apply(parts => parts.Item1);
        Storage = new RegistryStorage.Gcs(bucket.Name, usable);
        RegisterOutputs();
    }

    /// <summary>What the platform gets.</summary>
    public RegistryStorage Storage { get; }

    private Bucket DeclareBucket(KeyUse key, Resource storage)
    {
        var location = _scope.Cloud.Registry;
        var keepDays = _scope.Spec.Registry.KeepDeletedDays;
        return new("registry-bucket", new()
        {
            // Bucket names are one world for everybody; the project's id is unique in it.
            Name = $"{_scope.Spec.Names.Permanent("registry")}-{_scope.Cloud.Project}",
            Location = location.Name,
            CustomPlacementConfig = location.Regions.IsEmpty
                ? default(Input<BucketCustomPlacementConfigArgs>)
                : new BucketCustomPlacementConfigArgs { DataLocations = location.Regions.ToArray() },
            // Turbo: an image is in both regions 15 minutes after its push.
            Rpo = location.Regions.IsEmpty ? default(Input<string>) : "ASYNC_TURBO",
            UniformBucketLevelAccess = true,
            PublicAccessPrevention = "enforced",
            Encryption = new BucketEncryptionArgs { DefaultKmsKeyName = key.Id },
            Versioning = new BucketVersioningArgs { Enabled = true },
            SoftDeletePolicy = new BucketSoftDeletePolicyArgs { RetentionDurationSeconds = keepDays * SecondsPerDay },
            LifecycleRules =
            {
                new BucketLifecycleRuleArgs
                {
                    Action = new BucketLifecycleRuleActionArgs { Type = "Delete" },
                    Condition = new BucketLifecycleRuleConditionArgs { DaysSinceNoncurrentTime = keepDays, WithState = "ARCHIVED" },
                },
                new BucketLifecycleRuleArgs
                {
                    Action = new BucketLifecycleRuleActionArgs { Type = "AbortIncompleteMultipartUpload" },
                    Condition = new BucketLifecycleRuleConditionArgs { Age = DaysOfAnUpload },
                },
            },
            ForceDestroy = !_scope.Spec.Lifetime.IsDurable,
        }, _scope.Permanent(this, storage, key.Grant));
    }
}
