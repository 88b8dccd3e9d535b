using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Simulation;

/// <summary>Commands of <c>aws</c> that tell what is on offer, and how much of it one may have.</summary>
internal static partial class AwsOfferCommands
{
    // https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html: when standard support ends; extended support is a year
    // longer.
    private static readonly (string Version, DateTimeOffset StandardEnd)[] Kubernetes =
    [
        ("1.31", Day(2025, 11, 26)),
        ("1.32", Day(2026, 3, 23)),
        ("1.33", Day(2026, 7, 29)),
        ("1.34", Day(2026, 12, 2)),
        ("1.35", Day(2027, 3, 27)),
    ];

    // What `aws eks describe-addon-versions` has printed for 1.34, the newest first.
    private static readonly (string Name, string[] Versions)[] AddOns =
    [
        ("vpc-cni", ["v1.23.0-eksbuild.1", "v1.21.1-eksbuild.1"]),
        ("eks-pod-identity-agent", ["v1.4.0-eksbuild.1", "v1.3.10-eksbuild.1"]),
        ("aws-ebs-csi-driver", ["v1.63.1-eksbuild.1", "v1.54.0-eksbuild.1"]),
        ("kube-proxy", ["v1.34.6-eksbuild.18", "v1.34.1-eksbuild.2"]),
        ("coredns", ["v1.13.2-eksbuild.11", "v1.12.4-eksbuild.1"]),
    ];

    // The defaults of an account that has been raised once for production; new accounts have 5 processors.
    private static readonly (string Service, string Code, string Name, double Value)[] Quotas =
    [
        ("ec2", "L-1216C47A", "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", 1024),
        ("ec2", "L-34B43A08", "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests", 1024),
        ("ec2", "L-0263D0A3", "EC2-VPC Elastic IPs", 20),
        ("rds", "L-7B6409FD", "DB instances", 40),
    ];

    public static (string, string[], Func<World, CommandOptions, string>)[] Table { get; } =
    [
        ("aws eks describe-cluster-versions", ["--region", "--query", "--output"], ClusterVersions),
        (
            "aws eks describe-addon-versions",
            ["--kubernetes-version", "--addon-name", "--owners", "--region", "--query", "--output"],
            AddOnVersions
        ),
        ("aws ec2 describe-availability-zones", ["--region", "--query", "--output"], Zones),
        ("aws ec2 describe-instance-type-offerings", ["--location-type", "--filters", "--region", "--query", "--output"], Offerings),
        ("aws ec2 describe-instance-types", ["--instance-types", "--region", "--query", "--output"], InstanceTypes),
        (
            "aws rds describe-orderable-db-instance-options",
            ["--engine", "--db-instance-class", "--region", "--query", "--output"],
            Orderable
        ),
        ("aws service-quotas list-service-quotas", ["--service-code", "--region", "--query", "--output"], ServiceQuotas),
    ];

    private static string ClusterVersions(World world, CommandOptions options) =>
        CommandOutput.Print(
            new JsonObject
            {
                ["clusterVersions"] = new JsonArray([
                    .. Kubernetes
                        .Where(one => world.Content.Offers.Has(one.Version))
                        .Reverse()
                        .Select(one => new JsonObject
                        {
                            ["clusterVersion"] = one.Version,
                            ["endOfStandardSupportDate"] = AwsCommands.Time(one.StandardEnd),
                            ["versionStatus"] =
                                world.Now <= one.StandardEnd ? "STANDARD_SUPPORT"
                                : world.Now <= one.StandardEnd.AddYears(1) ? "EXTENDED_SUPPORT"
                                : "UNSUPPORTED",
                        }),
                ]),
            },
            options.NoWords()
        );

    private static string AddOnVersions(World world, CommandOptions options) =>
        CommandOutput.Print(
            new JsonObject
            {
                ["addons"] = new JsonArray([
                    .. AddOns
                        .Where(one => (options["--addon-name"] ?? one.Name) == one.Name)
                        .Select(one => new JsonObject
                        {
                            ["addonName"] = one.Name,
                            ["owner"] = "aws",
                            ["addonVersions"] = new JsonArray([
                                .. one
                                    .Versions.Where(world.Content.Offers.Has)
                                    .Select(version => new JsonObject { ["addonVersion"] = version }),
                            ]),
                        }),
                ]),
            },
            options.NoWords()
        );

    private static string Zones(World world, CommandOptions options) =>
        CommandOutput.Print(
            new JsonObject
            {
                ["AvailabilityZones"] = new JsonArray([
                    .. ZonesOf(options.NoWords().Required("--region"))
                        .Select(zone => new JsonObject
                        {
                            ["ZoneName"] = zone,
                            ["RegionName"] = options["--region"],
                            ["ZoneType"] = "availability-zone",
                            ["State"] = world.Content.LostZones.Contains(zone) ? "unavailable" : "available",
                        }),
                ]),
            },
            options
        );

    private static string Offerings(World world, CommandOptions options)
    {
        if (
            options.NoWords()["--location-type"] != "availability-zone"
            || Filter().Match(options.Required("--filters")) is not { Success: true } filter
        )
            throw new Refusal(
                "The simulated clouds list offerings only with --location-type availability-zone --filters "
                    + "Name=instance-type,Values=TYPE,…."
            );
        return CommandOutput.Print(
            new JsonObject
            {
                ["InstanceTypeOfferings"] = new JsonArray([
                    .. from type in filter.Groups[1].Value.Split(',')
                    from zone in ZonesOf(options.Required("--region"))
                    where world.Content.Offers.Has(type) && world.Content.Offers.Has($"{type} in {zone}")
                    select new JsonObject
                    {
                        ["InstanceType"] = type,
                        ["LocationType"] = "availability-zone",
                        ["Location"] = zone,
                    },
                ]),
            },
            options
        );
    }

    private static string InstanceTypes(World world, CommandOptions options) =>
        CommandOutput.Print(
            new JsonObject
            {
                ["InstanceTypes"] = new JsonArray([
                    .. options
                        .Words.Prepend(options.Required("--instance-types"))
                        .Select(type => new JsonObject
                        {
                            ["InstanceType"] = type,
                            ["VCpuInfo"] = new JsonObject { ["DefaultVCpus"] = Processors(type.Split('.')[^1]) },
                        }),
                ]),
            },
            options
        );

    private static string Orderable(World world, CommandOptions options)
    {
        var type = options.NoWords().Required("--db-instance-class");
        return CommandOutput.Print(
            new JsonObject
            {
                ["OrderableDBInstanceOptions"] = new JsonArray([
                    .. from version in new[] { "15.10", "16.6", "16.8", "17.4" }
                    where world.Content.Offers.Has(type)
                    select new JsonObject
                    {
                        ["Engine"] = options.Required("--engine"),
                        ["EngineVersion"] = version,
                        ["DBInstanceClass"] = type,
                        ["MultiAZCapable"] = true,
                        ["AvailabilityZones"] = new JsonArray([
                            .. ZonesOf(options.Required("--region"))
                                .Where(zone => world.Content.Offers.Has($"{type} in {zone}"))
                                .Select(zone => new JsonObject { ["Name"] = zone }),
                        ]),
                    },
                ]),
            },
            options
        );
    }

    private static string ServiceQuotas(World world, CommandOptions options) =>
        CommandOutput.Print(
            new JsonObject
            {
                ["Quotas"] = new JsonArray([
                    .. Quotas
                        .Where(one => one.Service == options.NoWords().Required("--service-code"))
                        .Select(one => new JsonObject
                        {
                            ["ServiceCode"] = one.Service,
                            ["QuotaCode"] = one.Code,
                            ["QuotaName"] = one.Name,
                            ["Value"] = world.Content.Offers.Quota(one.Code, one.Value),
                            ["Adjustable"] = true,
                        }),
                ]),
            },
            options
        );

    private static IEnumerable<string> ZonesOf(string region) => new[] { "a", "b", "c" }.Select(letter => region + letter);

    // large has 2, xlarge 4, Nxlarge 4 times N.
    private static int Processors(string size) =>
        size switch
        {
            "large" => 2,
            "xlarge" => 4,
            _ when Sized().Match(size) is { Success: true } match => 4
                * int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture),
            _ => 1,
        };

    private static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    [GeneratedRegex("^Name=instance-type,Values=([a-z0-9.,-]+)$")]
    private static partial Regex Filter();

    [GeneratedRegex("^([0-9]+)xlarge$")]
    private static partial Regex Sized();
}
