using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Generator.Schema;

/// <summary>
/// Reads the type spec of a property, an item or a map's value; the tokens tell a reference to an enum from one to an object.
/// </summary>
internal sealed class TypeReader(ImmutableHashSet<string> objects, ImmutableHashSet<string> enums)
{
    internal SchemaType Read(JsonElement spec, string property)
    {
        if (spec.TryGetProperty("$ref", out var reference))
            return Referred(reference.GetString()!);
        if (spec.TryGetProperty("oneOf", out var alternatives))
            return Union(alternatives, property);
        var type = spec.TryGetProperty("type", out var name) ? name.GetString() : null;
        return type switch
        {
            "string" => SchemaType.String,
            "boolean" => new SchemaType.Plain("bool"),
            "integer" => new SchemaType.Plain("int"),
            "number" => new SchemaType.Plain("double"),
            "array" => new SchemaType.ListOf(Read(spec.GetProperty("items"), property)),
            // A map without a type for its values is one of strings.
            "object" => new SchemaType.MapOf(
                spec.TryGetProperty("additionalProperties", out var value) ? Read(value, property) : SchemaType.String
            ),
            _ => throw new SchemaException(
                $"property '{property}' has the type '{type}'; a type is string, boolean, integer, number, array, object, $ref or oneOf."
            ),
        };
    }

    private SchemaType Referred(string reference)
    {
        const string types = "#/types/";
        if (reference.StartsWith(types, StringComparison.Ordinal))
        {
            var token = reference.Substring(types.Length);
            if (enums.Contains(token))
                return new SchemaType.Enumeration(token);
            if (objects.Contains(token))
                return new SchemaType.Nested(token);
            throw new SchemaException($"'{reference}' is referred to, but 'types' has no '{token}'.");
        }
        return new SchemaType.Plain(
            reference switch
            {
                "pulumi.json#/Any" => "object",
                "pulumi.json#/Asset" => "AssetOrArchive",
                "pulumi.json#/Archive" => "Archive",
                _ => throw new SchemaException(
                    $"the reference '{reference}' is not one of #/types/…, pulumi.json#/Any, #/Asset or #/Archive."
                ),
            }
        );
    }

    private SchemaType.UnionOf Union(JsonElement alternatives, string property) =>
        alternatives.GetArrayLength() == 2
            ? new SchemaType.UnionOf(Read(alternatives[0], property), Read(alternatives[1], property))
            : throw new SchemaException($"property '{property}' has {alternatives.GetArrayLength()} alternatives; a C# union has two.");
}
