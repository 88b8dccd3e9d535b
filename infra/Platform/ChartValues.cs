using System.Collections.Immutable;

namespace Infra.Platform;

/// <summary>Helm values, written in C# as they nest in YAML.</summary>
internal static class ChartValues
{
    public static ImmutableDictionary<string, object> Map(params ReadOnlySpan<(string Key, object Value)> entries)
    {
        var map = ImmutableDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            map.Add(key, value);
        }
        return map.ToImmutable();
    }

    public static ImmutableArray<object> List(params ReadOnlySpan<object> items) => [.. items];

    /// <summary>Pods with these labels prefer not to share a thing, or must not.</summary>
    /// <param name="topologyKey">The node label that names the thing: a host, a zone.</param>
    /// <param name="labels">The pods.</param>
    public static ImmutableDictionary<string, object> Apart(string topologyKey, ImmutableDictionary<string, object> labels) =>
        Map(("topologyKey", topologyKey), ("labelSelector", Map(("matchLabels", labels))));

    /// <summary>The heaviest preference there is.</summary>
    public static ImmutableDictionary<string, object> Preferred(ImmutableDictionary<string, object> term) =>
        Map(("weight", 100), ("podAffinityTerm", term));
}
