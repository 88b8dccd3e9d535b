using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Kind = Google.Protobuf.WellKnownTypes.Value.KindOneofCase;

namespace Pulumi.Serialization;

/// <summary>Reads values of the wire: first as whatever they are, then as the type that is asked for.</summary>
internal static class WireReader
{
    /// <summary>Reads a value as a type; a part that does not fit is the type's default, and a warning.</summary>
    /// <param name="path">Names the value in a warning.</param>
    /// <param name="value">The value.</param>
    /// <param name="warn">Takes the warnings.</param>
    public static OutputState<T> State<T>(string path, Value value, Action<string> warn)
    {
        var plain = Plain(value);
        return plain.With(PropertyConverter.OrDefault(typeof(T), plain.Value, new(path, warn)) is T converted ? converted : default!);
    }

    /// <summary>
    /// A value as bool, double, string, list, map or resource. What is unknown is null, and the whole is unknown, or secret, as soon as any
    /// part is.
    /// </summary>
    public static OutputState<object?> Plain(Value value)
    {
        var (isKnown, isSecret) = (true, false);
        return new(Read(value), isKnown, isSecret, []);

        object? Read(Value part)
        {
            while (WireValue.SignatureOf(part) == Signature.Secret)
            {
                isSecret = true;
                part = part.StructValue.Fields["value"];
            }
            if (WireValue.IsUnknown(part))
            {
                isKnown = false;
                return null;
            }
            return part.KindCase switch
            {
                Kind.BoolValue => part.BoolValue,
                Kind.NumberValue => part.NumberValue,
                Kind.StringValue => part.StringValue,
                Kind.ListValue => part.ListValue.Values.Select(Read).ToImmutableArray(),
                Kind.StructValue when WireValue.SignatureOf(part) == Signature.Resource => new DependencyResource(
                    part.StructValue.Fields["urn"].StringValue
                ),
                // The engine's own notes on an object begin with two underscores.
                Kind.StructValue => part
                    .StructValue.Fields.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal))
                    .ToImmutableDictionary(field => field.Key, field => Read(field.Value)),
                _ => null,
            };
        }
    }
}
