namespace Pulumi;

/// <summary>How the engine treats a component and its children.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>The providers that children inherit, one for each package.</summary>
    public List<ProviderResource> Providers { get => field ??= []; set; }

    /// <summary>New options: lists are joined, and the second's single values win.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = options1 is null ? new() : (ComponentResourceOptions)options1.Clone();
        var providers = merged.AllProviders();
        if (options2 is not null)
        {
            merged.Add(options2);
            providers = [.. providers, .. options2.AllProviders()];
        }
        // A component takes either one provider or several, not both.
        merged.Provider = providers is [var only] ? only : null;
        merged.Providers = providers.Count == 1 ? [] : providers;
        return merged;
    }

    internal override ResourceOptions Clone()
    {
        var copy = (ComponentResourceOptions)base.Clone();
        copy.Providers = [.. Providers];
        return copy;
    }

    private List<ProviderResource> AllProviders() => Provider is null ? [.. Providers] : [.. Providers, Provider];
}
