using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Storage.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Storage.V1;

namespace Infra.Platform;

/// <summary>The Astronomer platform in the cluster of the active generation.</summary>
internal sealed class AstronomerPlatform : ComponentResource
{
    /// <summary>The chart's version. Houston's schema never goes back: raise it, never lower it.</summary>
    public const string ChartVersion = "2.1.0";

    // Each hook job may take this long, the database migration among them.
    private const int HookSeconds = 1800;

    /// <summary>Declares the platform.</summary>
    public AstronomerPlatform(PlatformConfig config, CloudFoundation foundation, PlatformIdentity identity, ComponentResourceOptions? options = null)
        : base("infra:platform:Astronomer", $"astronomer-g{Generation(config)}", options)
    {
        var kubernetes = foundation.Kubernetes;
        var generation = Generation(config);
        var provider = new Pulumi.Kubernetes.Provider($"kubernetes-g{generation}", new()
        {
            KubeConfig = kubernetes.Kubeconfig,
            // Without it a change of the endpoint replaces everything; with one that stays the same in the next
            // generation, the new cluster is believed to be full.
            ClusterIdentifier = config.Foundation.Names.Of("cluster", generation),
            // A renewed certificate is changed in place; without it the secret is deleted first, and pods that start then fail.
            EnableSecretMutable = true,
        }, new() { Parent = this, DependsOn = kubernetes.Admission.ToArray() });
        var cluster = new InCluster(this, provider, kubernetes.Cluster, generation);

        ClusterReleases.Declare(cluster, kubernetes);
        ClusterViewers.Declare(cluster, kubernetes.Viewers);

        var storageClass = new StorageClass(cluster.LogicalName("storage-class"), new StorageClassArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = PlatformNamespace.StorageClass,
                // EKS has no default class; where there are two, the younger one is taken.
                Annotations = { ["storageclass.kubernetes.io/is-default-class"] = "true" },
            },
            Provisioner = kubernetes.Storage.Provisioner,
            Parameters = kubernetes.Storage.Parameters,
            VolumeBindingMode = "WaitForFirstConsumer",
            AllowVolumeExpansion = true,
        }, cluster.Options());
        var ns = new Namespace(cluster.LogicalName("namespace"), new NamespaceArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = PlatformNamespace.Release,
                // The chart's jetstream job would set it, and every update would take it away again.
                Labels = { ["jetstreamEnabled"] = "true" },
            },
        }, cluster.Options());
        var secrets = PlatformSecrets.Declare(cluster, config, identity, foundation.Postgres, ns);
        var ingress = PlatformIngress.Declare(cluster, foundation.Ingress, ns);
        var database = config.Foundation.Database.Generation;
        var login = LoginCheck.Declare(cluster, config, foundation.Postgres, [ns, .. secrets, .. kubernetes.Nodes, .. foundation.Postgres.Ready]);
        DatabaseProbe.Declare(cluster, config, login);

        var appliesDeployments = Relaunch.AppliesDeployments(
            cluster, database, foundation.Postgres.IsBornEmpty, login, AstronomerValues.For(config, foundation, identity, upgradeDeployments: false));
        var release = cluster.Options([storageClass, login, .. ingress is null ? Array.Empty<Resource>() : [ingress]]);
        release.AdditionalSecretOutputs = ["values"];
        Release = new Release(cluster.LogicalName(PlatformNamespace.Release), new ReleaseArgs
        {
            Name = PlatformNamespace.Release,
            Namespace = PlatformNamespace.Release,
            Chart = "astronomer",
            Version = ChartVersion,
            RepositoryOpts = new RepositoryOptsArgs { Repo = config.Chart.Repository },
            Values = AstronomerValues.For(config, foundation, identity, appliesDeployments),
            // The database migration is a hook that runs after the wait; waiting first waits for ever.
            SkipAwait = true,
            // Keep the evidence of a failure; never uninstall.
            Atomic = false,
            Timeout = HookSeconds,
        }, release);
        RegisterOutputs();
    }

    /// <summary>The chart's release.</summary>
    public Release Release { get; }

    private static int Generation(PlatformConfig config) => config.Foundation.Cluster.Generation;
}
