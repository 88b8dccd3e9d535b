using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>A Kubernetes cluster of either cloud and its API server.</summary>
public sealed class SimulatedCluster
{
    private readonly World _world;
    private readonly WorldObject _cluster;

    internal SimulatedCluster(World world, WorldObject cluster) => (_world, _cluster) = (world, cluster);

    /// <summary>What lives inside it.</summary>
    public IReadOnlyList<WorldObject> Objects =>
        _world.Ask(() => _world.Content.Objects.Where(thing => thing.Scope == ScopeOf(_cluster)).ToList());

    /// <summary>The cluster stays, and its API server answers nobody any more.</summary>
    public void Kill() => _world.Change(() => _cluster.Dead = true);

    internal static bool Is(WorldObject thing) => thing.Type is "aws:eks/cluster:Cluster" or "gcp:container/cluster:Cluster";

    /// <summary>What is in a cluster belongs to this one birth of it, not to its name.</summary>
    internal static string ScopeOf(WorldObject cluster) => $"kubernetes/{cluster.Hash}";

    /// <summary>Whether a kubeconfig's server is this cluster's: EKS endpoint, GKE address or GKE DNS endpoint.</summary>
    internal static bool Serves(WorldObject cluster, string server)
    {
        var host = server.Replace("https://", "", StringComparison.Ordinal).TrimEnd('/');
        return cluster.State.Text("endpoint")?.Replace("https://", "", StringComparison.Ordinal) == host
            || cluster.State.Text("controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint") == host;
    }
}
