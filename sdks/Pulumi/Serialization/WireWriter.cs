using System.Collections;
using System.Reflection;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Writes values for the wire, waiting for the outputs among them, and collects the resources they come from.</summary>
/// <param name="keepsResources">Whether the other side reads resource references; otherwise ids are written.</param>
internal sealed class WireWriter(Func<Task<bool>> keepsResources)
{
    /// <summary>The resources that the values written so far depend on.</summary>
    public HashSet<Resource> Dependencies { get; } = [];

    /// <summary>A writer for text: resources are written as ids.</summary>
    public static WireWriter OfIds() => new(() => Task.FromResult(false));

    /// <summary>Writes properties; those without a value are left out.</summary>
    public async Task<Struct> WriteObjectAsync(string path, IEnumerable<KeyValuePair<string, object?>> properties)
    {
        var written = new Struct();
        foreach (var (key, value) in properties)
        {
            var wire = await WriteAsync($"{path}.{key}", value).ConfigureAwait(false);
            if (wire.KindCase != Value.KindOneofCase.NullValue)
            {
                written.Fields[key] = wire;
            }
        }
        return written;
    }

    public async Task<Value> WriteAsync(string path, object? value) =>
        value switch
        {
            null or ValueTuple => Value.ForNull(),
            bool flag => Value.ForBool(flag),
            int number => Value.ForNumber(number),
            double number => Value.ForNumber(number),
            string text => Value.ForString(text),
            JsonText json => await WriteJsonTextAsync(path, json).ConfigureAwait(false),
            InputArgs args => Value.ForStruct(await WriteObjectAsync(path, args.Properties()).ConfigureAwait(false)),
            IInput input => await WriteAsync(path, input.ToWire()).ConfigureAwait(false),
            IOutput output => await WriteAsync(path, output).ConfigureAwait(false),
            IUnion union => await WriteAsync(path, union.Value).ConfigureAwait(false),
            JsonElement json => Write(json),
            CustomResource resource => await WriteAsync(path, resource).ConfigureAwait(false),
            ComponentResource component => await WriteAsync(path, component).ConfigureAwait(false),
            IDictionary map => await WriteAsync(path, map).ConfigureAwait(false),
            IList list => await WriteAsync(path, list).ConfigureAwait(false),
            System.Enum named when named.GetTypeCode() == TypeCode.Int32 => Value.ForNumber((int)(object)named),
            Task => throw Refuse(path, value, "wrap a task in Output.Create"),
            _ when NamedValue.Of(value.GetType()) is { } type => await WriteAsync(path, type.Plain(value)).ConfigureAwait(false),
            _ when value.GetType().IsDefined(typeof(OutputTypeAttribute), inherit: false) => Value.ForStruct(
                await WriteObjectAsync(path, Fields(value)).ConfigureAwait(false)
            ),
            _ => throw Refuse(path, value, "write a bool, int, double, string, resource, args, JsonElement, list or map of these"),
        };

    private async Task<Value> WriteJsonTextAsync(string path, JsonText json)
    {
        var text = OfIds();
        var content = await text.WriteAsync(path, json.Content).ConfigureAwait(false);
        Dependencies.UnionWith(text.Dependencies);
        return content.KindCase == Value.KindOneofCase.NullValue ? content : JsonText.From(content);
    }

    private async Task<Value> WriteAsync(string path, IOutput output)
    {
        var state = await output.GetStateAsync().ConfigureAwait(false);
        Dependencies.UnionWith(state.Resources);
        if (!state.IsKnown)
        {
            return WireValue.Unknown;
        }
        var value = await WriteAsync(path, state.Value).ConfigureAwait(false);
        return state.IsSecret ? WireValue.Secret(value) : value;
    }

    private async Task<Value> WriteAsync(string path, CustomResource resource)
    {
        Dependencies.Add(resource);
        // One that is known by its URN alone has no id.
        var id = await WriteAsync(path, (object?)resource.Id).ConfigureAwait(false);
        if (!await keepsResources().ConfigureAwait(false))
        {
            return id;
        }
        var urn = await WriteAsync(path, resource.Urn).ConfigureAwait(false);
        return WireValue.Marked(Signature.Resource, ("urn", urn), ("id", WireValue.IsUnknown(id) ? Value.ForString("") : id));
    }

    // A component is no real thing: its URN stands for it, and its properties stay here.
    private async Task<Value> WriteAsync(string path, ComponentResource component)
    {
        var urn = await WriteAsync(path, component.Urn).ConfigureAwait(false);
        return await keepsResources().ConfigureAwait(false) ? WireValue.Marked(Signature.Resource, ("urn", urn)) : urn;
    }

    private async Task<Value> WriteAsync(string path, IDictionary map)
    {
        var entries = new List<KeyValuePair<string, object?>>(map.Count);
        foreach (DictionaryEntry entry in map)
        {
            entries.Add(new(entry.Key as string ?? throw Refuse(path, map, "write a map whose keys are strings"), entry.Value));
        }
        return Value.ForStruct(await WriteObjectAsync(path, entries).ConfigureAwait(false));
    }

    private async Task<Value> WriteAsync(string path, IList list)
    {
        var written = new ListValue();
        for (var i = 0; !IsDefault(list) && i < list.Count; i++)
        {
            written.Values.Add(await WriteAsync($"{path}[{i}]", list[i]).ConfigureAwait(false));
        }
        return new() { ListValue = written };
    }

    // A default ImmutableArray, as an absent list is read, cannot even be counted.
    private static bool IsDefault(IList list) =>
        list.GetType() is { IsValueType: true } type && list.Equals(Activator.CreateInstance(type));

    private static Value Write(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => Value.ForString(json.GetString()!),
            JsonValueKind.Number => Value.ForNumber(json.GetDouble()),
            JsonValueKind.True or JsonValueKind.False => Value.ForBool(json.GetBoolean()),
            JsonValueKind.Array => Value.ForList([.. json.EnumerateArray().Select(Write)]),
            JsonValueKind.Object => Value.ForStruct(
                new() { Fields = { json.EnumerateObject().ToDictionary(property => property.Name, property => Write(property.Value)) } }
            ),
            _ => Value.ForNull(),
        };

    // What was read from the wire goes back under the names of its fields, which are the wire's with a capital.
    private static IEnumerable<KeyValuePair<string, object?>> Fields(object output) =>
        from field in output.GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        where field.IsInitOnly
        select KeyValuePair.Create($"{char.ToLowerInvariant(field.Name[0])}{field.Name[1..]}", field.GetValue(output));

    private static InvalidOperationException Refuse(string path, object value, string instead) =>
        new($"{path} is a {value.GetType()}, which cannot be sent; {instead}.");
}
