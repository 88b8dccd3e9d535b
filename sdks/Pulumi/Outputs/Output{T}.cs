namespace Pulumi;

/// <summary>
/// A value that a resource operation yields later, with what must not get lost on the way: whether it is
/// known (in a preview it may not be), whether it is secret, and which resources it depends on.
/// </summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputState<T>> state, bool isTracked = true)
    {
        State = state;
        if (isTracked)
        {
            // The program has not ended before its outputs have, and fails if one of them does.
            Deployment.Current?.Track(state);
        }
    }

    internal Output(OutputState<T> state) => State = Task.FromResult(state);

    internal Task<OutputState<T>> State { get; }

    /// <summary>An output of the value that <paramref name="value"/> yields.</summary>
    public static Output<T> Create(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.IsCompletedSuccessfully ? new(OutputState<T>.Known(value.Result)) : new(Await(value));

        static async Task<OutputState<T>> Await(Task<T> value) => OutputState<T>.Known(await value.ConfigureAwait(false));
    }

    /// <summary>Runs an action on the value once it is known.</summary>
    public Output<ValueTuple> Apply(Func<T, Task> func) =>
        new(
            BindAsync(async value =>
            {
                await func(value).ConfigureAwait(false);
                return OutputState<ValueTuple>.Known(default);
            })
        );

    /// <summary>Transforms the value once it is known; flags and dependencies carry over.</summary>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func) =>
        new(BindAsync(value => Task.FromResult(OutputState<TResult>.Known(func(value)))));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) =>
        new(BindAsync(async value => OutputState<TResult>.Known(await func(value).ConfigureAwait(false))));

    /// <inheritdoc cref="Apply{TResult}(Func{T, Output{TResult}?})"/>
    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => new(BindAsync(value => func(value).ToOutput().State));

    /// <summary>Transforms the value into another output; the flags and dependencies of both carry over.</summary>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) =>
        new(BindAsync(value => func(value)?.State ?? Task.FromResult(OutputState<TResult>.Known(default!))));

    async Task<OutputState<object?>> IOutput.GetStateAsync()
    {
        var state = await State.ConfigureAwait(false);
        return state.With<object?>(state.Value);
    }

    internal async Task<T> ValueOrAsync(T whenUnknown)
    {
        var state = await State.ConfigureAwait(false);
        return state.IsKnown ? state.Value : whenUnknown;
    }

    internal Output<T> WithState(Func<OutputState<T>, OutputState<T>> change)
    {
        return new(ChangeAsync());

        async Task<OutputState<T>> ChangeAsync() => change(await State.ConfigureAwait(false));
    }

    /// <summary>
    /// Not the value: an explanation of how to get at it, and a warning, or an exception where PULUMI_ERROR_OUTPUT_STRING is true.
    /// </summary>
    public override string ToString()
    {
        const string message =
            "An Output<T> has no text of its own, its value is not there yet. Write output.Apply(value => ...) "
            + "or Output.Format($\"...{output}...\") to build an Output<string> from it.";
        if (
            Environment.GetEnvironmentVariable("PULUMI_ERROR_OUTPUT_STRING") is { } isError
            && (isError == "1" || isError.Equals("true", StringComparison.OrdinalIgnoreCase))
        )
        {
            throw new InvalidOperationException(message);
        }
        Log.Warn(message);
        return message;
    }

    private async Task<OutputState<TResult>> BindAsync<TResult>(Func<T, Task<OutputState<TResult>>> func)
    {
        var state = await State.ConfigureAwait(false);
        if (!state.IsKnown)
        {
            return state.With<TResult>(default!);
        }
        var inner = await func(state.Value).ConfigureAwait(false);
        return state.Join(inner, inner.Value);
    }
}
