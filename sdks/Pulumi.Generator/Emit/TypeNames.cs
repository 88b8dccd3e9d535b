using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Emit;

/// <summary>
/// How C# writes a schema type, seen from a namespace: a nested type of the same module is named from Inputs or Outputs on.
/// </summary>
internal sealed class TypeNames(Naming naming, PackageSchema package)
{
    /// <summary>The type of an argument's property, without its question mark.</summary>
    internal string Input(SchemaType type, Direction direction, string viewer) =>
        type switch
        {
            SchemaType.ListOf list => $"InputList<{Bare(list.Item, direction, viewer)}>",
            SchemaType.MapOf map => $"InputMap<{Bare(map.Value, direction, viewer)}>",
            SchemaType.UnionOf union => $"InputUnion<{Bare(union.First, direction, viewer)}, {Bare(union.Second, direction, viewer)}>",
            _ => $"Input<{Bare(type, direction, viewer)}>",
        };

    /// <summary>The type of a value that comes back. An empty list is one without items, never null.</summary>
    internal string Output(SchemaType type, bool nullable, string viewer) =>
        Bare(type, Direction.Output, viewer) + (nullable && type is not SchemaType.ListOf ? "?" : "");

    private string Bare(SchemaType type, Direction direction, string viewer) =>
        type switch
        {
            SchemaType.Plain plain => plain.CSharp,
            SchemaType.ListOf list => $"ImmutableArray<{Bare(list.Item, direction, viewer)}>",
            SchemaType.MapOf map => $"ImmutableDictionary<string, {Bare(map.Value, direction, viewer)}>",
            SchemaType.Enumeration enumeration => $"{naming.NamespaceOf(enumeration.Token)}.{Naming.ClassOf(enumeration.Token)}",
            SchemaType.Nested nested => Nested(nested.Token, direction, viewer),
            // A string that may be one of an enum's: in a value that comes back the enum adds nothing.
            SchemaType.UnionOf { First: SchemaType.Plain first, Second: SchemaType.Enumeration } when direction == Direction.Output =>
                first.CSharp,
            SchemaType.UnionOf union => $"Union<{Bare(union.First, direction, viewer)}, {Bare(union.Second, direction, viewer)}>",
            _ => throw new InvalidOperationException($"No C# name for {type}."),
        };

    private string Nested(string token, Direction direction, string viewer)
    {
        var home = naming.NamespaceOf(token, direction);
        var isNear = !package.IsKubernetes && naming.NamespaceOf(token) == viewer;
        return $"{(isNear ? home.Substring(viewer.Length + 1) : home)}.{Naming.ClassOf(token, direction)}";
    }
}
