using System.Collections.Immutable;
using System.Globalization;

namespace Pulumi;

/// <summary>Makes and combines <see cref="Output{T}"/>s.</summary>
public static partial class Output
{
    /// <summary>An output of a value that is there already.</summary>
    public static Output<T> Create<T>(T value) => new(OutputState<T>.Known(value));

    /// <summary>An output of the value that <paramref name="value"/> yields.</summary>
    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value);

    /// <summary>A secret output of a value that is there already.</summary>
    public static Output<T> CreateSecret<T>(T value) => new(OutputState<T>.Known(value) with { IsSecret = true });

    /// <summary>A secret output of the value that <paramref name="value"/> yields.</summary>
    public static Output<T> CreateSecret<T>(Task<T> value) => CreateSecret(Output<T>.Create(value));

    /// <summary>The same output, marked secret.</summary>
    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.WithState(state => state with { IsSecret = true });
    }

    /// <summary>The same output, no longer marked secret.</summary>
    public static Output<T> Unsecret<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.WithState(state => state with { IsSecret = false });
    }

    /// <summary>Whether the output is marked secret.</summary>
    public static async Task<bool> IsSecretAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.State.ConfigureAwait(false)).IsSecret;
    }

    /// <summary>One output of all the values; unknown if any is unknown, secret if any is secret.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All((IEnumerable<Input<T>>)inputs);

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => All(inputs.Select(input => input.ToOutput()));

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All((IEnumerable<Output<T>>)outputs);

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs)
    {
        return new(GatherAsync([.. outputs]));

        static async Task<OutputState<ImmutableArray<T>>> GatherAsync(ImmutableArray<Output<T>> outputs)
        {
            var values = ImmutableArray.CreateBuilder<T>(outputs.Length);
            var all = OutputState<ImmutableArray<T>>.Known([]);
            foreach (var output in outputs)
            {
                var state = await output.State.ConfigureAwait(false);
                values.Add(state.Value);
                all = all.Join(state, all.Value);
            }
            return all with { Value = values.MoveToImmutable() };
        }
    }

    /// <summary>An interpolated string whose holes may be inputs and outputs.</summary>
    public static Output<string> Format(FormattableString formattableString)
    {
        ArgumentNullException.ThrowIfNull(formattableString);
        var holes = formattableString.GetArguments().Select(ToUntyped);
        return All(holes).Apply(values => string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]));
    }

    internal static Output<object?> ToUntyped(object? value) =>
        value switch
        {
            IInput input => new(input.ToOutput().GetStateAsync()),
            IOutput output => new(output.GetStateAsync()),
            _ => Create(value),
        };
}
