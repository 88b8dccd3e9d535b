using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether the zones are up and offer the machines of nodes and database.</summary>
internal static class MachinesCheck
{
    public static Check Check { get; } =
        new("machines", "The new cluster gets no nodes, or the new database no machine.", stack =>
            stack.Config.Cloud.Match(_ => OnGoogleAsync(stack), aws => OnAwsAsync(stack, aws))
        );

    private static async Task<ImmutableArray<Finding>> OnAwsAsync(CheckedStack stack, CloudConfig.Aws aws)
    {
        var spec = stack.Config.Foundation;
        var types = Types(spec.Cluster);
        var zones = await stack.AskAsync("aws", "ec2", "describe-availability-zones");
        var nodes = await stack.AskAsync(
            "aws",
            "ec2",
            "describe-instance-type-offerings",
            "--location-type",
            "availability-zone",
            "--filters",
            $"Name=instance-type,Values={string.Join(',', types)}"
        );
        var databases = (
            await stack.AskAsync(
                "aws",
                "rds",
                "describe-orderable-db-instance-options",
                "--engine",
                "postgres",
                "--db-instance-class",
                spec.Database.MachineType
            )
        )
            .All("OrderableDBInstanceOptions")
            .Where(option => option.Text("EngineVersion")?.Split('.')[0] == $"{spec.Database.PostgresVersion}")
            .ToList();
        var available = zones.All("AvailabilityZones").Where(one => one.Text("State") == "available").Select(one => one.Text("ZoneName"));
        return Together(
            [
                .. from zone in aws.Zones
                let state = zones.All("AvailabilityZones").FirstOrDefault(one => one.Text("ZoneName") == zone).Text("State")
                where state != "available"
                select Finding.Fault(
                    $"the zone {zone} is {state ?? "not there"}",
                    "infra:aws.zones: three of " + $"{string.Join(", ", available)}, for a new stack; a standing one keeps its zones"
                ),
                .. from type in types
                from zone in aws.Zones
                where !nodes.All("InstanceTypeOfferings").Any(offer => offer.Text("InstanceType") == type && offer.Text("Location") == zone)
                select Finding.Fault($"{type} is not on offer in {zone}", Another(stack)),
                .. databases.Exists(option =>
                    aws.Zones.Count(zone => option.All("AvailabilityZones").Any(one => one.Text("Name") == zone))
                    >= (spec.Database.HighAvailability ? 2 : 1)
                )
                    ? Array.Empty<Finding>()
                    :
                    [
                        Finding.Fault(
                            $"{spec.Database.MachineType} is not on offer for Postgres {spec.Database.PostgresVersion} in "
                                + $"{(spec.Database.HighAvailability ? "two zones" : "any zone")} of the stack",
                            Other(stack)
                        ),
                    ],
            ],
            $"{string.Join(" and ", types)} in {string.Join(", ", aws.Zones)}, {spec.Database.MachineType} for Postgres "
                + $"{spec.Database.PostgresVersion}"
        );
    }

    private static async Task<ImmutableArray<Finding>> OnGoogleAsync(CheckedStack stack)
    {
        var (spec, region) = (stack.Config.Foundation, stack.Config.Cloud.Region);
        var types = Types(spec.Cluster);
        var zones = (await stack.AskAsync("gcloud", "compute", "zones", "list", "--filter", $"name~^{region}-")).AsArray();
        var up = zones.Where(zone => zone.Text("status") == "UP").Select(zone => zone.Text("name")!).ToList();
        var offers = (
            await stack.AskAsync(
                "gcloud",
                "compute",
                "machine-types",
                "list",
                "--filter",
                $"zone~^{region}- AND name=({string.Join(' ', types)})"
            )
        ).AsArray();
        // A custom one is made of what the region has; the list tells only those that have a name.
        var isListed = !spec.Database.MachineType.StartsWith("db-custom-", StringComparison.Ordinal);
        var tiers = isListed ? (await stack.AskAsync("gcloud", "sql", "tiers", "list")).AsArray() : [];
        return Together(
            [
                .. up.Count < 3
                    ?
                    [
                        Finding.Fault(
                            $"{up.Count} zones of {region} are up: {string.Join(", ", up)}",
                            $"wait for the zone, or make plan STACK={stack.Name} LOSS=zone"
                        ),
                    ]
                    : Array.Empty<Finding>(),
                .. from type in types
                let places = offers.Where(offer => offer.Text("name") == type).Select(offer => offer.Text("zone")!.Split('/')[^1]).ToList()
                // GKE puts a regional pool into three zones of its choice that have the machine.
                where places.Count < 3
                select Finding.Fault($"{type} is on offer in {places.Count} zones of {region}, and three are needed", Another(stack)),
                .. isListed
                && !tiers.Any(tier =>
                    tier.Text("tier") == spec.Database.MachineType && tier.All("region").Any(one => one.GetValue<string>() == region)
                )
                    ? [Finding.Fault($"{spec.Database.MachineType} is not on offer in {region}", Other(stack))]
                    : Array.Empty<Finding>(),
            ],
            $"{string.Join(" and ", types)} in {string.Join(", ", up)}"
        );
    }

    private static ImmutableArray<string> Types(Foundation.ClusterSpec cluster) =>
        [.. new[] { cluster.Platform.MachineType, cluster.Airflow.MachineType }.Distinct()];

    private static ImmutableArray<Finding> Together(ImmutableArray<Finding> missing, string all) =>
        missing.IsEmpty ? [Finding.Ok($"{all}: on offer")] : missing;

    private static string Another(CheckedStack stack) =>
        $"infra:cluster.platform.machineType and infra:cluster.airflow.machineType: another one, then pulumi up --stack {stack.Name}";

    private static string Other(CheckedStack stack) => $"infra:database.machineType: another one, then pulumi up --stack {stack.Name}";
}
