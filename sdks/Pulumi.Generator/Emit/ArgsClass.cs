using System.Collections.Immutable;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Emit;

/// <summary>A class of inputs: a resource's Args or State, a nested type's Args or GetArgs.</summary>
internal sealed class ArgsClass(TypeNames types, Direction direction, string viewer, bool isSealed, bool asJson)
{
    internal void Write(CodeWriter code, string name, ImmutableArray<Property> properties)
    {
        using (code.Block($"public {(isSealed ? "sealed " : "")}class {name} : global::Pulumi.ResourceArgs"))
        {
            foreach (var property in properties)
                WriteProperty(code, property);
            WriteConstructor(code, name, properties);
            code.Line($"public static new {name} Empty => new {name}();");
        }
    }

    private void WriteProperty(CodeWriter code, Property property)
    {
        var type = types.Input(property.Type, direction, viewer);
        var name = Naming.PropertyOf(property);
        // Lists and maps are read back as empty ones to add to, which must not make absent inputs present: hence the field.
        var isCollection = property.Type is SchemaType.ListOf or SchemaType.MapOf;

        code.Line(Attribute(property));
        if (!isCollection && !property.Secret)
        {
            code.Line($"public {type}{(property.Required ? "" : "?")} {name} {{ get; set; }}{(property.Required ? " = null!;" : "")}")
                .Line();
            return;
        }

        var field = Naming.FieldOf(property);
        code.Line($"private {type}? {field};");
        using (code.Block($"public {type}{(isCollection ? "" : "?")} {name}"))
        {
            code.Line(isCollection ? $"get => {field} ??= new();" : $"get => {field};");
            code.Line($"set => {field} = {Value(property, type, isCollection)};");
        }
        code.Line();
    }

    private static string Value(Property property, string type, bool isCollection) =>
        (property.Secret, isCollection) switch
        {
            (false, _) => "value",
            (true, true) => "Utilities.Secret(value)",
            (true, false) => $"value is null ? null : ({type})Utilities.Secret(value)",
        };

    /// <summary>A provider's configuration travels as strings: whatever is not one, as JSON in one.</summary>
    private string Attribute(Property property)
    {
        var required = property.Required ? ", required: true" : "";
        var json = asJson && property.Type != SchemaType.String ? ", json: true" : "";
        return $"[Input(\"{property.Name}\"{required}{json})]";
    }

    private static void WriteConstructor(CodeWriter code, string name, ImmutableArray<Property> properties)
    {
        using (code.Block($"public {name}()"))
        {
            foreach (var property in properties)
                WriteDefault(code, property);
        }
    }

    private static void WriteDefault(CodeWriter code, Property property)
    {
        var name = Naming.PropertyOf(property);
        if (property.Environment.IsEmpty)
        {
            if (property.Default is not null)
                code.Line($"{name} = {property.Default};");
            return;
        }
        var variables = string.Join(", ", property.Environment.Select(variable => $"\"{variable}\""));
        var read = $"Utilities.{EnvironmentReader(property.Type)}({variables})";
        code.Line(
            property.Default is null
                ? $"if ({read} is {{ }} {Naming.ParameterOf(property)}) {name} = {Naming.ParameterOf(property)};"
                : $"{name} = {read} ?? {property.Default};"
        );
    }

    private static string EnvironmentReader(SchemaType type) =>
        type switch
        {
            SchemaType.Plain { CSharp: "bool" } => "GetEnvBoolean",
            SchemaType.Plain { CSharp: "int" } => "GetEnvInt32",
            SchemaType.Plain { CSharp: "double" } => "GetEnvDouble",
            _ => "GetEnv",
        };
}
