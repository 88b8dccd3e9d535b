using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The outputs of one resource, by wire name, until its registration resolves them.</summary>
internal sealed class ResourceOutputs(IReadOnlyDictionary<string, PendingOutput> pending)
{
    private static readonly ConcurrentDictionary<Type, Property[]> Known = new();

    public static ResourceOutputs None { get; } = new(new Dictionary<string, PendingOutput>());

    public IReadOnlyDictionary<string, PendingOutput> Pending { get; } = pending;

    /// <summary>
    /// Gives every [Output] property of a resource an output that is yet to be resolved. Those that a component declares are its own: it
    /// may have given them a value already.
    /// </summary>
    public static ResourceOutputs Of(Resource resource)
    {
        var properties = Known.GetOrAdd(resource.GetType(), static type => [.. Find(type)]);
        var pending = new Dictionary<string, PendingOutput>(properties.Length);
        foreach (var property in properties)
        {
            var output = (PendingOutput)property.Make.Invoke(resource);
            property.Target.SetValue(resource, output.Output);
            pending.Add(property.Name, output);
        }
        return new(pending);
    }

    private static IEnumerable<Property> Find(Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (
                property.GetCustomAttribute<OutputAttribute>() is not { } output
                || (type.IsAssignableTo(typeof(ComponentResource)) && property.DeclaringType != typeof(Resource))
            )
            {
                continue;
            }
            var name = output.Name ?? property.Name;
            if (!property.PropertyType.IsConstructedGenericType || property.PropertyType.GetGenericTypeDefinition() != typeof(Output<>))
            {
                throw RunException.OutputsHaveIncorrectType([name]);
            }
            // Only the declaring class shows an inherited property's private setter.
            var declared = property.DeclaringType!.GetProperty(property.Name, property.PropertyType)!;
            if (declared.SetMethod is null)
            {
                throw new InvalidOperationException($"[Output] {type.FullName}.{property.Name} has no set; write {{ get; private set; }}.");
            }
            if (property.PropertyType.GenericTypeArguments[0].IsAssignableTo(typeof(Resource)))
            {
                throw new NotSupportedException(
                    $"[Output] {type.FullName}.{property.Name} is a resource. The official SDK makes one of what the engine names; the "
                        + "stand-in does not yet. Add it to sdks/Pulumi first."
                );
            }
            PropertyType.Check($"[Output] {type.FullName}.{property.Name}", property.PropertyType.GenericTypeArguments[0], []);
            var pending = typeof(PendingOutput<>).MakeGenericType(property.PropertyType.GenericTypeArguments);
            yield return new(name, declared, ConstructorInvoker.Create(pending.GetConstructors()[0]));
        }
    }

    private sealed record Property(string Name, PropertyInfo Target, ConstructorInvoker Make);
}
