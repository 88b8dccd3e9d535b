using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Policy;

/// <summary>A resource as the policies see it, whether the program declared it just now or a state has it.</summary>
internal sealed record RegisteredResource
{
    /// <summary>Type token, for example <c>aws:rds/instance:Instance</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Logical name.</summary>
    public required string Name { get; init; }

    /// <summary>What was asked for, with every value known.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>Whether the engine refuses to delete it.</summary>
    public bool Protect { get; init; }

    /// <summary>Whether it stays in the cloud when it leaves the program.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>Logical name of the resource it goes with, if any.</summary>
    public string? DeletedWith { get; init; }

    /// <summary>Whether it is a thing of its own, in a cloud or in the state, and not a component or a provider.</summary>
    public bool IsCustom =>
        Type == "pulumi:index:Stash"
        || (!Type.StartsWith("infra:", StringComparison.Ordinal) && !Type.StartsWith("pulumi:", StringComparison.Ordinal));

    /// <summary>Every value at a dotted path; a list on the way stands for each of its elements.</summary>
    public IEnumerable<JsonNode> All(string path) => All(Inputs, path);

    /// <summary>The text at a path, or null.</summary>
    public string? Text(string path) => One(path, JsonValueKind.String)?.GetValue<string>();

    /// <summary>The truth at a path, or null.</summary>
    public bool? Flag(string path) => (One(path, JsonValueKind.True) ?? One(path, JsonValueKind.False))?.GetValue<bool>();

    /// <summary>The number at a path, or null.</summary>
    public double? Number(string path) =>
        One(path, JsonValueKind.Number) is { } number ? double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture) : null;

    /// <summary>Every value at a dotted path below some node.</summary>
    public static IEnumerable<JsonNode> All(JsonNode? node, string path) =>
        path.Split('.')
            .Aggregate(Elements(node), (found, step) => found.SelectMany(element => Elements((element as JsonObject)?[step])))
            .OfType<JsonNode>();

    private JsonNode? One(string path, JsonValueKind kind) => All(path).FirstOrDefault(value => value.GetValueKind() == kind);

    private static IEnumerable<JsonNode?> Elements(JsonNode? node) => node is JsonArray list ? list.AsEnumerable() : [node];
}
