using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Container;
using Pulumi.Gcp.Container.Inputs;
using Pulumi.Gcp.ServiceAccount;

namespace Infra.Gcp;

/// <summary>The GKE cluster of the active generation, its pools and their service account. Nothing irreplaceable lives in it.</summary>
public sealed class GkeCluster : ComponentResource
{
    private const int Zones = 3;
    private readonly GcpScope _scope;
    private readonly int _generation;

    /// <summary>Declares the cluster.</summary>
    public GkeCluster(GcpScope scope, GcpNetwork network)
        : base("infra:gcp:GkeCluster", $"gke-g{scope.Spec.Cluster.Generation}", scope.Component)
    {
        ArgumentNullException.ThrowIfNull(network);
        _scope = scope;
        _generation = scope.Spec.Cluster.Generation;
        var nodes = new Account($"node-account-g{_generation}", new()
        {
            AccountId = scope.Spec.Names.Of("nodes", _generation),
            DisplayName = $"Nodes of {scope.Spec.Names.Of("cluster", _generation)}",
        }, new() { Parent = this });
        var role = new Pulumi.Gcp.Projects.IAMMember($"node-role-g{_generation}", new()
        {
            Project = scope.Cloud.Project,
            Role = "roles/container.defaultNodeServiceAccount",
            Member = nodes.Member,
        }, new() { Parent = this });

        Cluster = Declare(network);
        var platform = Pool("platform", scope.Spec.Cluster.Platform, nodes, role);
        var airflow = Pool("airflow", scope.Spec.Cluster.Airflow, nodes, role);
        Access = new()
        {
            ClusterName = Cluster.Name,
            Cluster = Cluster,
            Admission = [],
            Nodes = [platform, airflow],
            Releases = [],
            // The DNS endpoint has a public certificate, so no authority is named.
            Kubeconfig = Cluster.ControlPlaneEndpointsConfig.Apply(endpoints => Kubeconfig.WithCredentialHelper(
                $"https://{endpoints.DnsEndpointConfig?.Endpoint}", certificateAuthority: null, "gke-gcloud-auth-plugin")),
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

    /// <summary>The network tag of a generation's nodes; the fence lets one of them through.</summary>
    public static string NodeTag(PhysicalNames names, int generation) => names.Of("nodes", generation);

    private Cluster Declare(GcpNetwork network) => new($"cluster-g{_generation}", new()
    {
        Name = _scope.Spec.Names.Of("cluster", _generation),
        Location = _scope.Cloud.Region,
        Network = network.Network.Id,
        Subnetwork = network.Subnetwork.Id,
        NetworkingMode = "VPC_NATIVE",
        IpAllocationPolicy = new ClusterIpAllocationPolicyArgs
        {
            ClusterSecondaryRangeName = GcpNetwork.PodRange(_generation),
            ServicesSecondaryRangeName = GcpNetwork.ServiceRange(_generation),
        },
        PrivateClusterConfig = new ClusterPrivateClusterConfigArgs { EnablePrivateNodes = true, EnablePrivateEndpoint = true },
        // Reached by a name that IAM guards: no bastion, no list of addresses.
        ControlPlaneEndpointsConfig = new ClusterControlPlaneEndpointsConfigArgs
        {
            DnsEndpointConfig = new ClusterControlPlaneEndpointsConfigDnsEndpointConfigArgs { AllowExternalTraffic = true },
        },
        WorkloadIdentityConfig = new ClusterWorkloadIdentityConfigArgs { WorkloadPool = $"{_scope.Cloud.Project}.svc.id.goog" },
        ReleaseChannel = new ClusterReleaseChannelArgs { Channel = "REGULAR" },
        MinMasterVersion = _scope.Spec.Cluster.KubernetesVersion,
        // Enforces NetworkPolicy, which keeps the Internet from Elasticsearch.
        DatapathProvider = "ADVANCED_DATAPATH",
        EnableShieldedNodes = true,
        RemoveDefaultNodePool = true,
        InitialNodeCount = 1,
        // Written out, because the default is true, and the recorded value decides whether a dead cluster can go.
        DeletionProtection = false,
    }, new()
    {
        Parent = this,
        CustomTimeouts = new() { Create = TimeSpan.FromMinutes(60), Update = TimeSpan.FromMinutes(90), Delete = TimeSpan.FromMinutes(60) },
    });

    private NodePool Pool(string name, NodePoolSpec pool, Account nodes, Resource role) => new($"{name}-pool-g{_generation}", new()
    {
        Name = name,
        Cluster = Cluster.Id,
        Location = _scope.Cloud.Region,
        // Counts are for each of the region's three zones.
        InitialNodeCount = PerZone(pool.LeastNodes),
        Autoscaling = new NodePoolAutoscalingArgs { MinNodeCount = PerZone(pool.LeastNodes), MaxNodeCount = PerZone(pool.MostNodes) },
        Management = new NodePoolManagementArgs { AutoRepair = true, AutoUpgrade = true },
        NodeConfig = new NodePoolNodeConfigArgs
        {
            MachineType = pool.MachineType,
            ServiceAccount = nodes.Email,
            OauthScopes = { "https://www.googleapis.com/auth/cloud-platform" },
            Labels = { [NodePoolSpec.Label] = name },
            Tags = { NodeTag(_scope.Spec.Names, _generation) },
            ShieldedInstanceConfig = new NodePoolNodeConfigShieldedInstanceConfigArgs { EnableSecureBoot = true, EnableIntegrityMonitoring = true },
            WorkloadMetadataConfig = new NodePoolNodeConfigWorkloadMetadataConfigArgs { Mode = "GKE_METADATA" },
        },
    }, new() { Parent = this, DeletedWith = Cluster, DependsOn = { role }, IgnoreChanges = { "initialNodeCount" } });

    private static int PerZone(int nodes) => (nodes + Zones - 1) / Zones;
}
