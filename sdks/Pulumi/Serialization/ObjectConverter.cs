using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Converts a map to a class marked <see cref="OutputTypeAttribute"/>, through its marked constructor.</summary>
internal sealed class ObjectConverter
{
    private readonly ConstructorInfo _constructor;
    private readonly (string Name, Type Type)[] _parameters;

    private ObjectConverter(ConstructorInfo constructor)
    {
        _constructor = constructor;
        _parameters =
        [
            .. from parameter in constructor.GetParameters()
            let name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!
            select (name, parameter.ParameterType),
        ];
    }

    public static PropertyConverter.Convert For(Type type)
    {
        PropertyType.Check("An output", type, []);
        return new ObjectConverter(ConstructorOf(type)).Convert;
    }

    /// <summary>The marked constructor of a class marked <see cref="OutputTypeAttribute"/>, or else its only public one.</summary>
    public static ConstructorInfo ConstructorOf(Type type)
    {
        var all = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
        var marked = all.FirstOrDefault(constructor => constructor.IsDefined(typeof(OutputConstructorAttribute)));
        return marked
            ?? (
                all.Where(constructor => constructor.IsPublic).ToList() is [var only]
                    ? only
                    : throw new InvalidOperationException($"[OutputType] {type} has no constructor marked [OutputConstructor].")
            );
    }

    private object Convert(object value, ConversionPlace place)
    {
        var properties = PropertyConverter.Expect<ImmutableDictionary<string, object?>>(value, place);
        return _constructor.Invoke([
            .. _parameters.Select(parameter =>
                PropertyConverter.OrDefault(parameter.Type, properties.GetValueOrDefault(parameter.Name), place.In($".{parameter.Name}"))
            ),
        ]);
    }
}
