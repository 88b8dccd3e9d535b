using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.ServiceAccount;
using Pulumi.Gcp.Storage;
using Pulumi.Gcp.Storage.Inputs;

namespace Infra.Gcp;

/// <summary>
/// The bucket that keeps the deployments' sets, and the account that may write and read there and delete no set. Both outlive every
/// cluster.
/// </summary>
internal sealed class GcsEscrow : ComponentResource
{
    // Velero writes these twice, and on Cloud Storage whoever writes over an object must be allowed to delete it. The old one stays as a
    // version.
    // https://cloud.google.com/storage/docs/access-control/iam-permissions
    private const string WrittenTwice = "resource.name.endsWith(\"/velero-backup.json\") || resource.name.endsWith(\"-results.gz\")";

    /// <summary>Declares the bucket.</summary>
    public GcsEscrow(GcpScope scope, ProjectServices services, KeyUse key, GkeCluster cluster)
        : base("infra:gcp:GcsEscrow", "escrow", scope.Component)
    {
        var keepDays = scope.Spec.Escrow.KeepDays;
        var bucket = KeptBucket.Declare(scope, this, services.Storage, key, "escrow", keepDays, keepDays);
        var account = new Account(
            "escrow-account",
            new() { AccountId = scope.Spec.Names.Permanent("escrow"), DisplayName = "Escrow of the Airflow deployments" },
            scope.Permanent(this, services.Iam)
        );
        BucketIAMMember Allow(string noun, string role, BucketIAMMemberConditionArgs? condition = null) =>
            new(
                $"escrow-bucket-{noun}",
                new()
                {
                    Bucket = bucket.Name,
                    Role = role,
                    Member = account.Member,
                    Condition = condition is null ? default(Input<BucketIAMMemberConditionArgs>) : condition,
                },
                scope.Permanent(this)
            );
        var write = Allow("write", "roles/storage.objectCreator");
        var read = Allow("read", "roles/storage.objectViewer");
        var rewrite = Allow("rewrite", "roles/storage.objectUser", new() { Title = "Written twice", Expression = WrittenTwice });
        // The identity pool of the project exists only after its first cluster with Workload Identity.
        var identity = new IAMMember(
            "escrow-workload-identity",
            new()
            {
                ServiceAccountId = account.Name,
                Role = "roles/iam.workloadIdentityUser",
                Member = $"serviceAccount:{scope.Cloud.Project}.svc.id.goog[{EscrowStorage.Namespace}/{EscrowStorage.ServiceAccount}]",
            },
            scope.Permanent(this, cluster.Cluster, services.IamCredentials)
        );
        Bucket = bucket.Name;
        Storage = new EscrowStorage.Gcs(
            bucket.Name,
            Output.All(account.Email, write.Id, read.Id, rewrite.Id, identity.Id).Apply(parts => parts[0])
        )
        {
            Origin = scope.Spec.Escrow.From is { } origin ? LookInto(scope, origin, account) : null,
        };
        RegisterOutputs();
    }

    /// <summary>The bucket's name, before anything may use it.</summary>
    public Output<string> Bucket { get; }

    /// <summary>What the platform gets.</summary>
    public EscrowStorage Storage { get; }

    // Not permanent: it goes with the line. Cloud Storage decrypts for whoever may read.
    private Output<string> LookInto(GcpScope scope, EscrowOrigin origin, Account account)
    {
        var read = new BucketIAMMember(
            "escrow-origin-read",
            new()
            {
                Bucket = $"{origin.Names.Permanent("escrow")}-{origin.Project ?? scope.Cloud.Project}",
                Role = "roles/storage.objectViewer",
                Member = account.Member,
            },
            new() { Parent = this }
        );
        return Output.Tuple(read.Bucket, read.Id).Apply(parts => parts.Item1);
    }
}
