using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Schemas;

/// <summary>Reads property maps by dotted paths such as <c>settings.ipConfiguration.privateNetwork</c>.</summary>
internal static class PropertyPath
{
    /// <summary>Every value at the path; a list on the way stands for each of its elements.</summary>
    public static IEnumerable<JsonNode> All(this JsonNode? node, string path)
    {
        IEnumerable<JsonNode?> found = [node];
        foreach (var step in path.Split('.'))
            found = found.SelectMany(Elements).Select(element => (element as JsonObject)?[step]);
        return found.SelectMany(Elements).OfType<JsonNode>();
    }

    public static JsonNode? At(this JsonNode? node, string path) => node.All(path).FirstOrDefault();

    public static string? Text(this JsonNode? node, string path) =>
        node.At(path) is { } value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static bool? Flag(this JsonNode? node, string path) =>
        node.At(path)?.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    public static double? Number(this JsonNode? node, string path) =>
        node.At(path) is { } value && value.GetValueKind() == JsonValueKind.Number
            ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)
            : null;

    /// <summary>The first object's fields, overlaid by the second's; neither is touched.</summary>
    public static JsonObject With(this JsonObject first, JsonObject second)
    {
        var merged = first.DeepClone().AsObject();
        foreach (var (name, value) in second)
            merged[name] = value?.DeepClone();
        return merged;
    }

    private static IEnumerable<JsonNode?> Elements(JsonNode? node) => node is JsonArray list ? list.AsEnumerable() : [node];
}
