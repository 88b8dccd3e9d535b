using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Kind = Google.Protobuf.WellKnownTypes.Value.KindOneofCase;
using Type = System.Type;

namespace Pulumi.Serialization;

/// <summary>Reads values of the wire as a .NET type; made once per type.</summary>
internal static class WireReader
{
    private static readonly ConcurrentDictionary<Type, Read> Known = new();

    /// <summary>Reads a value whose markings are off already.</summary>
    public delegate object? Read(Value value, Reading reading);

    /// <summary>Reads a value; <paramref name="path"/> names it in an error.</summary>
    public static OutputState<T> State<T>(string path, Value value)
    {
        var reading = new Reading();
        try
        {
            var read = For(typeof(T))(value, reading);
            return new((T)read!, reading.IsKnown, reading.IsSecret, [.. reading.Resources]);
        }
        catch (WireException e)
        {
            throw e.Under(path);
        }
    }

    /// <summary>The properties of an object as plain values, without regard to what is unknown or secret.</summary>
    public static ImmutableDictionary<string, object?> Plain(Struct properties) =>
        properties.Fields.ToImmutableDictionary(field => field.Key, field => State<object?>(field.Key, field.Value).Value);

    public static Read For(Type type) => Known.GetOrAdd(type, static type =>
    {
        var content = Content(type);
        var absent = type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
        return (value, reading) =>
            reading.Unwrap(value) is { KindCase: not (Kind.NullValue or Kind.None) } plain ? content(plain, reading) : absent;
    });

    private static Read Content(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Content(underlying);
        }
        if (type == typeof(object))
        {
            return DynamicReader.Read;
        }
        if (type == typeof(string))
        {
            // A resource that is asked for as text is its id.
            return (value, _) => WireValue.SignatureOf(value) == Signature.Resource
                ? ReferenceReader.IdOf(value)
                : Expect(value, Kind.StringValue).StringValue;
        }
        if (type == typeof(bool))
        {
            return (value, _) => Expect(value, Kind.BoolValue).BoolValue;
        }
        if (type == typeof(double))
        {
            return (value, _) => Expect(value, Kind.NumberValue).NumberValue;
        }
        if (type == typeof(int))
        {
            return (value, _) => Integer(value);
        }
        if (type == typeof(JsonElement))
        {
            return (value, reading) => JsonSerializer.SerializeToElement(DynamicReader.Read(value, reading));
        }
        if (type.IsAssignableTo(typeof(AssetOrArchive)) || type.IsAssignableTo(typeof(Resource)))
        {
            return (value, _) => ReferenceReader.Read(value) is { } found && type.IsInstanceOfType(found)
                ? found
                : throw Mismatch(value, type.Name);
        }
        if (type.IsEnum)
        {
            return (value, _) => System.Enum.ToObject(type, Integer(value));
        }
        if (NamedValue.Of(type) is { } named)
        {
            var plain = For(named.PlainType);
            return (value, reading) => named.Named(plain(value, reading)!);
        }
        return CollectionReader.For(type) ?? ObjectReader.For(type)
            ?? throw new InvalidOperationException(
                $"{type} cannot be read from the wire; mark a class with [OutputType], or use bool, int, double, string, " +
                "object, JsonElement, an asset, a resource, Union, ImmutableArray or ImmutableDictionary<string, T>.");
    }

    public static Value Expect(Value value, Kind kind) =>
        value.KindCase == kind && WireValue.SignatureOf(value) is null ? value : throw Mismatch(value, Name(kind));

    public static WireException Mismatch(Value value, string expected) =>
        new("", $"is {(WireValue.SignatureOf(value) is null ? Name(value.KindCase) : "an asset or resource")}, not {expected}.");

    // A provider may report a number of more than 32 bits where its schema says integer (Cloud SQL's backup runs do). As upstream,
    // such an output is cut off and the program goes on; what was sent is not.
    private static int Integer(Value value)
    {
        var number = Expect(value, Kind.NumberValue).NumberValue;
        return double.IsInteger(number) ? unchecked((int)(long)number) : throw new WireException("", $"is {number}, not a whole number.");
    }

    private static string Name(Kind kind) => kind switch
    {
        Kind.BoolValue => "a boolean",
        Kind.NumberValue => "a number",
        Kind.StringValue => "a string",
        Kind.ListValue => "a list",
        _ => "an object",
    };
}
