using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;
using static Pulumi.Generator.Schema.Json;

namespace Pulumi.Generator.Schema;

/// <summary>schema.json to records; everything is put in ordinal order, so the output does not depend on the file's.</summary>
internal sealed class SchemaReader
{
    private readonly JsonElement _root;
    private readonly TypeReader _types;

    private SchemaReader(JsonElement root)
    {
        _root = root;
        var tokens = Entries(root, "types").ToLookup(type => IsEnum(type.Value), type => type.Name);
        _types = new TypeReader(objects: [.. tokens[false]], enums: [.. tokens[true]]);
    }

    internal static PackageSchema Read(string json)
    {
        using var document = Parse(json);
        return new SchemaReader(document.RootElement).Package();
    }

    private PackageSchema Package()
    {
        var name = Text(_root, "name")
            ?? throw new SchemaException("'name' is missing; a package schema starts with its name and version.");
        var types = Entries(_root, "types").ToLookup(type => IsEnum(type.Value));
        var csharp = Child(Child(_root, "language"), "csharp");
        return new PackageSchema(
            name,
            Text(_root, "version") ?? throw new SchemaException("'version' is missing; without it the engine cannot pick the provider."),
            Text(Child(_root, "meta"), "moduleFormat") ?? "(.*)",
            Entries(csharp, "namespaces").ToImmutableDictionary(entry => entry.Name, entry => entry.Value.GetString()!),
            IsKubernetes: Text(csharp, "compatibility") == "kubernetes20",
            Resource($"pulumi:providers:{name}", Child(_root, "provider")),
            [.. Entries(_root, "resources").Select(resource => Resource(resource.Name, resource.Value))],
            [.. types[false].Select(type => new ObjectSchema(type.Name, Properties(type.Value, "properties", "required")))],
            [.. types[true].Select(type => Enum(type.Name, type.Value))]
        );
    }

    private ResourceSchema Resource(string token, JsonElement resource) =>
        new(
            token,
            Properties(resource, "inputProperties", "requiredInputs"),
            Properties(resource, "properties", "required"),
            Child(resource, "stateInputs") is { ValueKind: JsonValueKind.Object } state ? Properties(state, "properties", "required") : null
        );

    private ImmutableArray<Property> Properties(JsonElement owner, string properties, string required)
    {
        var names = Strings(Child(owner, required)).ToImmutableHashSet();
        return [.. Entries(owner, properties).Select(entry => Property(entry.Name, entry.Value, names.Contains(entry.Name)))];
    }

    private Property Property(string name, JsonElement property, bool required) =>
        new(name, _types.Read(property, name))
        {
            CSharpName = Text(Child(Child(property, "language"), "csharp"), "name"),
            Required = required,
            Secret = Child(property, "secret").ValueKind == JsonValueKind.True,
            ReplaceOnChanges = Child(property, "replaceOnChanges").ValueKind == JsonValueKind.True,
            Constant = Literal(Child(property, "const")),
            Default = Literal(Child(property, "default")),
            Environment = [.. Strings(Child(Child(property, "defaultInfo"), "environment"))],
        };

    private static bool IsEnum(JsonElement type) => type.TryGetProperty("enum", out _);

    private static EnumSchema Enum(string token, JsonElement type)
    {
        if (Text(type, "type") != "string")
            throw new SchemaException($"{token} is an enum of '{Text(type, "type")}'; only enums of strings are supported.");
        return new EnumSchema(
            token,
            [
                .. type.GetProperty("enum")
                    .EnumerateArray()
                    .Select(member => new EnumMember(
                        Text(member, "name")
                            ?? throw new SchemaException($"{token} has a value without a name; write \"name\" beside each \"value\"."),
                        Literal(Child(member, "value"))
                            ?? throw new SchemaException($"{token} has a name without a value; write \"value\" beside each \"name\".")
                    )),
            ]
        );
    }

    /// <summary>The value as it is written in C#.</summary>
    private static string? Literal(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Undefined => null,
            JsonValueKind.String => SymbolDisplay.FormatLiteral(value.GetString()!, quote: true),
            _ => value.GetRawText(),
        };
}
