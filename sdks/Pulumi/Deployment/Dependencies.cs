namespace Pulumi;

/// <summary>Which resources must be there before another.</summary>
internal static class Dependencies
{
    /// <summary>The resources of a list, and those its elements come from.</summary>
    public static async Task<HashSet<Resource>> OfAsync(InputList<Resource> list)
    {
        var resources = new HashSet<Resource>();
        await foreach (var element in list.ConfigureAwait(false))
        {
            var state = await element.ToOutput().State.ConfigureAwait(false);
            resources.UnionWith(state.Resources);
            if (state is { IsKnown: true, Value: not null })
            {
                resources.Add(state.Value);
            }
        }
        return resources;
    }

    /// <summary>The URNs of resources, once these are registered; a component stands for the custom resources in it.</summary>
    public static async Task<IReadOnlyCollection<string>> UrnsAsync(IEnumerable<Resource> resources)
    {
        var urns = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var resource in resources.SelectMany(Expand).Distinct())
        {
            if (await resource.Urn.ValueOrAsync("").ConfigureAwait(false) is { Length: > 0 } urn)
            {
                urns.Add(urn);
            }
        }
        return urns;
    }

    // Children of a custom resource are left out: they may depend on whatever waits here.
    public static IEnumerable<Resource> Expand(Resource resource) => resource is ComponentResource { IsRemote: false }
        ? resource.Children().SelectMany(Expand)
        : [resource];
}
