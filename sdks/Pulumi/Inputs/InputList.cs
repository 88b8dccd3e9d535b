using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A list a resource property can be given: of plain values, of outputs, or itself an output.</summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private Output<ImmutableArray<Input<T>>> _elements;

    /// <summary>An empty list.</summary>
    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty)) { }

    private InputList(Output<ImmutableArray<Input<T>>> elements)
        : base(null) => _elements = elements;

    private protected override Output<ImmutableArray<T>> Whole =>
        _elements.Apply(elements => elements.IsDefault ? null : Output.All(elements.AsEnumerable()));

    private protected override IOutput Wire => _elements;

    /// <summary>Adds values.</summary>
    public void Add(params Input<T>[] inputs) => _elements = _elements.Apply(elements => elements.AddRange(inputs));

    /// <summary>Adds all values of another list, for collection initializers.</summary>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    /// <summary>Adds all values of another list.</summary>
    public void AddRange(InputList<T> inputs) => _elements = Concat(inputs)._elements;

    /// <summary>A new list of these values and then the other's.</summary>
    public InputList<T> Concat(InputList<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Output.Tuple(_elements, other._elements).Apply(lists => lists.Item1.AddRange(lists.Item2)));
    }

    internal InputList<T> Clone() => new(_elements);

    /// <summary>A list of one value.</summary>
    public static implicit operator InputList<T>(T value) => From([(Input<T>)value]);

    /// <summary>A list of one value.</summary>
    public static implicit operator InputList<T>(Output<T> value) => From([(Input<T>)value]);

    /// <summary>A list of one value.</summary>
    public static implicit operator InputList<T>(Input<T> value) => From([value]);

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(T[] values) => From(values.Select(value => (Input<T>)value));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(Output<T>[] values) => From(values.Select(value => (Input<T>)value));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(Input<T>[] values) => From(values);

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(List<T> values) => From(values.Select(value => (Input<T>)value));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(List<Output<T>> values) => From(values.Select(value => (Input<T>)value));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(List<Input<T>> values) => From(values);

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(ImmutableArray<T> values) => From(Output.Create(values));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        new(Output.Create(values.IsDefault ? default : ImmutableArray.CreateRange(values, value => (Input<T>)value)));

    /// <summary>A list of these values.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new(Output.Create(values));

    /// <summary>A list of the values the output yields.</summary>
    public static implicit operator InputList<T>(Output<T[]> values) => From(values, list => list);

    /// <summary>A list of the values the output yields.</summary>
    public static implicit operator InputList<T>(Output<List<T>> values) => From(values, list => list);

    /// <summary>A list of the values the output yields.</summary>
    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => From(values, list => list);

    /// <summary>A list of the values the output yields.</summary>
    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => From(values);

    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException("The elements of an InputList may not be there yet; write `await foreach`.");

    /// <summary>Enumerates the elements once all are known; a list with an unknown part has none.</summary>
    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var element in await Whole.ValueOrAsync(whenUnknown: []).ConfigureAwait(false))
        {
            yield return element;
        }
    }

    // An absent list stays one.
    private static InputList<T> From(Output<ImmutableArray<T>> values) =>
        new(values.Apply(list => list.IsDefault ? default : ImmutableArray.CreateRange(list, value => (Input<T>)value)));

    private static InputList<T> From(IEnumerable<Input<T>> values) => new(Output.Create(values.ToImmutableArray()));

    private static InputList<T> From<TList>(Output<TList> values, Func<TList, IEnumerable<T>> each) =>
        new(values.Apply(list => list is null ? [] : each(list).Select(value => (Input<T>)value).ToImmutableArray()));
}
