using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

#pragma warning disable CA1859 // All converters share one delegate, which returns object.

/// <summary>Converts to the generic types: lists, maps, unions and nested outputs.</summary>
internal static class CollectionConverter
{
    private static readonly Dictionary<Type, string> Methods = new()
    {
        [typeof(ImmutableArray<>)] = nameof(List),
        [typeof(ImmutableDictionary<,>)] = nameof(Map),
        [typeof(Union<,>)] = nameof(Either),
        [typeof(Output<>)] = nameof(Nested),
    };

    /// <summary>The converter to a constructed generic type, or null for any other.</summary>
    public static PropertyConverter.Convert? For(Type type)
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
        return typeof(CollectionConverter)
            .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(arguments)
            .CreateDelegate<PropertyConverter.Convert>();
    }

    private static object List<T>(object value, ConversionPlace place)
    {
        var index = 0;
        return ImmutableArray.CreateRange(PropertyConverter.Expect<ImmutableArray<object?>>(value, place), element =>
            Part<T>(element, place.In($"[{index++}]"))
        );
    }

    private static object Map<T>(object value, ConversionPlace place) =>
        PropertyConverter
            .Expect<ImmutableDictionary<string, object?>>(value, place)
            .ToImmutableDictionary(entry => entry.Key, entry => Part<T>(entry.Value, place.In($".{entry.Key}")));

    private static object Either<T0, T1>(object value, ConversionPlace place)
    {
        try
        {
            return Union<T0, T1>.FromT0((T0)PropertyConverter.Exactly(typeof(T0), value, place)!);
        }
        catch (MismatchException first)
        {
            try
            {
                return Union<T0, T1>.FromT1((T1)PropertyConverter.Exactly(typeof(T1), value, place)!);
            }
            catch (MismatchException second)
            {
                throw new MismatchException($"{first.Message} {second.Message}");
            }
        }
    }

    private static object Nested<T>(object value, ConversionPlace place) =>
        Output.Create((T)PropertyConverter.Exactly(typeof(T), value, place)!);

    private static T Part<T>(object? value, ConversionPlace place) => (T)PropertyConverter.OrDefault(typeof(T), value, place)!;
}
