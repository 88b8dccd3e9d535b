using System.Text.Json;
using System.Text.Json.Nodes;
using Kind = Infra.Simulation.Protocol.PropertyDiff.Types.Kind;

namespace Infra.Simulation;

/// <summary>One property that differs: its path (list indices included) and how.</summary>
internal sealed record Difference(string Path, Kind Kind)
{
    /// <summary>
    /// What the declaration asks for that the resource does not have. Like the real providers it holds the new
    /// inputs against the recorded state, which may know more (a computed field inside a declared block is no
    /// difference), and against the old inputs to see what was taken out.
    /// </summary>
    public static IEnumerable<Difference> Between(JsonObject oldInputs, JsonObject state, JsonObject news) =>
        Fields("", oldInputs, state, news);

    private static IEnumerable<Difference> Fields(string path, JsonObject? before, JsonObject? state, JsonObject news)
    {
        foreach (var (name, value) in news)
        {
            if (value is null)
                continue;
            var at = path.Length == 0 ? name : $"{path}.{name}";
            foreach (var difference in Values(at, before?[name], state?[name] ?? before?[name], value))
                yield return difference;
        }
        foreach (var (name, value) in before ?? [])
        {
            if (value is not null && news[name] is null)
                yield return new Difference(path.Length == 0 ? name : $"{path}.{name}", Kind.Delete);
        }
    }

    private static IEnumerable<Difference> Values(string path, JsonNode? before, JsonNode? state, JsonNode news)
    {
        if (state is null)
            return IsEmpty(news) ? [] : [new(path, Kind.Add)];
        return (state, news) switch
        {
            (JsonObject map, JsonObject wanted) => Fields(path, before as JsonObject, map, wanted),
            (JsonArray list, JsonArray wanted) when list.Count == wanted.Count => wanted.SelectMany(
                (element, index) =>
                    element is null
                        ? []
                        : Values($"{path}[{index}]", (before as JsonArray)?.ElementAtOrDefault(index), list[index], element)
            ),
            _ => Same(state, news) ? [] : [new(path, Kind.Update)],
        };
    }

    // A declared empty list or map is the same as none.
    private static bool IsEmpty(JsonNode node) => node is JsonArray { Count: 0 } or JsonObject { Count: 0 };

    private static bool Same(JsonNode first, JsonNode second) =>
        first.GetValueKind() == JsonValueKind.Number && second.GetValueKind() == JsonValueKind.Number
            ? Wire.Number(first).Equals(Wire.Number(second))
            : JsonNode.DeepEquals(first, second);
}
