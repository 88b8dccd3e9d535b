using System.Collections.Immutable;

namespace Pulumi.Utilities;

/// <summary>Looks inside outputs: for tests and libraries, not for programs.</summary>
public static class OutputUtilities
{
    /// <summary>An output that is not known, as in a preview.</summary>
    public static Output<T> CreateUnknown<T>(T value) => new(OutputState<T>.Unknown(value));

    /// <summary>An output that is not known, as in a preview.</summary>
    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory)
    {
        ArgumentNullException.ThrowIfNull(valueFactory);
        // It is not known, so nothing asks for it.
        return new(OutputState<T>.Unknown(default!));
    }

    /// <summary>The same output, depending on one more resource.</summary>
    public static Output<T> WithDependency<T>(Output<T> output, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(resource);
        return output.WithState(state => state with { Resources = state.Resources.Add(resource) });
    }

    /// <summary>Whether the value is known.</summary>
    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.State.ConfigureAwait(false)).IsKnown;
    }

    /// <summary>The value, or the type's default where it is not known.</summary>
    public static async Task<T> GetValueAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return await output.ValueOrAsync(default!).ConfigureAwait(false);
    }

    /// <summary>The resources the output depends on.</summary>
    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.State.ConfigureAwait(false)).Resources;
    }
}
