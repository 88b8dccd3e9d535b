namespace Pulumi.Generator.Schema;

/// <summary>The type of a property as the schema says it.</summary>
internal abstract record SchemaType
{
    /// <summary>A type with a C# name that is the same in both directions: string, int, object, AssetOrArchive.</summary>
    internal sealed record Plain(string CSharp) : SchemaType;

    internal sealed record ListOf(SchemaType Item) : SchemaType;

    internal sealed record MapOf(SchemaType Value) : SchemaType;

    internal sealed record UnionOf(SchemaType First, SchemaType Second) : SchemaType;

    internal sealed record Nested(string Token) : SchemaType;

    internal sealed record Enumeration(string Token) : SchemaType;

    internal static readonly SchemaType String = new Plain("string");

    /// <summary>The nested types named in this type, through lists, maps and unions.</summary>
    internal IEnumerable<string> NestedTokens() =>
        this switch
        {
            Nested nested => [nested.Token],
            ListOf list => list.Item.NestedTokens(),
            MapOf map => map.Value.NestedTokens(),
            UnionOf union => union.First.NestedTokens().Concat(union.Second.NestedTokens()),
            _ => [],
        };
}
