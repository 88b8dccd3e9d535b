using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Container;
using Pulumi.Gcp.Container.Inputs;
using Pulumi.Gcp.ServiceAccount;

namespace Infra.Gcp;

/// <summary>The account and the shape of a cluster generation's nodes.</summary>
internal sealed class GkeNodes
{
    private const int Zones = 3;

    // Room for the images of many Airflow deployments.
    private const int DiskGiB = 100;

    // What a service account may do is said by its roles; a scope would only narrow it in a second place.
    private const string AllScopes = "https://www.googleapis.com/auth/cloud-platform";

    private readonly GcpScope _scope;
    private readonly Resource _parent;
    private readonly int _generation;
    private readonly Account _account;

    /// <summary>Declares the account: it may write logs and metrics, and nothing else.</summary>
    public GkeNodes(GcpScope scope, ProjectServices services, Resource parent)
    {
        (_scope, _parent, _generation) = (scope, parent, scope.Spec.Cluster.Generation);
        _account = new Account(
            $"node-account-g{_generation}",
            new()
            {
                AccountId = scope.Spec.Names.Of("nodes", _generation),
                DisplayName = $"Nodes of {scope.Spec.Names.Of("cluster", _generation)}",
            },
            new() { Parent = parent, DependsOn = { services.Iam } }
        );
        Role = new Pulumi.Gcp.Projects.IAMMember(
            $"node-role-g{_generation}",
            new()
            {
                Project = scope.Cloud.Project,
                Role = "roles/container.defaultNodeServiceAccount",
                Member = _account.Member,
            },
            new() { Parent = parent, DependsOn = { services.ResourceManager } }
        );
    }

    /// <summary>The account's role; nodes that come up before it report nothing.</summary>
    public Resource Role { get; }

    /// <summary>
    /// The nodes of the pool that GKE insists on making and that is deleted at once. Without it they run as the project's
    /// default account, which careful organisations have switched off.
    /// </summary>
    public ClusterNodeConfigArgs Default =>
        new()
        {
            ServiceAccount = _account.Email,
            OauthScopes = { AllScopes },
            ShieldedInstanceConfig = new ClusterNodeConfigShieldedInstanceConfigArgs
            {
                EnableSecureBoot = true,
                EnableIntegrityMonitoring = true,
            },
        };

    /// <summary>Declares a pool over the region's three zones.</summary>
    /// <param name="cluster">The cluster it belongs to and goes with.</param>
    /// <param name="name"><c>platform</c> or <c>airflow</c>.</param>
    /// <param name="pool">Its size and kind.</param>
    public NodePool Pool(Cluster cluster, string name, NodePoolSpec pool)
    {
        return new(
            $"{name}-pool-g{_generation}",
            new()
            {
                // GKE gives a pool that stands another machine type, node by node, but never spot capacity.
                Name = pool.Spot ? $"{name}-spot" : name,
                Cluster = cluster.Id,
                Location = _scope.Cloud.Region,
                InitialNodeCount = PerZone(pool.LeastNodes),
                Autoscaling = pool.Spot ? AnywhereInTheRegion(pool) : InEveryZone(pool),
                Management = new NodePoolManagementArgs { AutoRepair = true, AutoUpgrade = true },
                UpgradeSettings = new NodePoolUpgradeSettingsArgs { MaxSurge = 1, MaxUnavailable = 0 },
                NodeConfig = new NodePoolNodeConfigArgs
                {
                    MachineType = pool.MachineType,
                    DiskType = "pd-balanced",
                    DiskSizeGb = DiskGiB,
                    Spot = pool.Spot,
                    ServiceAccount = _account.Email,
                    OauthScopes = { AllScopes },
                    Labels = { [NodePoolSpec.Label] = name },
                    ResourceLabels = GcpScope.Labels(_scope.Spec),
                    Tags = { DatabaseFence.NodeTag(_scope.Spec.Names), DatabaseFence.NodeTag(_scope.Spec.Names, _generation) },
                    Taints = pool.Dedicated
                        ? new[]
                        {
                            new NodePoolNodeConfigTaintArgs
                            {
                                Key = NodePoolSpec.Label,
                                Value = name,
                                Effect = "NO_SCHEDULE",
                            },
                        }
                        : Array.Empty<NodePoolNodeConfigTaintArgs>(),
                    ShieldedInstanceConfig = new NodePoolNodeConfigShieldedInstanceConfigArgs
                    {
                        EnableSecureBoot = true,
                        EnableIntegrityMonitoring = true,
                    },
                    WorkloadMetadataConfig = new NodePoolNodeConfigWorkloadMetadataConfigArgs { Mode = "GKE_METADATA" },
                },
            },
            new()
            {
                Parent = _parent,
                DeletedWith = cluster,
                DependsOn = { Role },
                IgnoreChanges = { "initialNodeCount" },
                // What makes a pool anew is in its name, so that the new one stands before the old one is drained.
                DeleteBeforeReplace = false,
            }
        );
    }

    // Volumes are zonal: a pod comes back only where its zone still has a node.
    private static NodePoolAutoscalingArgs InEveryZone(NodePoolSpec pool) =>
        new()
        {
            MinNodeCount = PerZone(pool.LeastNodes),
            MaxNodeCount = PerZone(pool.MostNodes),
            LocationPolicy = "BALANCED",
        };

    // Spare capacity is where it is.
    private static NodePoolAutoscalingArgs AnywhereInTheRegion(NodePoolSpec pool) =>
        new()
        {
            TotalMinNodeCount = pool.LeastNodes,
            TotalMaxNodeCount = pool.MostNodes,
            LocationPolicy = "ANY",
        };

    private static int PerZone(int nodes) => (nodes + Zones - 1) / Zones;
}
