using System.Globalization;
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
        _world.Locked(() => _world.Content.Objects.Where(thing => thing.Scope == ScopeOf(_cluster)).ToList());

    /// <summary>The zones in which nodes of it run.</summary>
    public IReadOnlyList<string> NodeZones => _world.Locked(() => Zones.OfNodes(_world.Content, _cluster).ToList());

    /// <summary>The zones whose nodes run and reach nothing outside, because the NAT gateway on their way is lost.</summary>
    public IReadOnlyList<string> ZonesCutOff => _world.Locked(() => Zones.CutOff(_world.Content, _cluster).ToList());

    /// <summary>
    /// What in it keeps something of its own: each server of Prometheus, as many as the release's values ask for; and one Redis, which
    /// stands for those that Airflow deployments with Celery have, as the world has no deployments.
    /// </summary>
    public IReadOnlyList<SimulatedPod> Pods =>
        _world.Locked(() =>
            Objects
                .Where(thing => thing is { Type: KubernetesRules.Release, Name: "astronomer" })
                .SelectMany(release =>
                    Enumerable
                        .Range(0, (int)(release.Inputs.Number("values.prometheus.replicas") ?? 1))
                        .Select(number => $"astronomer-prometheus-{number}")
                        .Append("redis-0")
                        .Select(name => new SimulatedPod(name, HistoryOf(release, name)))
                )
                .ToList()
        );

    /// <summary>Loses a pod with its volume. Its set makes it anew by itself, empty; what others keep stays.</summary>
    public void LosePod(string name) =>
        _world.Locked(() =>
        {
            if (_cluster.Dead)
                throw new InvalidOperationException($"The API server of {_cluster.Name} does not answer.");
            if (!Pods.Any(pod => pod.Name == name))
                throw new KeyNotFoundException($"pods \"{name}\" not found; there are: {string.Join(", ", Pods.Select(pod => pod.Name))}");
            _world.Content.LostPods.Add(new(ScopeOf(_cluster), name, _world.Content.Now));
        });

    private DateTimeOffset HistoryOf(WorldObject release, string pod)
    {
        var lost = _world.Content.LostPods.FindLast(one => one.Scope == release.Scope && one.Pod == pod);
        var since = lost?.At ?? release.StandsAt ?? release.CreatedAt;
        // Prometheus keeps a sample for as many days as the release says: 15d, by its own default.
        var days = int.Parse((release.Inputs.Text("values.prometheus.retention") ?? "15d").TrimEnd('d'), CultureInfo.InvariantCulture);
        var oldest = _world.Content.Now.AddDays(-days);
        return pod.Contains("prometheus", StringComparison.Ordinal) && oldest > since ? oldest : since;
    }

    /// <summary>The cluster stays, and its API server answers nobody any more.</summary>
    public void Kill() => _world.Locked(() => _cluster.Dead = true);

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
