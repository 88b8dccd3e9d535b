using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Reads another stack's outputs.</summary>
public class StackReference : CustomResource
{
    /// <summary>Refers to a stack by its full name; where the arguments have none, the resource's name is it.</summary>
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base(
            "pulumi:pulumi:StackReference",
            name,
            new StackReferenceArgs { Name = args?.Name ?? name },
            CustomResourceOptions.Merge(options, new() { Id = args?.Name ?? name })
        ) { }

    /// <summary>The stack's name.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>The stack's outputs.</summary>
    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    /// <summary>The names of the outputs that are secret.</summary>
    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>An output, or null where the stack has none of that name.</summary>
    public Output<object?> GetOutput(Input<string> name) => new(ReadAsync(name.ToOutput()));

    /// <summary>An output; the program fails where the stack has none of that name.</summary>
    public Output<object> RequireOutput(Input<string> name) =>
        Output
            .Tuple(GetOutput(name), name.ToOutput())
            .Apply(found => found.Item1 ?? throw new KeyNotFoundException($"Stack '{GetResourceName()}' has no output '{found.Item2}'."));

    /// <summary>An output, told apart by whether it is secret.</summary>
    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var state = await GetOutput(name).State.ConfigureAwait(false);
        return state.IsSecret ? new() { SecretValue = state.Value } : new() { Value = state.Value };
    }

    /// <summary>The value of an output that is not secret.</summary>
    public Task<object?> GetValueAsync(Input<string> name) => PlainAsync(GetOutput(name));

    /// <summary>The value of an output that is not secret; the program fails where the stack has none of that name.</summary>
    public Task<object> RequireValueAsync(Input<string> name) => PlainAsync(RequireOutput(name));

    private async Task<T> PlainAsync<T>(Output<T> output)
    {
        var state = await output.State.ConfigureAwait(false);
        return state.IsSecret
            ? throw new InvalidOperationException($"The output of stack '{GetResourceName()}' is secret; use GetOutput or RequireOutput.")
            : state.Value;
    }

    // All outputs together are secret as soon as one is; the list of names tells which.
    private async Task<OutputState<object?>> ReadAsync(Output<string> name)
    {
        var wanted = await name.State.ConfigureAwait(false);
        var outputs = await Outputs.State.ConfigureAwait(false);
        var secrets = await SecretOutputNames.State.ConfigureAwait(false);
        var value = wanted.IsKnown && outputs.IsKnown ? outputs.Value.GetValueOrDefault(wanted.Value) : null;
        var read = wanted.Join(outputs, value);
        return wanted.IsKnown && secrets is { IsKnown: true, Value.IsDefault: false }
            ? read with
            {
                IsSecret = wanted.IsSecret || secrets.Value.Contains(wanted.Value),
            }
            : read;
    }
}

/// <summary>Arguments of a <see cref="StackReference"/>.</summary>
public class StackReferenceArgs : ResourceArgs
{
    /// <summary>The stack's full name: organization/project/stack.</summary>
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}

/// <summary>An output of another stack; one of the two is set where it exists.</summary>
public sealed class StackReferenceOutputDetails
{
    /// <summary>The value, where it is not secret.</summary>
    public object? Value { get; set; }

    /// <summary>The value, where it is secret.</summary>
    public object? SecretValue { get; set; }
}
