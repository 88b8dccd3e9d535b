using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A resource that groups others; nothing in a cloud is made for itself.</summary>
public class ComponentResource : Resource
{
    private bool _outputsRegistered;

    /// <summary>Registers a component.</summary>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    /// <summary>Registers a component with arguments.</summary>
    public ComponentResource(
        string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, custom: false, args ?? ResourceArgs.Empty, options ?? new(), remote)
    {
    }

    /// <summary>Says that the component is complete and has no outputs.</summary>
    protected void RegisterOutputs() => RegisterOutputs(ImmutableDictionary<string, object?>.Empty);

    /// <summary>Says that the component is complete, and what it puts out.</summary>
    protected void RegisterOutputs(IDictionary<string, object?> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <summary>Says that the component is complete, and what it puts out.</summary>
    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <summary>Says that the component is complete, and what it puts out.</summary>
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        // The engine takes a component's outputs once.
        if (_outputsRegistered)
        {
            throw new InvalidOperationException(
                $"RegisterOutputs was called twice for '{GetResourceName()}'; call it once, as the last line of its constructor.");
        }
        _outputsRegistered = true;
        var deployment = Deployment.Require();
        deployment.Track(deployment.RegisterOutputsAsync(this, outputs));
    }
}
