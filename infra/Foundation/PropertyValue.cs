using System.Collections;
using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Foundation;

/// <summary>A property's value as a hook is given it.</summary>
internal static class PropertyValue
{
    /// <summary>
    /// Properties as plain values: a hook is given a secret one as an output, and two outputs of the same value are not equal.
    /// </summary>
    public static async Task<ImmutableDictionary<string, object?>> PlainAsync(ImmutableDictionary<string, object?>? properties)
    {
        var plain = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var (key, value) in properties ?? ImmutableDictionary<string, object?>.Empty)
        {
            plain[key] = value is Output<object?> secret ? await OutputUtilities.GetValueAsync(secret) : value;
        }
        return plain.ToImmutable();
    }

    /// <summary>Whether two plain values say the same, deep down.</summary>
    public static bool AreEqual(object? first, object? second) =>
        (first, second) switch
        {
            (ImmutableDictionary<string, object?> one, ImmutableDictionary<string, object?> other) => one.Count == other.Count
                && one.All(pair => other.TryGetValue(pair.Key, out var value) && AreEqual(pair.Value, value)),
            (string one, string other) => one == other,
            (IEnumerable one, IEnumerable other) => one.Cast<object?>().ToList() is var ones
                && other.Cast<object?>().ToList() is var others
                && ones.Count == others.Count
                && ones.Zip(others).All(pair => AreEqual(pair.First, pair.Second)),
            _ => Equals(first, second),
        };
}
