using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Infra.Schemas;

/// <summary>What a provider's schema says of its resources: the part of the Pulumi Package Schema the clouds go by.</summary>
internal sealed record PackageSchema
{
    private static readonly ConcurrentDictionary<string, PackageSchema> Loaded = new();
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public string Version { get; init; } = "0.0.0";
    public ResourceShape Provider { get; init; } = new();
    public Dictionary<string, ResourceShape> Resources { get; init; } = [];
    public Dictionary<string, TypeShape> Types { get; init; } = [];
    public Dictionary<string, FunctionShape> Functions { get; init; } = [];

    /// <summary>The schema that was built in for the package, e.g. <c>aws</c>.</summary>
    public static PackageSchema Of(string package) => Loaded.GetOrAdd(package, static name =>
        {
            using var json = typeof(PackageSchema).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"No schema of the package {name} was built in; add schemas/{name}/schema.json.");
            return JsonSerializer.Deserialize<PackageSchema>(json, Format)!;
        });

    /// <summary>The type a <c>#/types/…</c> reference names; null for an open one, such as any JSON.</summary>
    public TypeShape? Type(string reference) =>
        reference.StartsWith("#/types/", StringComparison.Ordinal)
            ? Types.GetValueOrDefault(Uri.UnescapeDataString(reference["#/types/".Length..]))
            : null;
}

/// <summary>A resource: what goes in, what comes out.</summary>
internal sealed record ResourceShape
{
    public Dictionary<string, PropertyShape> InputProperties { get; init; } = [];
    public HashSet<string> RequiredInputs { get; init; } = [];
    public Dictionary<string, PropertyShape> Properties { get; init; } = [];
    public HashSet<string> Required { get; init; } = [];

    /// <summary>The outputs that are secret.</summary>
    public HashSet<string> Secrets =>
        [.. Properties.Concat(InputProperties).Where(property => property.Value.Secret).Select(property => property.Key)];
}

/// <summary>A nested object or an enumeration.</summary>
internal sealed record TypeShape
{
    public string? Type { get; init; }
    public Dictionary<string, PropertyShape> Properties { get; init; } = [];
    public HashSet<string> Required { get; init; } = [];
    public List<EnumValue>? Enum { get; init; }
}

/// <summary>One value of an enumeration.</summary>
internal sealed record EnumValue(JsonNode Value);

/// <summary>A function; the clouds answer it by hand and check only its arguments.</summary>
internal sealed record FunctionShape
{
    public TypeShape Inputs { get; init; } = new();
}

/// <summary>One property.</summary>
internal sealed record PropertyShape
{
    public string? Type { get; init; }

    [JsonPropertyName("$ref")]
    public string? Ref { get; init; }
    public PropertyShape? Items { get; init; }
    public PropertyShape? AdditionalProperties { get; init; }
    public List<PropertyShape>? OneOf { get; init; }
    public JsonNode? Const { get; init; }
    public JsonNode? Default { get; init; }
    public bool Secret { get; init; }
    public bool ReplaceOnChanges { get; init; }
    public bool WillReplaceOnChanges { get; init; }
}
