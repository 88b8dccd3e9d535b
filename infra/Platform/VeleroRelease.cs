using System.Collections.Immutable;
using System.Globalization;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using static Infra.Platform.ChartValues;

namespace Infra.Platform;

/// <summary>
/// Velero, which brings what stands in the deployments' namespaces into the escrow's bucket. Chart and images are pinned together, and
/// change together: https://github.com/vmware-tanzu/helm-charts and the tables in the READMEs of the plugins.
/// </summary>
internal static class VeleroRelease
{
    /// <summary>The release, and what its objects' names begin with.</summary>
    public const string Name = "velero";

    /// <summary>
    /// The namespaces of the deployments. Houston names each after the platform's release; the platform's own has no dash.
    /// </summary>
    public const string Deployments = PlatformNamespace.Release + "-*";

    private const string ChartVersion = "12.1.0";
    private const string Version = "v1.18.1";
    private const string AwsPlugin = "velero-plugin-for-aws:v1.14.2";
    private const string GcpPlugin = "velero-plugin-for-gcp:v1.14.4";
    private const string Registry = "docker.io/velero";

    // What the database does not know, or what would be made otherwise when it is made anew. Never what runs, and never a volume: a
    // scheduler would start before the release, and what is in Redis is older than the database.
    private static readonly ImmutableArray<object> Kept =
    [
        "namespaces",
        "secrets",
        "configmaps",
        "serviceaccounts",
        "limitranges",
        "resourcequotas",
        "roles.rbac.authorization.k8s.io",
        "rolebindings.rbac.authorization.k8s.io",
        "networkpolicies.networking.k8s.io",
    ];

    /// <summary>The location that this generation of the cluster writes to.</summary>
    public static string Location(int generation) => $"escrow-g{generation}";

    /// <summary>Declares namespace and release.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="config">How often, and from where its images come.</param>
    /// <param name="storage">The bucket.</param>
    /// <param name="before">What must stand before a pod can run.</param>
    public static Release Declare(InCluster cluster, PlatformConfig config, EscrowStorage storage, params ReadOnlySpan<Resource> before)
    {
        var ns = new Namespace(
            cluster.LogicalName("escrow-namespace"),
            new NamespaceArgs { Metadata = new ObjectMetaArgs { Name = EscrowStorage.Namespace } },
            cluster.Options()
        );
        return new Release(
            cluster.LogicalName(Name),
            new ReleaseArgs
            {
                Name = Name,
                Namespace = EscrowStorage.Namespace,
                Chart = "velero",
                Version = ChartVersion,
                RepositoryOpts = new RepositoryOptsArgs { Repo = "https://vmware-tanzu.github.io/helm-charts" },
                Values = Values(config, storage, cluster.Generation),
                // Keep the evidence of a failure; never uninstall.
                Atomic = false,
            },
            cluster.Options([ns, .. before])
        );
    }

    private static ImmutableDictionary<string, object> Values(PlatformConfig config, EscrowStorage storage, int generation)
    {
        var (nodes, spec) = (NodePlacement.Platform(config.Foundation.Cluster), config.Foundation.Escrow);
        var registry = config.Chart.ImageRegistry ?? Registry;
        var (provider, plugin, settings, account) = storage switch
        {
            EscrowStorage.Gcs gcs => (
                "gcp",
                GcpPlugin,
                Map(("serviceAccount", gcs.Account)),
                Map(("iam.gke.io/gcp-service-account", gcs.Account))
            ),
            EscrowStorage.S3 s3 => ("aws", AwsPlugin, Map(("region", s3.Region)), Map()),
            _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "Say here how Velero uses this storage."),
        };
        return Map(
            ("fullnameOverride", Name),
            ("image", Map(("repository", $"{registry}/velero"), ("tag", Version))),
            (
                "initContainers",
                List(
                    Map(
                        ("name", "plugin"),
                        ("image", $"{registry}/{plugin}"),
                        ("volumeMounts", List(Map(("mountPath", "/target"), ("name", "plugins"))))
                    )
                )
            ),
            ("resources", Map(("requests", Map(("cpu", "100m"), ("memory", "256Mi"))), ("limits", Map(("memory", "1Gi"))))),
            ("nodeSelector", nodes.Selector),
            ("tolerations", nodes.Tolerations),
            // The pod's own identity in the cloud; there is no key.
            ("credentials", Map(("useSecret", false))),
            ("serviceAccount", Map(("server", Map(("name", EscrowStorage.ServiceAccount), ("annotations", account))))),
            ("snapshotsEnabled", false),
            (
                "configuration",
                Map(
                    ("backupStorageLocation", Locations(provider, storage, settings, generation, spec.From)),
                    ("defaultBackupStorageLocation", Location(generation)),
                    // It has no right to delete. The bucket's own lifecycle does that, and Velero then forgets what is gone.
                    ("disableControllers", "gc,backup-deletion")
                )
            ),
            (
                "schedules",
                Map(
                    (
                        $"deployments-g{generation}",
                        Map(
                            ("schedule", $"@every {spec.EveryMinutes}m"),
                            (
                                "template",
                                Map(
                                    ("ttl", string.Create(CultureInfo.InvariantCulture, $"{spec.KeepDays * 24}h")),
                                    ("storageLocation", Location(generation)),
                                    ("includedNamespaces", List(Deployments)),
                                    ("includedResources", Kept),
                                    ("includeClusterResources", false),
                                    ("snapshotVolumes", false)
                                )
                            )
                        )
                    )
                )
            )
        );
    }

    // Every generation of a cluster has a folder of its own. Only the active one is written to; those before it can be read, and those of
    // the stack whose data this one is born from.
    private static ImmutableArray<object> Locations(
        string provider,
        EscrowStorage storage,
        ImmutableDictionary<string, object> settings,
        int generation,
        EscrowOrigin? from
    )
    {
        return
        [
            .. Folders(generation).Select(number => Folder(Location(number), storage.Bucket, number, number == generation)),
            .. storage.Origin is { } bucket
                ? Folders(from!.Clusters).Select(number => Folder($"origin-g{number}", bucket, number, isActive: false))
                : [],
        ];

        static IEnumerable<int> Folders(int newest) => Enumerable.Range(1, newest).Reverse();

        object Folder(string name, Output<string> bucket, int number, bool isActive) =>
            Map(
                ("name", name),
                ("provider", provider),
                ("bucket", bucket),
                ("prefix", $"g{number}"),
                ("default", isActive),
                ("accessMode", isActive ? "ReadWrite" : "ReadOnly"),
                ("config", settings)
            );
    }
}
