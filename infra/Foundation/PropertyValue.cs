using System.Collections;
using System.Collections.Immutable;

namespace Infra.Foundation;

/// <summary>A property's value as a hook is given it.</summary>
internal static class PropertyValue
{
    /// <summary>Whether two values say the same, deep down.</summary>
    public static bool AreEqual(object? first, object? second) => (first, second) switch
    {
        (ImmutableDictionary<string, object?> one, ImmutableDictionary<string, object?> other) =>
            one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && AreEqual(pair.Value, value)),
        (string one, string other) => one == other,
        (IEnumerable one, IEnumerable other) =>
            one.Cast<object?>().ToList() is var ones && other.Cast<object?>().ToList() is var others
            && ones.Count == others.Count && ones.Zip(others).All(pair => AreEqual(pair.First, pair.Second)),
        _ => Equals(first, second),
    };
}
