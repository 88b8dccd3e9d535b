using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Infra.Configuration.Offers;

/// <summary>The regions that a cloud offered on a day. A stack needs three zones, and each region here has them.</summary>
/// <param name="Cloud">The cloud's name, for people.</param>
/// <param name="AsOf">The month of the table.</param>
/// <param name="Names">The regions.</param>
internal sealed record RegionTable(string Cloud, string AsOf, FrozenSet<string> Names)
{
    private static readonly ImmutableArray<string> Directions =
    [
        "central",
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
    ];

    /// <summary>
    /// Regions of Google Cloud: https://cloud.google.com/compute/docs/regions-zones. The number follows the direction: europe-west1.
    /// </summary>
    public static RegionTable GoogleCloud { get; } =
        new(
            "Google Cloud",
            "2026-11",
            FrozenSet.ToFrozenSet([
                "africa-south1",
                "asia-east1",
                "asia-east2",
                "asia-northeast1",
                "asia-northeast2",
                "asia-northeast3",
                "asia-south1",
                "asia-south2",
                "asia-southeast1",
                "asia-southeast2",
                "asia-southeast3",
                "australia-southeast1",
                "australia-southeast2",
                "europe-central2",
                "europe-north1",
                "europe-north2",
                "europe-southwest1",
                "europe-west1",
                "europe-west2",
                "europe-west3",
                "europe-west4",
                "europe-west6",
                "europe-west8",
                "europe-west9",
                "europe-west10",
                "europe-west12",
                "me-central1",
                "me-central2",
                "me-west1",
                "northamerica-northeast1",
                "northamerica-northeast2",
                "northamerica-south1",
                "southamerica-east1",
                "southamerica-west1",
                "us-central1",
                "us-east1",
                "us-east4",
                "us-east5",
                "us-south1",
                "us-west1",
                "us-west2",
                "us-west3",
                "us-west4",
            ])
        );

    /// <summary>
    /// Regions of AWS: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html. us-west-1 is not among them: it
    /// gives an account two zones.
    /// </summary>
    public static RegionTable Aws { get; } =
        new(
            "AWS",
            "2026-11",
            FrozenSet.ToFrozenSet([
                "af-south-1",
                "ap-east-1",
                "ap-east-2",
                "ap-northeast-1",
                "ap-northeast-2",
                "ap-northeast-3",
                "ap-south-1",
                "ap-south-2",
                "ap-southeast-1",
                "ap-southeast-2",
                "ap-southeast-3",
                "ap-southeast-4",
                "ap-southeast-5",
                "ap-southeast-6",
                "ap-southeast-7",
                "ca-central-1",
                "ca-west-1",
                "eu-central-1",
                "eu-central-2",
                "eu-north-1",
                "eu-south-1",
                "eu-south-2",
                "eu-west-1",
                "eu-west-2",
                "eu-west-3",
                "il-central-1",
                "me-central-1",
                "me-south-1",
                "mx-central-1",
                "sa-east-1",
                "us-east-1",
                "us-east-2",
                "us-west-2",
            ])
        );

    /// <summary>Holds a name of the right form against the table.</summary>
    /// <returns>Null where the region is known.</returns>
    public OfferDoubt? Doubt(string region)
    {
        if (Names.Contains(region))
        {
            return null;
        }
        if (region == "us-west-1")
        {
            return new("us-west-1 gives an account two zones, and a stack needs three", "Write for example us-west-2");
        }
        var (place, number) = Split(region);
        var known = Names.Select(Split).Where(other => other.Place == place).Select(other => other.Number).ToList();
        var isNewer = known.Count > 0 ? number > known.Max() : IsPlace(place);
        var nearest = NearestText.To(region, Names) is { } near ? $"Did you mean {near}? " : "";
        return isNewer
            ? new($"{region} was no region of {Cloud} in {AsOf}", $"{nearest}If it is newer than that, this is no fault", MayBeNewer: true)
            : new($"{Cloud} has no region {region}", $"{nearest}Write one of {string.Join(", ", Nearby(place))}");
    }

    // A region that is new has a known continent and a point of the compass.
    private bool IsPlace(string place) =>
        place.Split('-') is [var area, var direction]
        && Directions.Contains(direction)
        && Names.Any(name => name.StartsWith($"{area}-", StringComparison.Ordinal));

    private IEnumerable<string> Nearby(string place)
    {
        var area = place.Split('-')[0];
        var near = Names.Where(name => name.StartsWith($"{area}-", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return near.Count > 0 ? near : Names.Order(StringComparer.Ordinal).Take(5);
    }

    private static (string Place, int Number) Split(string region)
    {
        var place = region.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return (place.TrimEnd('-'), int.TryParse(region.AsSpan(place.Length), out var number) ? number : 0);
    }
}
