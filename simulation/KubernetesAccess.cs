using System.Text.Json.Nodes;
using Infra.Schemas;
using Infra.Simulation.Protocol;
using YamlDotNet.Serialization;

namespace Infra.Simulation;

/// <summary>How the Kubernetes provider finds its cluster, and what it says when that does not answer.</summary>
internal static class KubernetesAccess
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().Build();

    /// <summary>The API server a kubeconfig (YAML, and so JSON) points at.</summary>
    public static string Server(string? kubeconfig)
    {
        if (string.IsNullOrWhiteSpace(kubeconfig))
            return "";
        var clusters = Yaml.Deserialize<Dictionary<string, object?>>(kubeconfig).GetValueOrDefault("clusters") as List<object>;
        var cluster = (clusters?.FirstOrDefault() as Dictionary<object, object>)?.GetValueOrDefault("cluster");
        return (cluster as Dictionary<object, object>)?.GetValueOrDefault("server") as string ?? "";
    }

    /// <summary>The scope of the cluster the provider talks to; nowhere when there is none.</summary>
    public static string ScopeOf(ProviderSettings settings) =>
        ClusterOf(settings) is { } cluster ? SimulatedCluster.ScopeOf(cluster) : "kubernetes/unreachable";

    public static bool CanReach(Call call) => ClusterOf(call.Settings) is { Dead: false };

    /// <summary>Refuses when the API server does not answer.</summary>
    public static bool Reach(Call call) =>
        CanReach(call)
            ? true
            : throw new Refusal(
                "configured Kubernetes cluster is unreachable: unable to load schema information from the API server: "
                    + $"Get \"{Server(call.Settings.Values.Text("kubeconfig"))}/openapi/v2?timeout=32s\": dial tcp: i/o timeout"
            );

    /// <summary>Whether there is something to delete: an unreachable cluster's things may be given up, a release never.</summary>
    public static bool MayDelete(Call call)
    {
        if (CanReach(call))
            return true;
        if (call.Rule.Type == KubernetesRules.Release)
            throw new Refusal("can't delete Helm Release with unreachable cluster");
        if (call.Settings.Flag("deleteUnreachable") || call.World.DeleteUnreachable)
            return false;
        return Reach(call);
    }

    /// <summary>
    /// A provider that moves to another cluster is replaced, and all it made with it. A cluster identifier takes the
    /// server's place in that question.
    /// </summary>
    public static DiffResponse DiffProvider(JsonObject before, JsonObject after)
    {
        var changed = before
            .Select(field => field.Key)
            .Union(after.Select(field => field.Key))
            .Where(name => !JsonNode.DeepEquals(before[name], after[name]))
            .ToList();
        var identified = before["clusterIdentifier"] is not null && after["clusterIdentifier"] is not null;
        var moved = identified
            ? changed.Contains("clusterIdentifier")
            : Wire.IsUnknown(after["kubeconfig"]) || Server(before.Text("kubeconfig")) != Server(after.Text("kubeconfig"));
        return new DiffResponse
        {
            Changes = changed.Count > 0 ? DiffResponse.Types.DiffChanges.DiffSome : DiffResponse.Types.DiffChanges.DiffNone,
            Diffs = { changed },
            Replaces = { moved ? [identified ? "clusterIdentifier" : "kubeconfig"] : Array.Empty<string>() },
        };
    }

    private static WorldObject? ClusterOf(ProviderSettings settings)
    {
        var server = Server(settings.Values.Text("kubeconfig"));
        return server.Length == 0
            ? null
            : settings.World.Content.Objects.Find(thing => SimulatedCluster.Is(thing) && SimulatedCluster.Serves(thing, server));
    }
}
