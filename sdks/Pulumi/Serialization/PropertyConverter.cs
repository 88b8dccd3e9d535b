using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Converts plain values to the types of properties; a converter is made once per type.</summary>
internal static class PropertyConverter
{
    private static readonly ConcurrentDictionary<Type, Convert> Known = new();

    /// <summary>Converts a value that is not null.</summary>
    public delegate object? Convert(object value, ConversionPlace place);

    /// <summary>A value as a type. One that does not fit is the type's default and a warning: as upstream, a provider that reports
    /// another type than its schema says does not stop the program.</summary>
    public static object? OrDefault(Type type, object? value, ConversionPlace place)
    {
        try
        {
            return Exactly(type, value, place);
        }
        catch (MismatchException e)
        {
            place.Warn(e.Message);
            return Default(type);
        }
    }

    /// <summary>A value as a type; one that does not fit is an error.</summary>
    public static object? Exactly(Type type, object? value, ConversionPlace place) =>
        value is null ? Default(type) : Known.GetOrAdd(type, Make)(value, place);

    /// <summary>A value that must have exactly this type.</summary>
    public static T Expect<T>(object value, ConversionPlace place) =>
        value is T expected ? expected : throw new MismatchException($"{place.Path} is {Name(value.GetType())}, not {Name(typeof(T))}.");

    private static object? Default(Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;

    private static Convert Make(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Make(underlying);
        }
        if (type == typeof(object))
        {
            return (value, _) => value;
        }
        if (type == typeof(string))
        {
            return Expect<string>;
        }
        if (type == typeof(bool))
        {
            return (value, place) => Expect<bool>(value, place);
        }
        if (type == typeof(double))
        {
            return (value, place) => Expect<double>(value, place);
        }
        if (type == typeof(int))
        {
            return (value, place) => Integer(value, place);
        }
        if (type == typeof(JsonElement))
        {
            return (value, _) => JsonSerializer.SerializeToElement(value);
        }
        if (type == typeof(AssetOrArchive))
        {
            return (_, _) => null;
        }
        if (type.IsAssignableTo(typeof(Resource)))
        {
            return (value, place) => type.IsInstanceOfType(value) ? value : throw new MismatchException($"{place.Path} is no {type.Name}.");
        }
        if (type.IsEnum)
        {
            return (value, place) => Enum.ToObject(type, Integer(value, place));
        }
        if (NamedValue.Of(type) is { } named)
        {
            return (value, place) => named.Named(Exactly(named.PlainType, value, place)!);
        }
        return CollectionConverter.For(type) ?? ObjectConverter.For(type);
    }

    // As a cast: a fraction is cut off, and a number of more than 32 bits is the largest int (Cloud SQL's backup runs have such).
    private static int Integer(object value, ConversionPlace place) => (int)Expect<double>(value, place);

    private static string Name(Type type) =>
        type == typeof(bool) ? "a boolean"
        : type == typeof(double) ? "a number"
        : type == typeof(string) ? "a string"
        : type == typeof(ImmutableArray<object?>) ? "a list"
        : type == typeof(ImmutableDictionary<string, object?>) ? "an object"
        : "a resource";
}

/// <summary>The place of a value that is converted, and who is told what does not fit.</summary>
internal readonly record struct ConversionPlace(string Path, Action<string> Warn)
{
    public ConversionPlace In(string part) => this with { Path = $"{Path}{part}" };
}
