using System.Reflection;

namespace Pulumi;

/// <summary>A resource that groups others; nothing in a cloud is made for itself.</summary>
public class ComponentResource : Resource
{
    /// <summary>Registers a component.</summary>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options) { }

    /// <summary>Registers a component with arguments.</summary>
    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null)
        : base(type, name, custom: false, args ?? ResourceArgs.Empty, options ?? new()) { }

    /// <summary>Says that the component is complete; its [Output] properties are what it puts out.</summary>
    protected void RegisterOutputs() =>
        RegisterOutputs(
            (
                from property in GetType().GetProperties()
                where property.Name != nameof(Urn)
                let output = property.GetCustomAttribute<OutputAttribute>()
                where output is not null
                select KeyValuePair.Create(string.IsNullOrWhiteSpace(output.Name) ? property.Name : output.Name, property.GetValue(this))
            ).ToDictionary()
        );

    /// <summary>Says that the component is complete, and what it puts out.</summary>
    protected void RegisterOutputs(IDictionary<string, object?> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    /// <summary>Says that the component is complete, and what it puts out.</summary>
    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <summary>Says that the component is complete, and what it puts out.</summary>
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var deployment = Deployment.Require();
        deployment.Track(deployment.RegisterOutputsAsync(this, outputs));
    }
}
