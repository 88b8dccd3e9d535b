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
    // Each hook job may take this long, the database migration among them.
    private const int HookSeconds = 1800;

    private readonly PlatformConfig _config;
    private readonly CloudFoundation _foundation;
    private readonly PlatformIdentity _identity;
    private readonly InCluster _cluster;
    private readonly Resource[] _beforeLogin;
    private readonly Resource[] _beforeRelease;

    /// <summary>Declares what stands in the cluster before anything is led to the database.</summary>
    public AstronomerPlatform(
        PlatformConfig config,
        CloudFoundation foundation,
        PlatformIdentity identity,
        ComponentResourceOptions? options = null
    )
        : base("infra:platform:Astronomer", $"astronomer-g{config.Foundation.Cluster.Generation}", options)
    {
        (_config, _foundation, _identity) = (config, foundation, identity);
        var kubernetes = foundation.Kubernetes;
        var generation = config.Foundation.Cluster.Generation;
        var provider = new Pulumi.Kubernetes.Provider(
            $"kubernetes-g{generation}",
            new()
            {
                KubeConfig = kubernetes.Kubeconfig,
                // Without it a change of the endpoint replaces everything; with one that stays the same in the next
                // generation, the new cluster is believed to be full.
                ClusterIdentifier = config.Foundation.Names.Of("cluster", generation),
                // A renewed certificate is changed in place; without it the secret is deleted first, and pods that start then fail.
                EnableSecretMutable = true,
                // An up that was killed has made objects that its state does not know. Nothing in the cluster holds data, so the next up
                // takes them over: https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/#upsertexistingobjects_csharp
                UpsertExistingObjects = true,
            },
            new() { Parent = this, DependsOn = kubernetes.Admission.ToArray() }
        );
        var cluster = _cluster = new InCluster(this, provider, kubernetes.Cluster, generation);

        ClusterReleases.Declare(cluster, kubernetes);
        ClusterViewers.Declare(cluster, kubernetes.Viewers);

        var storageClass = new StorageClass(
            cluster.LogicalName("storage-class"),
            new StorageClassArgs
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
            },
            cluster.Options()
        );
        var namespaceOptions = cluster.Options();
        namespaceOptions.Hooks.BeforeUpdate.Add(DagPause.RefuseToForget(cluster, config));
        var ns = new Namespace(
            cluster.LogicalName("namespace"),
            new NamespaceArgs
            {
                Metadata = new ObjectMetaArgs { Name = PlatformNamespace.Release, Labels = Labels(config) },
            },
            namespaceOptions
        );
        var secrets = PlatformSecrets.Declare(cluster, config, identity, foundation.Postgres, ns);
        var ingress = PlatformIngress.Declare(cluster, foundation.Ingress, ns);
        Resource[] client = [ns, .. secrets, .. kubernetes.Nodes, .. foundation.Postgres.Ready];
        var velero = VeleroRelease.Declare(cluster, config, foundation.Escrow, [.. kubernetes.Nodes]);
        var escrow = EscrowRestore.Declare(cluster, config, foundation.Postgres, [velero, .. client]);
        BeforeAlias = DagPause.Hold(cluster, config, foundation.Postgres, client) is { } pause ? [pause] : [];
        _beforeLogin = [.. client, .. BeforeAlias];
        _beforeRelease = [storageClass, escrow, .. ingress is null ? Array.Empty<Resource>() : [ingress]];
    }

    /// <summary>What has to stand before anything is led to the active database.</summary>
    public Resource[] BeforeAlias { get; }

    /// <summary>What the verifications have ended with; known once the platform was started.</summary>
    public Output<string> Verification { get; private set; } = Output.Create(PlatformVerdict.NotRestored);

    /// <summary>Declares the chart's release, which starts the platform, and gives what proves it: nobody is sent there before.</summary>
    /// <param name="alias">The name that leads to the active database.</param>
    public Resource Start(Resource alias)
    {
        var (config, postgres, database) = (_config, _foundation.Postgres, _config.Foundation.Database.Generation);
        var login = LoginCheck.Declare(_cluster, config, postgres, [alias, .. _beforeLogin]);
        DatabaseProbe.Declare(_cluster, config, postgres, login);
        var verification = DatabaseVerification.Declare(_cluster, config, postgres, login);
        var proof = verification ?? login;

        var appliesDeployments = Relaunch.AppliesDeployments(
            _cluster,
            database,
            postgres.IsBornEmpty,
            proof,
            AstronomerValues.For(config, _foundation, _identity, upgradeDeployments: false)
        );
        var options = _cluster.Options([proof, .. _beforeRelease]);
        options.AdditionalSecretOutputs = ["values"];
        options.Hooks.BeforeUpdate.Add(PrometheusVolumes.RefuseAnotherSize(_cluster));
        var release = new Release(
            _cluster.LogicalName(PlatformNamespace.Release),
            new ReleaseArgs
            {
                Name = PlatformNamespace.Release,
                Namespace = PlatformNamespace.Release,
                Chart = "astronomer",
                Version = ChartRelease.Current.Version,
                RepositoryOpts = new RepositoryOptsArgs { Repo = config.Chart.Repository },
                Values = AstronomerValues.For(config, _foundation, _identity, appliesDeployments),
                // The database migration is a hook that runs after the wait; waiting first waits for ever.
                SkipAwait = true,
                // Keep the evidence of a failure; never uninstall.
                Atomic = false,
                Timeout = HookSeconds,
            },
            options
        );
        var proven = PlatformVerification.Declare(_cluster, config, postgres, release);
        Verification = Output.Tuple(proven.Id, postgres.IsBornEmpty).Apply(ended => Verdict(ended.Item2));
        DagPause.GiveBack(_cluster, config, postgres, proven);
        RegisterOutputs();
        return proven;
    }

    // The jobs have ended well, or there would be no verdict.
    private string Verdict(bool isBornEmpty)
    {
        var (database, cluster) = (_config.Foundation.Database.Generation, _cluster.Generation);
        return _config.Verification.Accepts(database, cluster) || (!isBornEmpty && _config.Verification.Accepts(database))
                ? PlatformVerdict.Accepted
            : isBornEmpty && cluster == 1 ? PlatformVerdict.NotRestored
            : PlatformVerdict.Verified;
    }

    private static InputMap<string> Labels(PlatformConfig config)
    {
        // The chart's jetstream job would set it, and every update would take it away again.
        var labels = new InputMap<string> { ["jetstreamEnabled"] = "true" };
        if (config.Airflow.Paused == true)
        {
            labels.Add(DagPause.Label, DagPause.Paused);
        }
        return labels;
    }
}
