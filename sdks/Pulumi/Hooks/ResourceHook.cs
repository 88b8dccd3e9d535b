namespace Pulumi;

/// <summary>Runs at a point of a resource's life; what it throws fails the operation.</summary>
public delegate Task ResourceHookCallback(ResourceHookArgs args, CancellationToken cancellationToken = default);

/// <summary>Something to run before or after operations of resources that bind it.</summary>
public class ResourceHook
{
    /// <summary>Registers a hook; a name can be registered once in a program.</summary>
    public ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions? options = null)
    {
        (Name, Callback, Options) = (name, callback, options ?? new());
        var deployment = Deployment.Require();
        Registered = deployment.Track(deployment.Hooks.RegisterAsync(this));
    }

    /// <summary>A hook that the derived class registers in its own way.</summary>
    protected ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions options, Task registered) =>
        (Name, Callback, Options, Registered) = (name, callback, options, registered);

    /// <summary>The name, unique in a program.</summary>
    public string Name { get; }

    /// <summary>What runs.</summary>
    public ResourceHookCallback Callback { get; }

    /// <summary>When it runs, and what its failure means.</summary>
    public ResourceHookOptions Options { get; }

    /// <summary>A resource may bind the hook after this.</summary>
    internal Task Registered { get; }
}

/// <summary>When a hook runs, and what its failure means.</summary>
public class ResourceHookOptions
{
    /// <summary>Whether it runs in a preview too.</summary>
    public bool? OnDryRun { get; set; }

    /// <summary>Whether its failure is only a warning.</summary>
    public bool? IgnoreErrors { get; set; }
}
