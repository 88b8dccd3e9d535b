using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Container;
using Pulumi.Gcp.Container.Inputs;

namespace Infra.Gcp;

/// <summary>The GKE cluster of the active generation and its pools. Nothing irreplaceable lives in it.</summary>
internal sealed class GkeCluster : ComponentResource
{
    private readonly GcpScope _scope;
    private readonly PrivateNetwork _network;
    private readonly int _generation;

    /// <summary>Declares the cluster.</summary>
    public GkeCluster(GcpScope scope, ProjectServices services, PrivateNetwork network, KeyUse key, IngressAddress ingress)
        : base("infra:gcp:GkeCluster", $"gke-g{scope.Spec.Cluster.Generation}", scope.Component)
    {
        (_scope, _network, _generation) = (scope, network, scope.Spec.Cluster.Generation);
        var nodes = new GkeNodes(scope, services, this);
        Cluster = Declare(key, nodes, services.Container, ingress.Address);
        Access = new()
        {
            ClusterName = Cluster.Name,
            Cluster = Cluster,
            Admission = [],
            Nodes =
            [
                nodes.Pool(Cluster, "platform", scope.Spec.Cluster.Platform),
                nodes.Pool(Cluster, "airflow", scope.Spec.Cluster.Airflow),
                .. network.Egress,
            ],
            Releases = [],
            Kubeconfig = IsOpenToRanges ? ByAddress() : ByName(),
            // To the API server an account is the user of its address:
            // https://cloud.google.com/kubernetes-engine/docs/how-to/role-based-access-control
            Viewers = [.. scope.Cloud.Viewers.Select(account => new ClusterSubject("User", account))],
            Storage = new("pd.csi.storage.gke.io", Output.Create(ImmutableDictionary<string, string>.Empty.Add("type", "pd-ssd"))),
            CloudProvider = "gcp",
            Region = scope.Cloud.Region,
        };
        RegisterOutputs();
    }

    /// <summary>The cluster.</summary>
    public Cluster Cluster { get; }

    /// <summary>What the platform gets.</summary>
    public KubernetesAccess Access { get; }

    // Who may reach the API server is either IAM's question alone, or that of named ranges as well.
    private bool IsOpenToRanges => !_scope.Spec.Cluster.AllowedRanges.IsEmpty;

    private Cluster Declare(KeyUse key, GkeNodes nodes, params Resource[] dependsOn)
    {
        var options = new CustomResourceOptions
        {
            Parent = this,
            DependsOn = (Resource[])[nodes.Role, key.Grant, .. dependsOn],
            // They describe the default pool, which is gone.
            IgnoreChanges = { "initialNodeCount", "nodeConfig" },
            CustomTimeouts = new()
            {
                Create = TimeSpan.FromMinutes(60),
                Update = TimeSpan.FromMinutes(90),
                Delete = TimeSpan.FromMinutes(60),
            },
        };
        options.Hooks.BeforeUpdate.Add(KubernetesMinor.RefuseLeap(_scope.Spec.Cluster, "minMasterVersion"));
        return new(
            $"cluster-g{_generation}",
            new()
            {
                Name = _scope.Spec.Names.Of("cluster", _generation),
                Location = _scope.Cloud.Region,
                Network = _network.Id,
                Subnetwork = _network.Subnetwork,
                NetworkingMode = "VPC_NATIVE",
                IpAllocationPolicy = new ClusterIpAllocationPolicyArgs
                {
                    ClusterSecondaryRangeName = _network.PodRange(_generation),
                    ServicesSecondaryRangeName = _network.ServiceRange(_generation),
                },
                DefaultMaxPodsPerNode = Configuration.GcpAddressPlan.PodsPerNode,
                PrivateClusterConfig = new ClusterPrivateClusterConfigArgs
                {
                    EnablePrivateNodes = true,
                    EnablePrivateEndpoint = !IsOpenToRanges,
                },
                // By its name it is reached without a bastion, and IAM guards it.
                ControlPlaneEndpointsConfig = new ClusterControlPlaneEndpointsConfigArgs
                {
                    DnsEndpointConfig = new ClusterControlPlaneEndpointsConfigDnsEndpointConfigArgs
                    {
                        AllowExternalTraffic = !IsOpenToRanges,
                    },
                },
                // With no range in it, nobody but the nodes reaches the API server by its address.
                MasterAuthorizedNetworksConfig = new ClusterMasterAuthorizedNetworksConfigArgs
                {
                    CidrBlocks = _scope
                        .Spec.Cluster.AllowedRanges.Select(range => new ClusterMasterAuthorizedNetworksConfigCidrBlockArgs
                        {
                            CidrBlock = range.ToString(),
                        })
                        .ToArray(),
                    GcpPublicCidrsAccessEnabled = false,
                },
                WorkloadIdentityConfig = new ClusterWorkloadIdentityConfigArgs { WorkloadPool = $"{_scope.Cloud.Project}.svc.id.goog" },
                ReleaseChannel = new ClusterReleaseChannelArgs { Channel = "REGULAR" },
                MinMasterVersion = _scope.Spec.Cluster.KubernetesVersion,
                MaintenancePolicy = GkeMaintenance.Policy,
                // Enforces NetworkPolicy, which keeps the Internet from Elasticsearch.
                DatapathProvider = "ADVANCED_DATAPATH",
                EnableShieldedNodes = true,
                DatabaseEncryption = new ClusterDatabaseEncryptionArgs { State = "ENCRYPTED", KeyName = key.Id },
                AddonsConfig = new ClusterAddonsConfigArgs
                {
                    GcePersistentDiskCsiDriverConfig = new ClusterAddonsConfigGcePersistentDiskCsiDriverConfigArgs { Enabled = true },
                },
                RemoveDefaultNodePool = true,
                InitialNodeCount = 1,
                NodeConfig = nodes.Default,
                ResourceLabels = GcpScope.Labels(_scope.Spec),
                // Written out, because the default is true, and the recorded value decides whether a dead cluster can go.
                DeletionProtection = false,
            },
            options
        );
    }

    // The DNS endpoint has a public certificate, so no authority is named.
    private Output<string> ByName() =>
        Cluster.ControlPlaneEndpointsConfig.Apply(endpoints =>
            Kubeconfig.WithCredentialHelper(
                $"https://{endpoints.DnsEndpointConfig?.Endpoint}",
                certificateAuthority: null,
                "gke-gcloud-auth-plugin"
            )
        );

    private Output<string> ByAddress() =>
        Output
            .Tuple(Cluster.Endpoint, Cluster.MasterAuth)
            .Apply(parts =>
                Kubeconfig.WithCredentialHelper($"https://{parts.Item1}", parts.Item2.ClusterCaCertificate, "gke-gcloud-auth-plugin")
            );
}
