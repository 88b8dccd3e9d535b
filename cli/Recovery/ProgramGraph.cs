using System.Collections.Immutable;
using Infra.Cli.Preview;
using Infra.Configuration;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Cli.Recovery;

/// <summary>What the program registers, with every value known, and what each resource waits for.</summary>
/// <param name="Resources">In the order of their declaration.</param>
internal sealed record ProgramGraph(ImmutableArray<ProgramResource> Resources)
{
    /// <summary>A program that registers nothing: what there is before a launch.</summary>
    public static ProgramGraph Nothing { get; } = new([]);

    /// <summary>Evaluates the program.</summary>
    public static async Task<ProgramGraph> EvaluateAsync(PlatformConfig config, string stack)
    {
        var evaluation = await OfflineStack.EvaluateAsync(config, stack, new Echo());
        var resources = evaluation.Resources.ToDictionary(resource => resource.Resource, resource => new ProgramResource(resource));
        var children = evaluation.Resources.ToLookup(resource => resource.Options.Parent, resource => resource.Resource);
        foreach (var resource in resources.Values)
        {
            resource.Parent = Known(resource.Declared.Options.Parent).FirstOrDefault();
            // A component stands for what is in it, but not for its own children.
            resource.Needs =
            [
                .. (await NeededAsync(resource.Declared)).SelectMany(Expand).SelectMany(Known).Where(other => other != resource).Distinct(),
                .. Known(resource.Declared.Options.Parent),
            ];
        }
        return new([.. evaluation.Resources.Select(resource => resources[resource.Resource])]);

        IEnumerable<ProgramResource> Known(Resource? resource) =>
            resource is not null && resources.TryGetValue(resource, out var known) ? [known] : [];

        IEnumerable<Resource> Expand(Resource resource) =>
            resource is ComponentResource ? children[resource].SelectMany(Expand) : [resource];
    }

    /// <summary>The one thing of a logical name; a component may have the same.</summary>
    public ProgramResource Named(string name) => Resources.Single(resource => resource.IsThing && resource.Name == name);

    // As the engine waits: for whatever a value is made of, for what is named, for the provider, and for what it goes with.
    private static async Task<IEnumerable<Resource>> NeededAsync(DeclaredResource resource)
    {
        var options = resource.Options;
        var needed = await InputDependencies.OfAsync(resource.Args);
        needed.UnionWith(await OutputUtilities.GetValueAsync(options.DependsOn.ToOutput()));
        needed.UnionWith(((Resource?[])[options.Provider, options.DeletedWith]).OfType<Resource>());
        return needed;
    }
}
