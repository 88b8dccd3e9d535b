using System.Collections.Immutable;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Emit;

/// <summary>A nested type as it comes back.</summary>
internal sealed class OutputClass(TypeNames types, string viewer, bool isKubernetes)
{
    internal void Write(CodeWriter code, string name, ImmutableArray<Property> properties)
    {
        code.Line("[OutputType]");
        using (code.Block($"public sealed class {name}"))
        {
            foreach (var property in properties)
                code.Line($"public readonly {TypeOf(property)} {Naming.PropertyOf(property)};");

            var parameters = string.Join(", ", properties.Select(property => $"{TypeOf(property)} {Naming.ParameterOf(property)}"));
            code.Line().Line("[OutputConstructor]");
            using (code.Block($"private {name}({parameters})"))
            {
                foreach (var property in properties)
                    code.Line($"{Naming.PropertyOf(property)} = {Naming.ParameterOf(property)};");
            }
        }
    }

    /// <summary>Pulumi.Kubernetes says that every field comes back, whether or not it may be left out of the input.</summary>
    private string TypeOf(Property property) => types.Output(property.Type, nullable: !property.Required && !isKubernetes, viewer);
}
