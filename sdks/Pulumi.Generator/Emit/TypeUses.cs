using System.Collections.Immutable;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Emit;

/// <summary>Which nested types are reached from resources, and in which direction.</summary>
internal static class TypeUses
{
    internal static HashSet<(string Token, Direction Direction)> Of(PackageSchema package)
    {
        var objects = package.Objects.ToDictionary(type => type.Token, type => type.Properties);
        var uses = new HashSet<(string, Direction)>();

        foreach (var resource in package.Resources.Append(package.Provider))
        {
            Visit(resource.Inputs, Direction.Input);
            Visit(resource.State ?? [], Direction.State);
            // Upstream gives what only a state holds the form for arguments too.
            Visit(resource.State ?? [], Direction.Input);
            Visit(resource.Outputs, Direction.Output);
        }
        return uses;

        void Visit(ImmutableArray<Property> properties, Direction direction)
        {
            foreach (var token in properties.SelectMany(property => property.Type.NestedTokens()))
                if (uses.Add((token, direction)))
                    Visit(objects[token], direction);
        }
    }
}
