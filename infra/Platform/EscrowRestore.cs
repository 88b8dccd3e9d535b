using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Infra.Platform;

/// <summary>
/// The job that gives a relaunched or restored platform its deployments' namespaces back, before the release. It is a job, and no Restore
/// of the program's own: which set is the newest is known to the bucket alone, and a Restore that has failed is a fact that no wait of the
/// provider knows. <c>pulumi.com/waitFor</c> would wait for Completed until its timeout and could not say what came instead.
/// </summary>
internal static class EscrowRestore
{
    private const string Name = "escrow-restore";
    private const string Volume = "escrow";

    // A hundred namespaces take minutes.
    private static readonly TimeSpan LongestRestore = TimeSpan.FromHours(2);

    /// <summary>Declares the job. It is named by both generations, so each pair has its own.</summary>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="config">Says which set.</param>
    /// <param name="postgres">The database, which is asked for its deployments.</param>
    /// <param name="before">What must stand first: Velero, the namespace, the database's login.</param>
    public static Job Declare(InCluster cluster, PlatformConfig config, PostgresAccess postgres, params Resource[] before)
    {
        var set = Set(cluster, config, postgres);
        var known = DatabaseClient.Container(
            config.Chart,
            postgres,
            postgres.Address,
            EscrowScript.Known,
            ("SET", set),
            ("DATABASES", DagPause.Databases),
            ("STATEMENT", HoustonRecords.Deployments)
        );
        known.VolumeMounts.Add(new VolumeMountArgs { Name = Volume, MountPath = $"/{Volume}" });
        var container = ScriptContainer.Of(
            config.Chart,
            "restore",
            EscrowScript.Restore,
            [
                .. Variables(set, config.Foundation.Database.Generation, cluster.Generation),
                ("ORIGIN", config.Foundation.Escrow.From?.Names.Prefix ?? ""),
                // What lets production's pods out would let a drill's out.
                ("LEFT_OUT", config.IsDrill ? "networkpolicies.networking.k8s.io" : ""),
            ]
        );
        container.VolumeMounts.Add(
            new VolumeMountArgs
            {
                Name = Volume,
                MountPath = $"/{Volume}",
                ReadOnly = true,
            }
        );
        var pod = new PodSpecArgs
        {
            RestartPolicy = "Never",
            ServiceAccountName = Name,
            InitContainers = { known },
            Containers = { container },
            Volumes =
            {
                new VolumeArgs { Name = Volume, EmptyDir = new EmptyDirVolumeSourceArgs() },
            },
        };
        return DatabaseJob.Declare(Name, cluster, config, pod, LongestRestore, [.. before, Access(cluster, before)]);
    }

    /// <summary>
    /// The set that is to come back. By fact and not by number: whatever was not born empty, here or elsewhere, has deployments.
    /// </summary>
    /// <param name="cluster">Where.</param>
    /// <param name="config">Says which.</param>
    /// <param name="postgres">Says what the database was born from.</param>
    public static Output<string> Set(InCluster cluster, PlatformConfig config, PostgresAccess postgres) =>
        postgres.IsBornEmpty.Apply(empty => empty && cluster.Generation == 1 ? EscrowSpec.Nothing : config.Foundation.Escrow.Restore);

    /// <summary>What <see cref="ClusterScript"/> reads.</summary>
    /// <param name="set">The set that is to come back.</param>
    /// <param name="database">The database's generation.</param>
    /// <param name="cluster">The cluster's generation.</param>
    public static (string Name, Input<string> Value)[] Variables(Input<string> set, int database, int cluster) =>
        [
            ("SET", set),
            ("GENERATIONS", VerificationSpec.Pair(database, cluster)),
            ("VELERO", EscrowStorage.Namespace),
            ("PREFIX", VeleroRelease.Deployments.TrimEnd('*')),
        ];

    // It may ask Velero for a restore, and change nothing itself.
    private static Resource Access(InCluster cluster, Resource[] before) =>
        JobAccount.Declare(
            cluster,
            Name,
            [
                new()
                {
                    ApiGroups = { "" },
                    Resources = { "namespaces" },
                    Verbs = { "get", "list" },
                },
                new()
                {
                    ApiGroups = { "velero.io" },
                    Resources = { "backupstoragelocations", "backups" },
                    Verbs = { "get", "list" },
                },
                new()
                {
                    ApiGroups = { "velero.io" },
                    Resources = { "restores" },
                    Verbs = { "get", "list", "create" },
                },
            ],
            before
        );
}
