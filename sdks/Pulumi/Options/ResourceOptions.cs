namespace Pulumi;

/// <summary>How the engine treats a resource, apart from its properties.</summary>
public abstract class ResourceOptions
{
    /// <summary>Reads the existing resource of this id in place of making one.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The resource this one belongs to; the stack where there is none.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources that must be there first, beyond those whose outputs are used.</summary>
    public InputList<Resource> DependsOn
    {
        get => field ??= new();
        set;
    }

    /// <summary>Whether a deletion is refused; inherited from the parent.</summary>
    public bool? Protect { get; set; }

    /// <summary>Properties whose changes are ignored.</summary>
    public List<string> IgnoreChanges
    {
        get => field ??= [];
        set;
    }

    /// <summary>The provider version.</summary>
    public string? Version { get; set; }

    /// <summary>The provider; inherited from the parent.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>How long operations may take.</summary>
    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Changes this resource and its children before they are registered.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => field ??= [];
        set;
    }

    /// <summary>Properties whose changes replace the resource.</summary>
    public List<string> ReplaceOnChanges
    {
        get => field ??= [];
        set;
    }

    /// <summary>Where the provider plugin is downloaded from.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>Whether a deletion leaves the thing itself in the cloud.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>The resource whose deletion deletes this one as well.</summary>
    public Resource? DeletedWith { get; set; }

    /// <summary>What runs before and after operations of this resource.</summary>
    public ResourceHookBinding Hooks
    {
        get => field ??= new();
        set;
    }

    /// <summary>Properties whose changes are not shown.</summary>
    public List<string> HideDiffs
    {
        get => field ??= [];
        set;
    }

    /// <summary>A copy whose lists are its own.</summary>
    internal virtual ResourceOptions Clone()
    {
        var copy = (ResourceOptions)MemberwiseClone();
        copy.DependsOn = DependsOn.Clone();
        copy.CustomTimeouts = CustomTimeouts is { } own
            ? new()
            {
                Create = own.Create,
                Update = own.Update,
                Delete = own.Delete,
            }
            : null;
        copy.IgnoreChanges = [.. IgnoreChanges];
        copy.ResourceTransformations = [.. ResourceTransformations];
        copy.ReplaceOnChanges = [.. ReplaceOnChanges];
        copy.Hooks = Hooks.Clone();
        copy.HideDiffs = [.. HideDiffs];
        return copy;
    }

    /// <summary>Adds another's options: its lists come after these, its single values win.</summary>
    private protected void Add(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        Protect = other.Protect ?? Protect;
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts ?? CustomTimeouts;
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        DependsOn = DependsOn.Concat(other.DependsOn);
        Hooks = Hooks.Concat(other.Hooks);
        IgnoreChanges.AddRange(other.IgnoreChanges);
        ResourceTransformations.AddRange(other.ResourceTransformations);
        ReplaceOnChanges.AddRange(other.ReplaceOnChanges);
        HideDiffs.AddRange(other.HideDiffs);
    }
}
