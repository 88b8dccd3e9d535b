using System.Collections.Immutable;

namespace Infra.Cli.Preview;

/// <summary>A resource of the preview, with what it declares below it.</summary>
/// <param name="Name">Logical name.</param>
/// <param name="Type">Type as <c>pulumi</c> shows it, for example <c>gcp:sql:DatabaseInstance</c>.</param>
/// <param name="Inputs">The inputs that matter and are known.</param>
/// <param name="IsProtected">Whether <c>pulumi</c> refuses to delete it.</param>
/// <param name="IsKept">Whether it stays in the cloud when it leaves the program.</param>
/// <param name="GoesWith">Logical name of the resource with which it is lost.</param>
/// <param name="Children">What it declares, in the order of declaration.</param>
internal sealed record PreviewedResource(
    string Name,
    string Type,
    ImmutableArray<(string Name, object Value)> Inputs,
    bool IsProtected,
    bool IsKept,
    string? GoesWith,
    ImmutableArray<PreviewedResource> Children
)
{
    /// <summary>The declared resources as trees: components, and below them what they declare.</summary>
    /// <param name="resources">As a preview declares them.</param>
    /// <param name="whole">As an <c>up</c> would declare them, with every value known.</param>
    public static ImmutableArray<PreviewedResource> Trees(
        ImmutableArray<DeclaredResource> resources,
        ImmutableArray<DeclaredResource> whole
    )
    {
        var twins = whole.ToDictionary(resource => (resource.Type, resource.Name));
        // A resource whose parent was not declared here hangs from the stack itself.
        var declared = resources.Select(resource => resource.Resource).ToHashSet();
        var children = resources.ToLookup(resource => resource.Options.Parent is { } parent && declared.Contains(parent) ? parent : null);
        return Below(null);

        ImmutableArray<PreviewedResource> Below(Pulumi.Resource? parent) =>
            [
                .. children[parent]
                    .Select(child => new PreviewedResource(
                        child.Name,
                        Shown(child.Type),
                        TellingInputs.Of(child, twins[(child.Type, child.Name)]),
                        child.Options.Protect == true,
                        child.Options.RetainOnDelete == true,
                        child.Options.DeletedWith?.GetResourceName(),
                        Below(child.Resource)
                    )),
            ];
    }

    // gcp:sql/databaseInstance:DatabaseInstance is shown as gcp:sql:DatabaseInstance.
    private static string Shown(string type) =>
        type.Split(':') is [var package, var module, var name] ? $"{package}:{module.Split('/')[0]}:{name}" : type;
}
