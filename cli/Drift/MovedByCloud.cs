using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Cli.Drift;

/// <summary>
/// What a cloud moves by itself, and which way: an update takes the newest value in and leaves it. Everything else was a hand.
/// </summary>
internal static class MovedByCloud
{
    private static readonly ImmutableDictionary<string, (string Path, Func<JsonNode?, JsonNode?, bool> Moves)[]> ByType = new Dictionary<
        string,
        (string, Func<JsonNode?, JsonNode?, bool>)[]
    >
    {
        // The autoscaler.
        ["aws:eks/nodeGroup:NodeGroup"] = [("scalingConfig.desiredSize", Any), ("releaseVersion", Any)],
        ["gcp:container/nodePool:NodePool"] = [("nodeCount", Any), ("initialNodeCount", Any), ("version", Rises)],
        // A disk that fills grows: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html,
        // https://cloud.google.com/sql/docs/postgres/instance-settings#automatic-storage-increase-2ndgen
        ["aws:rds/instance:Instance"] = [("allocatedStorage", Grows), ("engineVersion", Patches)],
        ["gcp:sql/databaseInstance:DatabaseInstance"] = [("settings.diskSize", Grows), ("maintenanceVersion", Any)],
        // A release channel: https://cloud.google.com/kubernetes-engine/docs/concepts/release-channels
        ["gcp:container/cluster:Cluster"] = [("nodeVersion", Rises), ("nodePools.version", Rises), ("nodePools.nodeCount", Any)],
        ["aws:eks/cluster:Cluster"] = [("platformVersion", Any)],
    }.ToImmutableDictionary();

    /// <summary>Whether the cloud moves that setting of that type that way.</summary>
    public static bool Includes(string type, DriftedSetting setting) =>
        ByType.TryGetValue(type, out var moves)
        && moves.Any(move => move.Path == setting.Path && move.Moves(setting.Stated, setting.Found));

    private static bool Any(JsonNode? stated, JsonNode? found) => true;

    private static bool Grows(JsonNode? stated, JsonNode? found) =>
        Number(stated) is { } before && Number(found) is { } after && after > before;

    // A lower version was somebody; so was another major one of Postgres, which is a downtime.
    private static bool Rises(JsonNode? stated, JsonNode? found) =>
        Parts(stated).Zip(Parts(found)).FirstOrDefault(Differ) is var (old, now) && now >= old;

    private static bool Patches(JsonNode? stated, JsonNode? found) =>
        Parts(stated).FirstOrDefault(-1) == Parts(found).FirstOrDefault(-2) && Rises(stated, found);

    private static bool Differ((int Old, int New) pair) => pair.Old != pair.New;

    // 16.4, 1.34.1-gke.1000
    private static IEnumerable<int> Parts(JsonNode? version) =>
        (version?.ToString() ?? "")
            .Split('.', '-')
            .TakeWhile(part => int.TryParse(part, CultureInfo.InvariantCulture, out _))
            .Select(part => int.Parse(part, CultureInfo.InvariantCulture));

    private static double? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : null;
}
