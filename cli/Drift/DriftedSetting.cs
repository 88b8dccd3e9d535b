using System.Text.Json.Nodes;

namespace Infra.Cli.Drift;

/// <summary>One input that the cloud has otherwise.</summary>
/// <param name="Path">Its path, without list indices.</param>
/// <param name="Stated">The value in the state; null where there is none.</param>
/// <param name="Found">The value in the cloud; null where there is none.</param>
internal sealed record DriftedSetting(string Path, JsonNode? Stated, JsonNode? Found)
{
    /// <summary>All that differ, down to the single value.</summary>
    public static IEnumerable<DriftedSetting> Between(JsonObject stated, JsonObject found) => Between("", stated, found);

    private static IEnumerable<DriftedSetting> Between(string path, JsonNode? stated, JsonNode? found) =>
        (stated, found) switch
        {
            (JsonObject one, JsonObject other) => one.Select(pair => pair.Key)
                .Union(other.Select(pair => pair.Key))
                // What an engine and its providers keep for themselves.
                .Where(name => !name.StartsWith("__", StringComparison.Ordinal))
                .SelectMany(name => Between(path.Length == 0 ? name : $"{path}.{name}", one[name], other[name])),
            (JsonArray one, JsonArray other) when one.Count == other.Count => one.Zip(other)
                .SelectMany(pair => Between(path, pair.First, pair.Second)),
            _ when JsonNode.DeepEquals(stated, found) || (IsNothing(stated) && IsNothing(found)) => [],
            _ => [new(path, stated, found)],
        };

    private static bool IsNothing(JsonNode? node) => node is null or JsonArray { Count: 0 } or JsonObject { Count: 0 };
}
