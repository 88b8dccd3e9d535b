using System.Text.Json;

namespace Pulumi.Generator.Schema;

/// <summary>Reading JSON where most of what may be there is absent.</summary>
internal static class Json
{
    internal static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException fault)
        {
            throw new SchemaException($"this is not JSON: {fault.Message}");
        }
    }

    internal static JsonElement Child(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var child) ? child : default;

    internal static IEnumerable<JsonProperty> Entries(JsonElement owner, string name) =>
        Child(owner, name) is { ValueKind: JsonValueKind.Object } child
            ? child.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal)
            : [];

    internal static IEnumerable<string> Strings(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? array.EnumerateArray().Select(item => item.GetString()!) : [];

    internal static string? Text(JsonElement owner, string name) =>
        Child(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
