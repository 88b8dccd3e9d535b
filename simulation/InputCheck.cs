using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>One thing wrong with what was declared, and where.</summary>
internal sealed record Fault(string Path, string Reason);

/// <summary>Holds inputs against the schema, deep into nested types. What is not known yet is taken on trust.</summary>
internal sealed class InputCheck(PackageSchema schema)
{
    public IEnumerable<Fault> Faults(ResourceShape shape, JsonObject inputs) =>
        Object("", inputs, shape.InputProperties, shape.RequiredInputs);

    public IEnumerable<Fault> Faults(TypeShape shape, JsonObject inputs) => Object("", inputs, shape.Properties, shape.Required);

    private IEnumerable<Fault> Object(string path, JsonObject value, Dictionary<string, PropertyShape> properties, HashSet<string> required)
    {
        var unknown = value
            .Where(field => !properties.ContainsKey(field.Key))
            .Select(field => new Fault(Join(path, field.Key), "Invalid or unknown key. The schema has no such argument"));
        var missing = required
            .Where(name => value[name] is null)
            .Select(name => new Fault(
                Join(path, name),
                $"Missing required argument. The argument \"{name}\" is required, but no definition was found"
            ));
        var wrong = value
            .Where(field => field.Value is not null && properties.ContainsKey(field.Key))
            .SelectMany(field => Value(Join(path, field.Key), field.Value!, properties[field.Key]));
        return unknown.Concat(missing).Concat(wrong);
    }

    private IEnumerable<Fault> Value(string path, JsonNode value, PropertyShape shape)
    {
        if (Wire.IsUnknown(value))
            return [];
        if (shape.Const is { } constant && !JsonNode.DeepEquals(constant, value))
            return [new(path, $"expected {constant.ToJsonString()}, got {value.ToJsonString()}")];
        if (shape.OneOf is { } choices)
            return choices.Any(choice => !Value(path, value, choice).Any()) ? [] : Value(path, value, choices[^1]);
        if (shape.Ref is { } reference)
            return schema.Type(reference) is { } type ? Nested(path, value, type) : [];
        return shape.Type switch
        {
            "array" when value is JsonArray list && shape.Items is { } items => list.SelectMany(
                (element, index) => element is null ? [] : Value($"{path}[{index}]", element, items)
            ),
            "object" when value is JsonObject map && shape.AdditionalProperties is { } fields => map.SelectMany(field =>
                field.Value is null ? [] : Value(Join(path, field.Key), field.Value, fields)
            ),
            _ => Kind(path, value, shape.Type),
        };
    }

    private IEnumerable<Fault> Nested(string path, JsonNode value, TypeShape type)
    {
        if (type.Enum is { } allowed)
        {
            return allowed.Any(choice => JsonNode.DeepEquals(choice.Value, value))
                ? []
                :
                [
                    new(
                        path,
                        $"expected one of {string.Join(", ", allowed.Select(choice => choice.Value.ToJsonString()))}, got "
                            + $"{value.ToJsonString()}"
                    ),
                ];
        }
        return value is JsonObject map ? Object(path, map, type.Properties, type.Required) : Kind(path, value, "object");
    }

    private static IEnumerable<Fault> Kind(string path, JsonNode value, string? expected)
    {
        var kind = value.GetValueKind();
        var fits = expected switch
        {
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "string" => kind is JsonValueKind.String,
            "number" => kind is JsonValueKind.Number,
            "integer" => kind is JsonValueKind.Number && double.IsInteger(Wire.Number(value)),
            "array" => kind is JsonValueKind.Array,
            "object" => kind is JsonValueKind.Object,
            _ => true,
        };
        return fits ? [] : [new(path, $"Incorrect argument type. Expected {expected}, got {Told(value)}")];
    }

    private static string Told(JsonNode value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.Array => "array",
            JsonValueKind.Object => "object",
            _ => value.ToJsonString(),
        };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
