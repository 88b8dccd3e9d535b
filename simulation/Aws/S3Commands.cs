using System.Text.Json.Nodes;

namespace Infra.Simulation;

/// <summary>Commands of <c>aws</c> about objects in a bucket.</summary>
internal static class S3Commands
{
    public static (string, string[], Func<World, CommandOptions, string>)[] Table { get; } =
    [
        ("aws s3api list-object-versions", ["--region", "--bucket", "--prefix", "--query", "--output"], List),
        ("aws s3api delete-object", ["--region", "--bucket", "--key", "--version-id", "--bypass-governance-retention?"], Delete),
    ];

    private static string List(World world, CommandOptions options)
    {
        // The newest of a name comes first.
        var found = Bucket(world, options.NoWords())
            .Versions.Where(one => one.Key.StartsWith(options["--prefix"] ?? "", StringComparison.Ordinal))
            .Reverse()
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .ToList();
        var answer = new JsonObject();
        foreach (var (name, isMarker) in new[] { ("Versions", false), ("DeleteMarkers", true) })
        {
            var some = found
                .Where(one => one.IsDeleteMarker == isMarker)
                .Select(one => new JsonObject
                {
                    ["Key"] = one.Key,
                    ["VersionId"] = one.Id,
                    ["IsLatest"] = one.NoncurrentAt is null,
                    ["LastModified"] = Call.Time(one.At),
                })
                .ToList();
            if (some.Count > 0)
                answer[name] = new JsonArray([.. some]);
        }
        return CommandOutput.Print(answer, options);
    }

    private static string Delete(World world, CommandOptions options)
    {
        var (bucket, key) = (Bucket(world, options.NoWords()), options.Required("--key"));
        if (options["--version-id"] is not { } version)
        {
            bucket.Delete(key);
            return "";
        }
        var wasMarker = bucket.Versions.Any(one => one.Key == key && one.Id == version && one.IsDeleteMarker);
        bucket.Delete(key, version, options["--bypass-governance-retention"] is not null);
        var answer = new JsonObject { ["VersionId"] = version };
        if (wasMarker)
            answer["DeleteMarker"] = true;
        return CommandOutput.Print(answer, options);
    }

    private static SimulatedBucket Bucket(World world, CommandOptions options) =>
        world.Find(SimulatedBucket.S3, options.Required("--bucket")) is { } found
            ? new(world, found)
            : throw new Refusal($"An error occurred (NoSuchBucket): The specified bucket does not exist: {options["--bucket"]}");
}
