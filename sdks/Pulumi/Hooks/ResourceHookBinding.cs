namespace Pulumi;

/// <summary>Which hooks run when, for one resource.</summary>
public class ResourceHookBinding
{
    /// <summary>Run before the resource is created.</summary>
    public List<ResourceHook> BeforeCreate
    {
        get => field ??= [];
        set;
    }

    /// <summary>Run after the resource was created.</summary>
    public List<ResourceHook> AfterCreate
    {
        get => field ??= [];
        set;
    }

    /// <summary>Run before the resource is updated.</summary>
    public List<ResourceHook> BeforeUpdate
    {
        get => field ??= [];
        set;
    }

    /// <summary>Run after the resource was updated.</summary>
    public List<ResourceHook> AfterUpdate
    {
        get => field ??= [];
        set;
    }

    /// <summary>Run before the resource is deleted.</summary>
    public List<ResourceHook> BeforeDelete
    {
        get => field ??= [];
        set;
    }

    /// <summary>Run after the resource was deleted.</summary>
    public List<ResourceHook> AfterDelete
    {
        get => field ??= [];
        set;
    }

    /// <summary>Whether nothing is bound.</summary>
    public bool IsEmpty => All.All(hooks => hooks.Count == 0);

    internal IEnumerable<List<ResourceHook>> All => [BeforeCreate, AfterCreate, BeforeUpdate, AfterUpdate, BeforeDelete, AfterDelete];

    /// <summary>A copy whose lists are its own.</summary>
    public ResourceHookBinding Clone() => Concat(new());

    /// <summary>A new binding of these hooks and then the other's.</summary>
    public ResourceHookBinding Concat(ResourceHookBinding other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            BeforeCreate = [.. BeforeCreate, .. other.BeforeCreate],
            AfterCreate = [.. AfterCreate, .. other.AfterCreate],
            BeforeUpdate = [.. BeforeUpdate, .. other.BeforeUpdate],
            AfterUpdate = [.. AfterUpdate, .. other.AfterUpdate],
            BeforeDelete = [.. BeforeDelete, .. other.BeforeDelete],
            AfterDelete = [.. AfterDelete, .. other.AfterDelete],
        };
    }
}
