using System.Collections.Immutable;

namespace Pulumi.Generator.Schema;

/// <summary>
/// The part of a Pulumi Package Schema that classes are made from. The first group of ModuleFormat, a regular expression,
/// is the module within a token's middle part, and Namespaces is how C# spells it; IsKubernetes says whether names follow
/// the conventions of Pulumi.Kubernetes instead of the bridged providers'.
/// </summary>
internal sealed record PackageSchema(
    string Name,
    string Version,
    string ModuleFormat,
    ImmutableDictionary<string, string> Namespaces,
    bool IsKubernetes,
    ResourceSchema Provider,
    ImmutableArray<ResourceSchema> Resources,
    ImmutableArray<ObjectSchema> Objects,
    ImmutableArray<EnumSchema> Enums
);

/// <summary>A resource or the provider; State is null where Get takes none.</summary>
internal sealed record ResourceSchema(
    string Token,
    ImmutableArray<Property> Inputs,
    ImmutableArray<Property> Outputs,
    ImmutableArray<Property>? State
)
{
    internal bool IsProvider => Token.StartsWith("pulumi:providers:", StringComparison.Ordinal);
}

/// <summary>A nested type.</summary>
internal sealed record ObjectSchema(string Token, ImmutableArray<Property> Properties);

/// <summary>An enum of strings.</summary>
internal sealed record EnumSchema(string Token, ImmutableArray<EnumMember> Members);

/// <summary>A member of an enum; the value is a C# literal.</summary>
internal sealed record EnumMember(string Name, string Value);

/// <summary>A property; Constant and Default are C# literals, Environment the variables a default is looked up in first.</summary>
internal sealed record Property(string Name, SchemaType Type)
{
    internal string? CSharpName { get; init; }
    internal bool Required { get; init; }
    internal bool Secret { get; init; }
    internal bool ReplaceOnChanges { get; init; }
    internal string? Constant { get; init; }
    internal string? Default { get; init; }
    internal ImmutableArray<string> Environment { get; init; } = [];
}
