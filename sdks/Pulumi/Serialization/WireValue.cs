using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>The values of the wire that a plain struct cannot express.</summary>
internal static class WireValue
{
    public static Value Unknown { get; } = Value.ForString(Signature.Unknown);

    public static Value Secret(Value value) => Marked(Signature.Secret, ("value", value));

    public static Value Marked(string signature, params IEnumerable<(string Key, Value Value)> content)
    {
        var fields = new Struct { Fields = { [Signature.Key] = Value.ForString(signature) } };
        foreach (var (key, value) in content)
        {
            fields.Fields[key] = value;
        }
        return Value.ForStruct(fields);
    }

    /// <summary>The kind of a marked value, or null for a plain one.</summary>
    public static string? SignatureOf(Value value) =>
        value.KindCase == Value.KindOneofCase.StructValue && value.StructValue.Fields.TryGetValue(Signature.Key, out var signature)
            ? signature.StringValue
            : null;

    public static bool IsUnknown(Value value) =>
        value.KindCase == Value.KindOneofCase.StringValue && value.StringValue == Signature.Unknown;

    /// <summary>Whether any part of a value satisfies a condition.</summary>
    public static bool Any(Value value, Func<Value, bool> condition) =>
        condition(value)
        || value.KindCase switch
        {
            Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(part => Any(part, condition)),
            Value.KindOneofCase.ListValue => value.ListValue.Values.Any(part => Any(part, condition)),
            _ => false,
        };
}
