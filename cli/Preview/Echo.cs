using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Schemas;
using Pulumi.Testing;

namespace Infra.Cli.Preview;

/// <summary>
/// Answers every create with its own inputs, and with a placeholder for each output that the provider's schema promises. The program runs
/// to its end with every value known, so that what it asks for can be looked at whole. A placeholder says nothing about what a cloud would
/// do.
/// </summary>
internal sealed class Echo : IMocks
{
    // Deep enough for kubeconfigs, certificates and restore windows; schemas may nest without end.
    private const int Depth = 4;

    /// <summary>
    /// Gives an output's value where it is known, by type, inputs and name of the output (<c>id</c> is one); null where it is not.
    /// </summary>
    public Func<string, JsonObject, string, string?> Known { get; init; } =
        static (type, _, output) =>
            // The program reads the project's number in the address of one of Google's own accounts.
            (type, output)
                is ("gcp:projects/serviceIdentity:ServiceIdentity", "email")
                ? "service-0@(echo of agent)"
                : null;

    /// <summary>Whether a text holds a placeholder.</summary>
    public static bool IsMadeUp(string text) => text.Contains("(echo of ", StringComparison.Ordinal);

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var (type, name) = (args.Type ?? "", args.Name ?? "");
        var inputs = JsonSerializer.SerializeToNode(args.Inputs)!.AsObject();
        var id = Known(type, inputs, "id") ?? OfflineStack.Placeholder(name, "id");
        return Task.FromResult<(string?, object)>((id, State(type, name, inputs)));
    }

    public Task<object> CallAsync(MockCallArgs args) => OfflineStack.Answer(args);

    private ImmutableDictionary<string, object> State(string type, string name, JsonObject inputs)
    {
        var schema = type.Split(':') is [not ("infra" or "pulumi"), ..] ? PackageSchema.Of(type.Split(':')[0]) : null;
        var state = inputs.DeepClone().AsObject();
        foreach (var (output, property) in schema?.Resources.GetValueOrDefault(type)?.Properties ?? [])
        {
            state[output] =
                Known(type, inputs, output) is { } known && state[output] is null
                    ? known
                    : Filled(schema!, name, output, property, state[output]?.DeepClone(), Depth);
        }
        // The engine's own: it keeps what it was made with.
        if (type == "pulumi:index:Stash")
            state["output"] = state["input"]?.DeepClone();
        return (ImmutableDictionary<string, object>)Value(state)!;
    }

    // A block that was asked for has outputs among its fields too: a cluster's endpoint, a network's security group.
    private static JsonNode? Filled(PackageSchema schema, string name, string path, PropertyShape shape, JsonNode? asked, int depth)
    {
        if (asked is JsonObject block && shape.Ref is { } reference && schema.Type(reference) is { Enum: null } type && depth > 0)
        {
            foreach (var (field, nested) in type.Properties)
            {
                block[field] = Filled(schema, name, $"{path}.{field}", nested, block[field]?.DeepClone(), depth - 1);
            }
        }
        return asked ?? Shaped(schema, name, path, shape, depth);
    }

    private static JsonNode? Shaped(PackageSchema schema, string name, string path, PropertyShape shape, int depth) =>
        shape switch
        {
            { Type: "string" } => OfflineStack.Placeholder(name, path),
            { Type: "boolean" } => false,
            { Type: "integer" or "number" } => 1,
            { Type: "array", Items: { } items } when depth > 0 => new JsonArray(Shaped(schema, name, $"{path}[0]", items, depth - 1)),
            { Ref: { } reference } when schema.Type(reference) is { Enum: null } type && depth > 0 => new JsonObject(
                type.Properties.Select(field =>
                    KeyValuePair.Create(field.Key, Shaped(schema, name, $"{path}.{field.Key}", field.Value, depth - 1))
                )
            ),
            { Type: "object" } => new JsonObject(),
            _ => null,
        };

    // The shapes that mocks may answer with.
    private static object? Value(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.Where(field => field.Value is not null)
                .ToImmutableDictionary(field => field.Key, field => Value(field.Value)!),
            JsonArray list => list.Where(item => item is not null).Select(item => Value(item)!).ToImmutableArray(),
            null => null,
            _ => node.GetValueKind() switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture),
                _ => node.GetValue<string>(),
            },
        };
}
