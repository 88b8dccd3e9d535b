using System.Text.RegularExpressions;

namespace Infra.Simulation;

/// <summary>Commands of <c>gcloud storage</c>.</summary>
internal static partial class GcloudStorageCommands
{
    public static (string, string[], Func<World, CommandOptions, string>)[] Table { get; } =
    [
        ("gcloud storage restore", ["--async?", "--allow-overwrite?"], Restore),
        ("gcloud storage ls", ["--all-versions?", "-a?", "--recursive?", "-r?", "--soft-deleted?"], List),
        ("gcloud storage cp", [], Copy),
    ];

    // It knows soft-deleted objects alone. An object that was deleted in a bucket with versions is an old generation, and is not found.
    // https://cloud.google.com/storage/docs/object-versioning
    private static string Restore(World world, CommandOptions options)
    {
        var url = options.Word("URL");
        var (bucket, fits, _) = Read(world, url);
        var count = bucket.Restore(fits);
        return count > 0
            ? $"Restored {count} objects of {url}.\n"
            : throw new Refusal($"ERROR: (gcloud.storage.restore) The following URLs matched no objects or files:\n-{url}");
    }

    private static string List(World world, CommandOptions options)
    {
        var url = options.Word("URL");
        var (bucket, fits, isWhole) = Read(world, url);
        var isRecursive = (options["--recursive"] ?? options["-r"]) is not null;
        var softDeleted = options["--soft-deleted"] is not null;
        var all = softDeleted || (options["--all-versions"] ?? options["-a"]) is not null;
        var found = bucket
            .Versions.Where(one => (isWhole && isRecursive) || fits(one.Key))
            .Where(one => softDeleted ? one.SoftDeletedAt is not null : one.IsLive || (all && one.SoftDeletedAt is null))
            .Select(one => $"{Root(url)}{one.Key}{(all ? $"#{one.Id}" : "")}")
            .Order(StringComparer.Ordinal)
            .ToList();
        return found.Count > 0
            ? string.Concat(found.Select(line => line + "\n"))
            : throw new Refusal("ERROR: (gcloud.storage.ls) One or more URLs matched no objects.");
    }

    private static string Copy(World world, CommandOptions options)
    {
        if (options.Words is not [var from, var to] || from.Split('#') is not [var source, var generation] || source != to)
            throw new Refusal(
                "The simulated clouds copy only an old generation over its own object: gcloud storage cp 'gs://BUCKET/KEY#GENERATION' "
                    + "'gs://BUCKET/KEY'."
            );
        var (bucket, _, _) = Read(world, source);
        bucket.CopyBack(source[Root(source).Length..], generation);
        return $"Copying {from} to {to}\n";
    }

    private static (SimulatedBucket Bucket, Func<string, bool> Fits, bool IsWhole) Read(World world, string url)
    {
        if (Url().Match(url) is not { Success: true } match)
            throw new Refusal($"{url} is not gs://BUCKET/…");
        var name = match.Groups["bucket"].Value;
        var bucket = world.Find(SimulatedBucket.Gcs, name) ?? throw new Refusal($"ERROR: gs://{name} not found: 404.");
        // Two stars stand for any text, one for a text without a slash.
        var pattern = Regex
            .Escape(match.Groups["key"].Value)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return (
            new(world, bucket),
            key => Regex.IsMatch(key, $"^{pattern}$", RegexOptions.CultureInvariant),
            match.Groups["key"].Length == 0
        );
    }

    private static string Root(string url) => $"gs://{Url().Match(url).Groups["bucket"].Value}/";

    [GeneratedRegex("^gs://(?<bucket>[^/]+)(/(?<key>.*))?$")]
    private static partial Regex Url();
}
