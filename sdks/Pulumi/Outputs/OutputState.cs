using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output resolves to: a value, whether it is known and secret, and the resources it came from.</summary>
internal sealed record OutputState<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Resources)
{
    public static OutputState<T> Known(T value) => new(value, true, false, []);

    public static OutputState<T> Unknown(T value) => new(value, false, false, []);

    /// <summary>This state's flags and resources joined with another's, around a new value.</summary>
    public OutputState<TResult> Join<TOther, TResult>(OutputState<TOther> other, TResult value) =>
        new(value, IsKnown && other.IsKnown, IsSecret || other.IsSecret, Resources.Union(other.Resources));

    public OutputState<TResult> With<TResult>(TResult value) => new(value, IsKnown, IsSecret, Resources);
}
