using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Commands of <c>aws</c> about databases, secrets and tags.</summary>
internal static class AwsCommands
{
    private const string Secret = "aws:secretsmanager/secret:Secret";

    public static (string, string[], Func<World, CommandOptions, string>)[] Table { get; } =
    [
        (
            "aws rds describe-db-instance-automated-backups",
            ["--region", "--db-instance-identifier", "--dbi-resource-id", "--query", "--output"],
            AutomatedBackups
        ),
        (
            "aws rds describe-db-snapshots",
            ["--region", "--db-instance-identifier", "--db-snapshot-identifier", "--query", "--output"],
            Snapshots
        ),
        ("aws secretsmanager get-secret-value", ["--region", "--secret-id", "--query", "--output"], SecretValue),
        ("aws resourcegroupstaggingapi get-resources", ["--region", "--tag-filters", "--query", "--output"], Tagged),
    ];

    // Without an option it is the region that a person has set for the account: the one the first database stands in.
    private static string Region(World world, CommandOptions options) =>
        options["--region"]
        ?? world.Content.Databases.Find(one => one.Type == RdsInstance.Type)?.Scope
        ?? throw new Refusal("You must specify a region. You can also configure your region by running \"aws configure\".");

    private static string AutomatedBackups(World world, CommandOptions options)
    {
        var (region, now) = (Region(world, options.NoWords()), world.Now);
        var all = world
            .Content.Databases.Where(one => one.Type == RdsInstance.Type && one.LogDays > 0 && (one.DeletedAt is null || one.HasLog(now)))
            .SelectMany(one =>
                one.Replicas.Where(arn => arn.Contains($":{region}:", StringComparison.Ordinal))
                    .Select(arn => (Record: one, Arn: arn))
                    .Concat(
                        one.Scope == region
                            ? [(Record: one, Arn: $"arn:aws:rds:{region}:{world.Account}:auto-backup:ab-{one.Owner[24..48]}")]
                            : []
                    )
            )
            .Where(one =>
                (options["--db-instance-identifier"] ?? one.Record.Name) == one.Record.Name
                && (options["--dbi-resource-id"] ?? one.Record.Id) == one.Record.Id
            );
        return CommandOutput.Print(
            new JsonObject
            {
                ["DBInstanceAutomatedBackups"] = new JsonArray([
                    .. from one in all
                    let window = one.Record.Window(now, RdsInstance.LogLag)
                    select new JsonObject
                    {
                        ["DBInstanceArn"] = $"arn:aws:rds:{one.Record.Scope}:{world.Account}:db:{one.Record.Name}",
                        ["DbiResourceId"] = one.Record.Id,
                        ["Region"] = one.Record.Scope,
                        ["DBInstanceIdentifier"] = one.Record.Name,
                        ["RestoreWindow"] = new JsonObject
                        {
                            ["EarliestTime"] = Time(window.Earliest),
                            ["LatestTime"] = Time(window.Latest),
                        },
                        ["Status"] = one.Record.DeletedAt is null
                            ? one.Record.Scope == region
                                ? "active"
                                : "replicating"
                            : "retained",
                        ["InstanceCreateTime"] = Time(one.Record.CreatedAt),
                        ["BackupRetentionPeriod"] = one.Record.LogDays,
                        ["DBInstanceAutomatedBackupsArn"] = one.Arn,
                    },
                ]),
            },
            options
        );
    }

    private static string Snapshots(World world, CommandOptions options)
    {
        var region = Region(world, options.NoWords());
        return CommandOutput.Print(
            new JsonObject
            {
                ["DBSnapshots"] = new JsonArray([
                    .. from one in world.Backups
                    where one.Type == RdsInstance.Type && one.Scope == region
                    where
                        (options["--db-instance-identifier"] ?? one.Instance) == one.Instance
                        && (options["--db-snapshot-identifier"] ?? one.Name) == one.Name
                    select new JsonObject
                    {
                        ["DBSnapshotIdentifier"] = one.Name,
                        ["DBInstanceIdentifier"] = one.Instance,
                        ["SnapshotCreateTime"] = Time(one.At),
                        ["Status"] = "available",
                        ["SnapshotType"] = one.Name.StartsWith("rds:", StringComparison.Ordinal) ? "automated" : "manual",
                        ["DBSnapshotArn"] = one.Id,
                    },
                ]),
            },
            options
        );
    }

    private static string SecretValue(World world, CommandOptions options)
    {
        var settings = new ProviderSettings("aws", new() { ["region"] = Region(world, options.NoWords()) }, world);
        var found = world.Locked(() =>
            SecretsManagerRules.GetSecretVersion(settings, new() { ["secretId"] = options.Required("--secret-id") })
        );
        return CommandOutput.Print(
            new JsonObject
            {
                ["ARN"] = found.Text("arn"),
                ["Name"] = world.List(Secret).FirstOrDefault(one => one.Id == found.Text("arn"))?.Name ?? found.Text("secretId"),
                ["SecretString"] = found.Text("secretString"),
                ["VersionStages"] = new JsonArray("AWSCURRENT"),
            },
            options
        );
    }

    private static string Tagged(World world, CommandOptions options)
    {
        var region = Region(world, options.NoWords());
        var filters = (options["--tag-filters"] ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(filter =>
                filter.Split(',') switch
                {
                    [var key, .. var values]
                        when key.StartsWith("Key=", StringComparison.Ordinal)
                            && values is [var first, ..]
                            && first.StartsWith("Values=", StringComparison.Ordinal) => (
                        Key: key[4..],
                        Values: new[] { first[7..] }.Concat(values[1..]).ToList()
                    ),
                    _ => throw new Refusal($"Error parsing parameter '--tag-filters': Expected: Key=NAME,Values=VALUE, received: {filter}"),
                }
            )
            .ToList();
        // A thing without tags is not listed; neither is one of another region. What is in no region is listed with every region's.
        return CommandOutput.Print(
            new JsonObject
            {
                ["ResourceTagMappingList"] = new JsonArray([
                    .. from thing in world.Objects
                    let arn = Arn(world, thing)
                    where
                        arn is not null
                        && arn.StartsWith("arn:", StringComparison.Ordinal)
                        && (arn.Split(':')[3].Length == 0 || arn.Split(':')[3] == region)
                    let tags = (thing.State["tagsAll"] as JsonObject ?? []).With(thing.Inputs["tags"] as JsonObject ?? [])
                    where
                        tags.Count > 0 && filters.TrueForAll(filter => tags.Text(filter.Key) is { } value && filter.Values.Contains(value))
                    group tags by arn into one
                    select new JsonObject
                    {
                        ["ResourceARN"] = one.Key,
                        ["Tags"] = new JsonArray([
                            .. one.First().Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value!.GetValue<string>() }),
                        ]),
                    },
                ]),
            },
            options
        );
    }

    // The provider reports no ARN of these; their ids tell their kinds.
    private static string? Arn(World world, WorldObject thing) =>
        thing.Id.Split('-')[0] switch
        {
            "rtb" => Ec2(world, thing, "route-table"),
            "igw" => Ec2(world, thing, "internet-gateway"),
            "nat" => Ec2(world, thing, "natgateway"),
            "eipalloc" => Ec2(world, thing, "elastic-ip"),
            "vpce" => Ec2(world, thing, "vpc-endpoint"),
            _ => thing.State.Text("arn"),
        };

    private static string Ec2(World world, WorldObject thing, string kind) =>
        $"arn:aws:ec2:{thing.Scope}:{world.Account}:{kind}/{thing.Id}";

    internal static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", System.Globalization.CultureInfo.InvariantCulture);
}
