namespace Pulumi;

/// <summary>How the engine treats a component and its children.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>The providers that children inherit, one for each package.</summary>
    public List<ProviderResource> Providers
    {
        get => field ??= [];
        set;
    }

    /// <summary>New options: lists are joined, and the second's single values win.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = options1 is null ? new() : (ComponentResourceOptions)options1.Clone();
        if (options2 is null)
        {
            return merged;
        }
        merged.Add(options2);
        // Of several providers of a package the last counts.
        merged.Providers = [.. merged.Providers.Concat(options2.Providers).Reverse().DistinctBy(provider => provider.Package).Reverse()];
        return merged;
    }

    internal override ResourceOptions Clone()
    {
        var copy = (ComponentResourceOptions)base.Clone();
        copy.Providers = [.. Providers];
        return copy;
    }
}
