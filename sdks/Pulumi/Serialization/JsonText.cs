using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>
/// A value that travels as JSON text: a provider's configuration knows only strings. The text can be
/// unknown or secret as a whole only, so it is as soon as any part is.
/// </summary>
internal sealed record JsonText(object Content)
{
    public static Value From(Value content)
    {
        if (WireValue.Any(content, WireValue.IsUnknown))
        {
            return WireValue.Unknown;
        }
        var text = Value.ForString(JsonFormatter.Default.Format(Plain(content)));
        return WireValue.Any(content, IsSecret) ? WireValue.Secret(text) : text;
    }

    private static bool IsSecret(Value value) => WireValue.SignatureOf(value) == Signature.Secret;

    private static Value Plain(Value value)
    {
        while (IsSecret(value))
        {
            value = value.StructValue.Fields["value"];
        }
        return value.KindCase switch
        {
            Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(Plain)]),
            Value.KindOneofCase.StructValue => Sorted(value.StructValue),
            _ => value,
        };

        // A dictionary's order differs from run to run; the text must not.
        static Value Sorted(Struct fields)
        {
            var sorted = new Struct();
            foreach (var (key, field) in fields.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            {
                sorted.Fields.Add(key, Plain(field));
            }
            return Value.ForStruct(sorted);
        }
    }
}
