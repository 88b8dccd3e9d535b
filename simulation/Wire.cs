using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;

namespace Infra.Simulation;

/// <summary>Property maps between the engine's wire and JSON. Nulls are absent, unknowns stay their sentinel.</summary>
internal static class Wire
{
    /// <summary>What stands for a string that is known only after the operation.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string Secret = "1b47061264138c4ac30d75fd1eb44270";

    // String, bool, number, array, asset, archive, object: the engine may send any of them.
    private static readonly FrozenSet<string> Unknowns = FrozenSet.Create(
        Unknown,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"
    );

    public static JsonObject Read(Struct? properties) =>
        new(
            from field in properties?.Fields ?? []
            let value = Read(field.Value)
            where value is not null
            select KeyValuePair.Create(field.Key, (JsonNode?)value)
        );

    /// <param name="properties">What to send.</param>
    /// <param name="secrets">The names of the properties to send as secrets.</param>
    public static Struct Write(JsonObject properties, IReadOnlySet<string>? secrets = null)
    {
        var fields = new Struct();
        foreach (var (name, value) in properties)
        {
            if (value is null)
                continue;
            var wire = Write(value);
            fields.Fields[name] = secrets?.Contains(name) == true && !IsUnknown(value) ? Sealed(wire) : wire;
        }
        return fields;
    }

    public static bool IsUnknown(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String && Unknowns.Contains(node.GetValue<string>());

    public static bool HasUnknown(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.Any(field => HasUnknown(field.Value)),
            JsonArray list => list.Any(HasUnknown),
            _ => IsUnknown(node),
        };

    public static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    private static JsonNode? Read(Value value) =>
        value.KindCase switch
        {
            Value.KindOneofCase.BoolValue => JsonValue.Create(value.BoolValue),
            Value.KindOneofCase.NumberValue => JsonValue.Create(value.NumberValue),
            Value.KindOneofCase.StringValue => JsonValue.Create(value.StringValue),
            Value.KindOneofCase.ListValue => new JsonArray([.. value.ListValue.Values.Select(Read)]),
            Value.KindOneofCase.StructValue when IsSealed(value.StructValue) => Read(value.StructValue.Fields["value"]),
            Value.KindOneofCase.StructValue => Read(value.StructValue),
            _ => null,
        };

    private static Value Write(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.True => Value.ForBool(true),
            JsonValueKind.False => Value.ForBool(false),
            JsonValueKind.Number => Value.ForNumber(Number(node)),
            JsonValueKind.String => Value.ForString(node.GetValue<string>()),
            JsonValueKind.Array => Value.ForList([.. node.AsArray().Select(Write)]),
            JsonValueKind.Object => Value.ForStruct(Write(node.AsObject())),
            _ => Value.ForNull(),
        };

    private static bool IsSealed(Struct map) => map.Fields.TryGetValue(Signature, out var kind) && kind.StringValue == Secret;

    private static Value Sealed(Value value) =>
        Value.ForStruct(new Struct { Fields = { [Signature] = Value.ForString(Secret), ["value"] = value } });
}
