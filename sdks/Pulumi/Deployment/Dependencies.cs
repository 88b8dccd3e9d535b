namespace Pulumi;

/// <summary>Which resources must be there before another.</summary>
internal static class Dependencies
{
    /// <summary>The resources of a list; of one that is not known yet there are none.</summary>
    public static async Task<HashSet<Resource>> OfAsync(InputList<Resource> list) =>
        [.. await list.ToOutput().ValueOrAsync([]).ConfigureAwait(false)];

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
    public static IEnumerable<Resource> Expand(Resource resource) =>
        resource is ComponentResource ? resource.Children().SelectMany(Expand) : [resource];
}
