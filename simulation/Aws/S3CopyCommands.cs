using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Commands of <c>aws</c> about what is copied from one bucket to another, and what holds it there.</summary>
internal static class S3CopyCommands
{
    public static (string, string[], Func<World, CommandOptions, string>)[] Table { get; } =
    [
        ("aws s3api get-bucket-replication", ["--region", "--bucket", "--query", "--output"], Replication),
        ("aws s3api get-object-lock-configuration", ["--region", "--bucket", "--query", "--output"], Lock),
        ("aws s3 sync", ["--region", "--source-region"], Sync),
        (
            "aws cloudwatch get-metric-statistics",
            [
                "--region",
                "--namespace",
                "--metric-name",
                "--dimensions",
                "--start-time",
                "--end-time",
                "--period",
                "--statistics",
                "--query",
                "--output",
            ],
            Statistics
        ),
    ];

    private static string Replication(World world, CommandOptions options)
    {
        var bucket = Bucket(world, options.NoWords().Required("--bucket"));
        var found = S3Replication.ConfigurationOf(world.Content, bucket)
            ?? throw new Refusal(
                "An error occurred (ReplicationConfigurationNotFoundError) when calling the GetBucketReplication operation: The "
                    + "replication configuration was not found"
            );
        return CommandOutput.Print(
            new JsonObject
            {
                ["ReplicationConfiguration"] = new JsonObject
                {
                    ["Role"] = found.Inputs.Text("role"),
                    ["Rules"] = new JsonArray([
                        .. found
                            .Inputs.All("rules")
                            .Select(rule => new JsonObject
                            {
                                ["ID"] = rule.Text("id"),
                                ["Priority"] = rule.Number("priority"),
                                ["Filter"] = new JsonObject { ["Prefix"] = rule.Text("filter.prefix") },
                                ["Status"] = rule.Text("status"),
                                ["Destination"] = new JsonObject { ["Bucket"] = rule.Text("destination.bucket") },
                                ["DeleteMarkerReplication"] = new JsonObject { ["Status"] = rule.Text("deleteMarkerReplication.status") },
                            }),
                    ]),
                },
            },
            options
        );
    }

    private static string Lock(World world, CommandOptions options)
    {
        var bucket = Bucket(world, options.NoWords().Required("--bucket"));
        if (!S3ObjectLock.IsLocked(bucket))
            throw new Refusal(
                "An error occurred (ObjectLockConfigurationNotFoundError) when calling the GetObjectLockConfiguration operation: Object "
                    + "Lock configuration does not exist for this bucket"
            );
        var answer = new JsonObject { ["ObjectLockEnabled"] = "Enabled" };
        if (S3ObjectLock.ConfigurationOf(world.Content, bucket)?.Inputs.At("rule.defaultRetention") is { } retention)
            answer["Rule"] = new JsonObject
            {
                ["DefaultRetention"] = new JsonObject { ["Mode"] = retention.Text("mode"), ["Days"] = retention.Number("days") },
            };
        return CommandOutput.Print(new JsonObject { ["ObjectLockConfiguration"] = answer }, options);
    }

    // What is not there, or is older there: https://docs.aws.amazon.com/cli/latest/reference/s3/sync.html
    private static string Sync(World world, CommandOptions options)
    {
        if (options.Words is not [var from, var to])
            throw new Refusal("aws s3 sync: a source and a destination are expected");
        var (source, destination) = (
            Named(world, from, options["--source-region"] ?? options["--region"]),
            Named(world, to, options["--region"])
        );
        var copied = new List<string>();
        foreach (var one in source.Versions.Where(one => one.IsLive).ToList())
        {
            if (destination.Versions.Any(other => other.Key == one.Key && other.IsLive && other.At >= one.At))
                continue;
            destination.Put(one.Key);
            copied.Add($"copy: {from}/{one.Key} to {to}/{one.Key}\n");
        }
        return string.Concat(copied);
    }

    private static string Statistics(World world, CommandOptions options)
    {
        var dimensions = (JsonNode.Parse(options.NoWords().Required("--dimensions")) as JsonArray ?? [])
            .Select(one => (Name: one.Text("Name") ?? "", Value: one.Text("Value") ?? ""))
            .ToList();
        var (space, metric) = (options.Required("--namespace"), options.Required("--metric-name"));
        if (space != CloudWatchMetrics.S3 || CloudWatchMetrics.Unknown(space, metric, [.. dimensions.Select(one => one.Name)]) is not null)
            throw new Refusal($"The simulated clouds give no statistics of {metric} in {space}.");
        var (start, end) = (Time("--start-time"), Time("--end-time"));
        var sum = world.Locked(() =>
            CloudWatchAlarms.Sum(world, metric, dimensions.Single(one => one.Name == "SourceBucket").Value, start, end)
        );
        return CommandOutput.Print(
            new JsonObject
            {
                ["Label"] = metric,
                ["Datapoints"] = sum is null
                    ? []
                    : new JsonArray(
                        new JsonObject
                        {
                            ["Timestamp"] = AwsCommands.Time(start),
                            ["Sum"] = sum,
                            ["Unit"] = "Count",
                        }
                    ),
            },
            options
        );

        DateTimeOffset Time(string option) => DateTimeOffset.Parse(options.Required(option), CultureInfo.InvariantCulture);
    }

    private static SimulatedBucket Named(World world, string url, string? region)
    {
        var bucket = Bucket(world, url.Split('/') is ["s3:", "", var name] ? name : throw new Refusal($"{url} is no bucket's URL"));
        return region is null || bucket.State.Text("bucketRegion") is null || bucket.State.Text("bucketRegion") == region
            ? new(world, bucket)
            : throw new Refusal(
                $"fatal error: An error occurred (PermanentRedirect) when calling the ListObjectsV2 operation: {url} is not in {region}"
            );
    }

    private static WorldObject Bucket(World world, string name) =>
        world.Find(SimulatedBucket.S3, name)
        ?? throw new Refusal($"An error occurred (NoSuchBucket): The specified bucket does not exist: {name}");
}
