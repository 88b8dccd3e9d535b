using System.Collections.Immutable;
using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using Kind = Google.Protobuf.WellKnownTypes.Value.KindOneofCase;
using Type = System.Type;

namespace Pulumi.Serialization;

#pragma warning disable CA1859 // All readers share one delegate, which returns object.

/// <summary>Reads the generic types: lists, maps, unions and nested outputs.</summary>
internal static class CollectionReader
{
    private static readonly Dictionary<Type, string> Methods = new()
    {
        [typeof(ImmutableArray<>)] = nameof(List),
        [typeof(ImmutableDictionary<,>)] = nameof(Map),
        [typeof(Union<,>)] = nameof(Either),
        [typeof(Output<>)] = nameof(Nested),
    };

    /// <summary>The reader for a constructed generic type, or null for any other.</summary>
    public static WireReader.Read? For(Type type)
    {
        if (!type.IsConstructedGenericType || !Methods.TryGetValue(type.GetGenericTypeDefinition(), out var method))
        {
            return null;
        }
        var arguments = type.GenericTypeArguments;
        if (method == nameof(Map))
        {
            if (arguments[0] != typeof(string))
            {
                return null;
            }
            arguments = [arguments[1]];
        }
        return typeof(CollectionReader).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(arguments).CreateDelegate<WireReader.Read>();
    }

    private static object List<T>(Value value, Reading reading)
    {
        var read = WireReader.For(typeof(T));
        var elements = WireReader.Expect(value, Kind.ListValue).ListValue.Values;
        var list = ImmutableArray.CreateBuilder<T>(elements.Count);
        foreach (var element in elements)
        {
            list.Add((T)Read(read, element, reading, $"[{list.Count}]")!);
        }
        return list.MoveToImmutable();
    }

    private static object Map<T>(Value value, Reading reading)
    {
        var read = WireReader.For(typeof(T));
        var map = ImmutableDictionary.CreateBuilder<string, T>();
        foreach (var (key, entry) in WireReader.Expect(value, Kind.StructValue).StructValue.Fields)
        {
            map[key] = (T)Read(read, entry, reading, key)!;
        }
        return map.ToImmutable();
    }

    private static object Either<T0, T1>(Value value, Reading reading)
    {
        try
        {
            return Union<T0, T1>.FromT0((T0)WireReader.For(typeof(T0))(value, reading)!);
        }
        catch (WireException)
        {
            return Union<T0, T1>.FromT1((T1)WireReader.For(typeof(T1))(value, reading)!);
        }
    }

    private static object Nested<T>(Value value, Reading reading) =>
        Output.Create((T)WireReader.For(typeof(T))(value, reading)!);

    private static object? Read(WireReader.Read read, Value value, Reading reading, string path)
    {
        try
        {
            return read(value, reading);
        }
        catch (WireException e)
        {
            throw e.Under(path);
        }
    }
}
