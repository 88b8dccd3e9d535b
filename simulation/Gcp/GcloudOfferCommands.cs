using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Simulation;

/// <summary>Commands of <c>gcloud</c> that tell what is on offer, and how much of it one may have.</summary>
internal static partial class GcloudOfferCommands
{
    // https://cloud.google.com/kubernetes-engine/docs/release-notes-regular
    private static readonly string[] Kubernetes =
    [
        "1.35.1-gke.1396002",
        "1.34.4-gke.1047000",
        "1.34.3-gke.1318000",
        "1.33.9-gke.1010000",
        "1.32.12-gke.1026000",
    ];

    // A project that has been raised once for production; https://cloud.google.com/compute/resource-usage
    private static readonly (string Metric, double Limit)[] Quotas =
    [
        ("CPUS", 600),
        ("N2_CPUS", 1024),
        ("STATIC_ADDRESSES", 8),
        ("IN_USE_ADDRESSES", 64),
        ("SSD_TOTAL_GB", 20_000),
    ];

    public static (string, string[], Func<World, CommandOptions, string>)[] Table { get; } =
    [
        ("gcloud container get-server-config", ["--region", "--project", "--format"], ServerConfig),
        ("gcloud compute zones list", ["--filter", "--project", "--format"], ZoneList),
        ("gcloud compute machine-types list", ["--filter", "--project", "--format"], MachineTypes),
        ("gcloud compute regions describe", ["--project", "--format"], Region),
        ("gcloud sql tiers list", ["--project", "--format"], Tiers),
    ];

    private static string ServerConfig(World world, CommandOptions options)
    {
        var versions = Kubernetes.Where(version => world.Content.Offers.Has(string.Join('.', version.Split('.')[..2]))).ToArray();
        options.NoWords().Required("--region");
        return GcloudInventoryCommands.Print(
            new JsonObject
            {
                ["channels"] = new JsonArray([
                    .. new[] { "RAPID", "REGULAR", "STABLE" }.Select(channel => new JsonObject
                    {
                        ["channel"] = channel,
                        ["defaultVersion"] = versions[^1],
                        ["validVersions"] = new JsonArray([.. versions.Select(version => JsonValue.Create(version))]),
                    }),
                ]),
                ["validMasterVersions"] = new JsonArray([.. versions.Select(version => JsonValue.Create(version))]),
            },
            options
        );
    }

    private static string ZoneList(World world, CommandOptions options)
    {
        if (ZoneFilter().Match(options.NoWords().Required("--filter")) is not { Success: true } match)
            throw new Refusal("The simulated clouds filter zones only by name~^REGION-.");
        return GcloudInventoryCommands.Print(
            new JsonArray([
                .. ZonesOf(match.Groups[1].Value)
                    .Select(zone => new JsonObject
                    {
                        ["name"] = zone,
                        ["status"] = world.Content.LostZones.Contains(zone) ? "DOWN" : "UP",
                    }),
            ]),
            options
        );
    }

    private static string MachineTypes(World world, CommandOptions options)
    {
        if (TypeFilter().Match(options.NoWords().Required("--filter")) is not { Success: true } match)
            throw new Refusal("The simulated clouds filter machine types only by zone~^REGION- AND name=(TYPE …).");
        return GcloudInventoryCommands.Print(
            new JsonArray([
                .. from type in match.Groups[2].Value.Split(' ')
                from zone in ZonesOf(match.Groups[1].Value)
                where world.Content.Offers.Has(type) && world.Content.Offers.Has($"{type} in {zone}")
                select new JsonObject
                {
                    ["name"] = type,
                    ["zone"] = zone,
                    ["guestCpus"] = int.Parse(type.Split('-')[^1], CultureInfo.InvariantCulture),
                },
            ]),
            options
        );
    }

    private static string Region(World world, CommandOptions options) =>
        GcloudInventoryCommands.Print(
            new JsonObject
            {
                ["name"] = options.Word("REGION"),
                ["status"] = "UP",
                ["quotas"] = new JsonArray([
                    .. Quotas.Select(one => new JsonObject
                    {
                        ["metric"] = one.Metric,
                        ["limit"] = world.Content.Offers.Quota(one.Metric, one.Limit),
                        ["usage"] = one.Metric == "STATIC_ADDRESSES" ? world.List("gcp:compute/address:Address").Count : 0,
                    }),
                ]),
            },
            options
        );

    private static string Tiers(World world, CommandOptions options) =>
        GcloudInventoryCommands.Print(
            new JsonArray([
                .. new[] { "db-perf-optimized-N-4", "db-perf-optimized-N-8", "db-f1-micro" }
                    .Where(world.Content.Offers.Has)
                    .Select(tier => new JsonObject
                    {
                        ["tier"] = tier,
                        ["region"] = new JsonArray("europe-west1", "europe-west4", "us-central1"),
                    }),
            ]),
            options.NoWords()
        );

    private static IEnumerable<string> ZonesOf(string region) => new[] { "b", "c", "d" }.Select(letter => $"{region}-{letter}");

    [GeneratedRegex(@"^name~\^([a-z0-9-]+)-$")]
    private static partial Regex ZoneFilter();

    [GeneratedRegex(@"^zone~\^([a-z0-9-]+)- AND name=\(([a-z0-9 -]+)\)$")]
    private static partial Regex TypeFilter();
}
