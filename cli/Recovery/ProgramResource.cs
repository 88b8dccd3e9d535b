using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Preview;

namespace Infra.Cli.Recovery;

/// <summary>One resource of the program.</summary>
internal sealed class ProgramResource(DeclaredResource declared)
{
    /// <summary>As the program declared it.</summary>
    public DeclaredResource Declared { get; } = declared;

    /// <summary>Type token.</summary>
    public string Type => Declared.Type;

    /// <summary>Logical name.</summary>
    public string Name => Declared.Name;

    /// <summary>Its name in the cloud.</summary>
    public string PhysicalName => TellingInputs.PhysicalName(Declared);

    /// <summary>The component that declared it; null: the stack itself.</summary>
    public ProgramResource? Parent { get; set; }

    /// <summary>What has to stand before it is made.</summary>
    public ImmutableArray<ProgramResource> Needs { get; set; } = [];

    /// <summary>Whether it is a thing by itself and no component.</summary>
    public bool IsThing => Declared.Resource is Pulumi.CustomResource;

    /// <summary>Whether it stays in the cloud when it leaves the program.</summary>
    public bool IsKept => Declared.Options.RetainOnDelete == true;

    /// <summary>The types of it and of what declared it, as a URN has them.</summary>
    public string QualifiedType => Parent is { } parent ? $"{parent.QualifiedType}${Type}" : Type;

    /// <summary>One of its inputs as it was registered; null where there is none.</summary>
    public JsonNode? Input(string path) => path.Split('.').Aggregate((JsonNode?)Inputs(), (node, step) => (node as JsonObject)?[step]);

    /// <summary>Whether an update would change it to be as another one of its name is declared.</summary>
    public bool DiffersFrom(ProgramResource other) => Compared() != other.Compared();

    // Without what is ignored once the thing is there.
    private string Compared()
    {
        var inputs = Inputs();
        foreach (var path in Declared.Options.IgnoreChanges)
        {
            var steps = path.Split('.');
            (steps[..^1].Aggregate((JsonNode?)inputs, (node, step) => node?[step]) as JsonObject)?.Remove(steps[^1]);
        }
        return Declared.Options.IgnoreChanges.Contains("*") ? "" : inputs.ToJsonString();
    }

    private JsonObject Inputs() => (JsonObject)Sorted(JsonSerializer.SerializeToNode(Declared.Inputs))!;

    // Maps have no order of their own.
    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(member => member.Key, StringComparer.Ordinal)
                    .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
