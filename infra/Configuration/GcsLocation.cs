using System.Collections.Immutable;

namespace Infra.Configuration;

/// <summary>Where a bucket stands. See https://cloud.google.com/storage/docs/locations</summary>
/// <param name="Name">The API's location: a region, or the continent of a dual-region.</param>
/// <param name="Regions">The two regions of a dual-region; empty for a single region.</param>
/// <param name="KeyLocation">Where its key must be.</param>
internal sealed record GcsLocation(string Name, ImmutableArray<string> Regions, string KeyLocation)
{
    // Continents as the names of their regions begin, as buckets call them, and as keys do.
    private static readonly ImmutableArray<(string Region, string Bucket, string Key)> Continents =
    [
        ("europe-", "EU", "europe"),
        ("us-", "US", "us"),
        ("asia-", "ASIA", "asia"),
    ];

    /// <summary>One region.</summary>
    public static GcsLocation Single(string region)
    {
        return new(region.ToUpperInvariant(), [], region);
    }

    /// <summary>Two regions of a continent, one of them the stack's; null when they are not that.</summary>
    public static GcsLocation? Dual(string region, ImmutableArray<string> regions)
    {
        var continent = Continents.FirstOrDefault(one => regions.All(name => name.StartsWith(one.Region, StringComparison.Ordinal)));
        return regions.Length == 2 && regions.Distinct().Count() == 2 && regions.Contains(region) && continent.Bucket is not null
            ? new(continent.Bucket, [.. regions.Select(name => name.ToUpperInvariant()).Order(StringComparer.Ordinal)], continent.Key)
            : null;
    }
}
