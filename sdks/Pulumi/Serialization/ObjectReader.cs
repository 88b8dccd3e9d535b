using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using Kind = Google.Protobuf.WellKnownTypes.Value.KindOneofCase;
using Type = System.Type;

namespace Pulumi.Serialization;

/// <summary>Reads an object as a class marked <see cref="OutputTypeAttribute"/>, through its marked constructor.</summary>
internal sealed class ObjectReader
{
    private static readonly Value Absent = Value.ForNull();
    private readonly ConstructorInfo _constructor;
    private readonly (string Name, Type Type)[] _parameters;

    private ObjectReader(ConstructorInfo constructor)
    {
        _constructor = constructor;
        _parameters =
        [
            .. from parameter in constructor.GetParameters()
               let name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!
               select (name, parameter.ParameterType),
        ];
    }

    public static WireReader.Read? For(Type type) =>
        type.IsDefined(typeof(OutputTypeAttribute)) ? new ObjectReader(ConstructorOf(type)).Read : null;

    /// <summary>The marked constructor of a class marked <see cref="OutputTypeAttribute"/>, or else its only public one.</summary>
    public static ConstructorInfo ConstructorOf(Type type)
    {
        var all = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
        var marked = all.FirstOrDefault(constructor => constructor.IsDefined(typeof(OutputConstructorAttribute)));
        return marked ?? (all.Where(constructor => constructor.IsPublic).ToList() is [var only]
            ? only
            : throw new InvalidOperationException($"[OutputType] {type} has no constructor marked [OutputConstructor]."));
    }

    private object Read(Value value, Reading reading)
    {
        var fields = WireReader.Expect(value, Kind.StructValue).StructValue.Fields;
        var arguments = new object?[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var (name, type) = _parameters[i];
            try
            {
                // Readers are looked up here, not in the constructor: a type may hold itself.
                arguments[i] = WireReader.For(type)(fields.GetValueOrDefault(name, Absent), reading);
            }
            catch (WireException e)
            {
                throw e.Under(name);
            }
        }
        return _constructor.Invoke(arguments);
    }
}
