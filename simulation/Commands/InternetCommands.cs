using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// What <c>curl</c> gets from the few places of the Internet that a recovery needs: the chart's repository, registries, and DNS over HTTPS.
/// </summary>
internal static partial class InternetCommands
{
    private const string Record = "aws:route53/record:Record";
    private const string RecordSet = "gcp:dns/recordSet:RecordSet";

    public static (string, string[], Func<World, CommandOptions, string>)[] Table { get; } =
    [("curl", ["--silent?", "--show-error?", "--fail?", "--location?", "--max-time", "--output", "--write-out"], Get)];

    /// <summary>The servers that answer for a zone; each zone has four of its own.</summary>
    public static IEnumerable<string> NameServers(WorldObject zone) =>
        Enumerable.Range(1, 4).Select(number => $"ns-{number}.{zone.Hash[..6]}.example.net.");

    /// <summary>The domain of the one public zone that a test's world has.</summary>
    public static string DomainOf(World world) => world.Content.Offers.Domain;

    private static string Get(World world, CommandOptions options)
    {
        var url = options.Word("URL");
        if (world.Content.Offers.Withdrawn.Any(gone => url.StartsWith(gone, StringComparison.Ordinal)))
            throw new Refusal($"curl: (7) Failed to connect to {new Uri(url).Host} port 443: Could not connect to server");
        return url switch
        {
            _ when url.EndsWith("/index.yaml", StringComparison.Ordinal) => Index(world),
            _ when url.EndsWith("/v2/", StringComparison.Ordinal) => "401",
            _ when Query().Match(url) is { Success: true } query => Resolve(world, query.Groups["name"].Value, query.Groups["type"].Value),
            _ => throw new Refusal("curl: (22) The requested URL returned error: 404"),
        };
    }

    private static string Index(World world) =>
        $"""
            apiVersion: v1
            entries:
              airflow:
              - apiVersion: v2
                version: 1.18.8
              astronomer:
            {string.Join(
                '\n',
                new[] { "2.1.0", "2.0.1" }.Where(version => world.Content.Offers.Has($"astronomer {version}")).Select(version =>
                    $"  - apiVersion: v2\n    name: astronomer\n    version: {version}"
                )
            )}
              zeta:
              - apiVersion: v2
                version: 0.1.0

            """;

    // https://developers.google.com/speed/public-dns/docs/doh/json
    private static string Resolve(World world, string name, string type)
    {
        var (code, found) = type switch
        {
            "NS" => (
                2,
                world.Content.Offers.Has($"the delegation of {name}")
                    ? world
                        .Objects.Where(one => one.Type is "aws:route53/zone:Zone" or "gcp:dns/managedZone:ManagedZone" && IsPublic(one))
                        .Take(1)
                        .SelectMany(NameServers)
                    : ["ns1.registrar.example."]
            ),
            "A" => (1, world.Content.Offers.Has($"the address of {name}") ? Addresses(world) : []),
            _ => throw new Refusal($"The simulated Internet resolves NS and A, not {type}."),
        };
        return new JsonObject
        {
            ["Status"] = 0,
            ["Question"] = new JsonArray(new JsonObject { ["name"] = name + ".", ["type"] = code }),
            ["Answer"] = new JsonArray([
                .. found.Select(data => new JsonObject
                {
                    ["name"] = name + ".",
                    ["type"] = code,
                    ["TTL"] = 60,
                    ["data"] = data,
                }),
            ]),
        }.ToJsonString();
    }

    // Somebody has pointed the names at the newest cluster's addresses, as README says.
    private static IEnumerable<string> Addresses(World world)
    {
        var all = world
            .Objects.Where(one =>
                one.Type == "aws:ec2/eip:Eip" && (one.Inputs.Text("tags.Name") ?? "").Contains("-ingress-", StringComparison.Ordinal)
            )
            .Select(one => (one.CreatedAt, Address: one.State.Text("publicIp")))
            .Concat(
                world
                    .Objects.Where(one =>
                        one.Type == "gcp:compute/address:Address" && one.Name.Contains("-ingress-", StringComparison.Ordinal)
                    )
                    .Select(one => (one.CreatedAt, Address: one.State.Text("address")))
            )
            .ToList();
        return all.Where(one => one.CreatedAt == all.Max(other => other.CreatedAt)).Select(one => one.Address!);
    }

    private static bool IsPublic(WorldObject zone) => zone.Inputs.Text("visibility") != "private" && zone.Inputs["vpcs"] is null;

    [GeneratedRegex("^https://dns.google/resolve\\?name=(?<name>[a-z0-9.-]+)&type=(?<type>[A-Z]+)$")]
    private static partial Regex Query();
}
