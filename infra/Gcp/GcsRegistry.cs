using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.ServiceAccount;
using Pulumi.Gcp.Storage;

namespace Infra.Gcp;

/// <summary>The bucket that keeps the deployments' images, and the account that may use it. Both outlive every cluster.</summary>
internal sealed class GcsRegistry : ComponentResource
{
    private const string KubernetesServiceAccount = "astronomer/astronomer-registry";

    /// <summary>Declares the bucket.</summary>
    public GcsRegistry(GcpScope scope, ProjectServices services, KeyUse key, GkeCluster cluster)
        : base("infra:gcp:GcsRegistry", "registry", scope.Component)
    {
        var bucket = KeptBucket.Declare(scope, this, services.Storage, key, "registry", scope.Spec.Registry.KeepDeletedDays);
        var account = new Account(
            "registry-account",
            new() { AccountId = scope.Spec.Names.Permanent("registry"), DisplayName = "Image registry of the Astronomer platform" },
            scope.Permanent(this, services.Iam)
        );
        // Read, write and delete objects; no say about the bucket, and none about who else may.
        var access = new BucketIAMMember(
            "registry-bucket-access",
            new()
            {
                Bucket = bucket.Name,
                Role = "roles/storage.objectUser",
                Member = account.Member,
            },
            scope.Permanent(this)
        );
        // The identity pool of the project exists only after its first cluster with Workload Identity.
        var identity = new IAMMember(
            "registry-workload-identity",
            new()
            {
                ServiceAccountId = account.Name,
                Role = "roles/iam.workloadIdentityUser",
                Member = $"serviceAccount:{scope.Cloud.Project}.svc.id.goog[{KubernetesServiceAccount}]",
            },
            scope.Permanent(this, cluster.Cluster, services.IamCredentials)
        );
        // A registry that starts before its grants fails every probe; so the account's address is told only after them.
        var usable = Output.Tuple(account.Email, access.Id, identity.Id).Apply(parts => parts.Item1);
        Storage = new RegistryStorage.Gcs(bucket.Name, usable);
        RegisterOutputs();
    }

    /// <summary>What the platform gets.</summary>
    public RegistryStorage Storage { get; }
}
