using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A map a resource property can be given: of plain values, of outputs, or itself an output.</summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>,
        IEnumerable,
        IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _entries;

    /// <summary>An empty map.</summary>
    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty)) { }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> entries)
        : base(null) => _entries = entries;

    // An output of null stays null: the property is absent.
    private protected override Output<ImmutableDictionary<string, TValue>> Whole =>
        _entries.Apply(entries =>
            entries is null
                ? null
                : Output.All(entries.Values).Apply(values => entries.Keys.Zip(values, KeyValuePair.Create).ToImmutableDictionary())
        );

    private protected override IOutput Wire => _entries;

    /// <summary>Adds an entry; a key can be added again only with the same value.</summary>
    public void Add(string key, Input<TValue> value) =>
        _entries = _entries.Apply(entries =>
            entries.SetItem(key, entries.TryGetValue(key, out var present) ? Same(key, present, value) : value)
        );

    /// <summary>Adds all entries of another map, for collection initializers.</summary>
    public void Add(InputMap<TValue> values) => AddRange(values);

    /// <summary>Adds all entries of another map; a key can be added once.</summary>
    public void AddRange(InputMap<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _entries = Output.Tuple(_entries, values._entries).Apply(maps => maps.Item1.AddRange(maps.Item2));
    }

    /// <summary>Adds an entry, for object initializers.</summary>
    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    /// <summary>A new map of both maps' entries; where both have a key, the second wins.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new(Output.Tuple(first._entries, second._entries).Apply(maps => maps.Item1.SetItems(maps.Item2)));
    }

    /// <summary>A map of these entries.</summary>
    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => From(Output.Create(values));

    /// <summary>A map of these entries.</summary>
    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => From(Output.Create(values));

    /// <summary>A map of the entries the output yields.</summary>
    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) => From(values);

    /// <summary>A map of the entries the output yields.</summary>
    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) => From(values);

    /// <summary>A map of the entries the output yields.</summary>
    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) => From(values);

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException("The entries of an InputMap may not be there yet; write `await foreach`.");

    /// <summary>Enumerates the entries once all are known; a map with an unknown part has none.</summary>
    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var entry in await Whole.ValueOrAsync(ImmutableDictionary<string, TValue>.Empty).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    private static Input<TValue> Same(string key, Input<TValue> first, Input<TValue> second) =>
        Output
            .Tuple(first, second)
            .Apply(both =>
                EqualityComparer<TValue>.Default.Equals(both.Item1, both.Item2)
                    ? both.Item1
                    : throw new ArgumentException($"The map has the key '{key}' already, with another value.")
            );

    private static InputMap<TValue> From<TMap>(Output<TMap> values)
        where TMap : IEnumerable<KeyValuePair<string, TValue>> =>
        new(values.Apply(map => map?.ToImmutableDictionary(entry => entry.Key, entry => (Input<TValue>)entry.Value)!));
}
