using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Kind = Google.Protobuf.WellKnownTypes.Value.KindOneofCase;

namespace Pulumi.Serialization;

/// <summary>Reads a value as whatever it is: bool, double, string, list, map, asset or resource.</summary>
internal static class DynamicReader
{
    public static object? Read(Value value, Reading reading)
    {
        var any = WireReader.For(typeof(object));
        return value.KindCase switch
        {
            Kind.BoolValue => value.BoolValue,
            Kind.NumberValue => value.NumberValue,
            Kind.StringValue => value.StringValue,
            Kind.ListValue => value.ListValue.Values.Select(element => any(element, reading)).ToImmutableArray(),
            _ => ReferenceReader.Read(value) ?? value.StructValue.Fields.ToImmutableDictionary(
                field => field.Key, field => any(field.Value, reading)),
        };
    }
}
