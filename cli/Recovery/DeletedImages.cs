using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Cli.Import;

namespace Infra.Cli.Recovery;

/// <summary>
/// Brings deleted objects of the registry's bucket back. Both buckets keep versions, so that a deleted object is the newest of its old
/// versions: S3 hides it behind a delete marker, which is taken away; on Google Cloud it is copied over its own name, because
/// <c>gcloud storage restore</c> finds soft-deleted objects alone, and those of a bucket with versions are not.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManagingDelMarkers.html,
/// https://cloud.google.com/storage/docs/using-versioned-objects#restore
/// </remarks>
internal static class DeletedImages
{
    private const string Images = "docker/";

    /// <summary>Brings them back, one after the other.</summary>
    /// <param name="cloud">Asks the cloud.</param>
    /// <returns>Their names.</returns>
    /// <exception cref="InvalidOperationException">The cloud refuses; the message is its own.</exception>
    public static ImmutableArray<string> BringBack(CloudCommand cloud) =>
        cloud.Config.Cloud.Match(
            _ => FromOldGenerations(cloud, $"gs://{cloud.RegistryBucket}/"),
            aws => FromBehindMarkers(cloud, ["--bucket", cloud.RegistryBucket, "--region", aws.Region])
        );

    private static ImmutableArray<string> FromOldGenerations(CloudCommand cloud, string bucket)
    {
        var all = Lines(["gcloud", "storage", "ls", "--all-versions", $"{bucket}{Images}**"])
            .Select(line => line.Split('#'))
            .ToLookup(parts => parts[0], parts => long.Parse(parts[1]));
        var live = Lines(["gcloud", "storage", "ls", $"{bucket}{Images}**"]).ToHashSet();
        var deleted = all.Where(one => !live.Contains(one.Key)).ToImmutableArray();
        foreach (var one in deleted)
        {
            cloud.Run(["gcloud", "storage", "cp", $"{one.Key}#{one.Max()}", one.Key]);
        }
        return [.. deleted.Select(one => one.Key[bucket.Length..])];

        // Nothing to list is an error to the tool.
        IEnumerable<string> Lines(string[] command)
        {
            try
            {
                return cloud.Run(command).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            }
            catch (InvalidOperationException e) when (e.Message.Contains("matched no objects", StringComparison.Ordinal))
            {
                return [];
            }
        }
    }

    private static ImmutableArray<string> FromBehindMarkers(CloudCommand cloud, string[] bucket)
    {
        var listed = JsonNode.Parse(cloud.Run(["aws", "s3api", "list-object-versions", .. bucket, "--prefix", Images, "--output", "json"]));
        var markers = (listed?["DeleteMarkers"] as JsonArray ?? [])
            .Where(marker => marker!["IsLatest"]!.GetValue<bool>())
            .Select(marker => (Key: marker!["Key"]!.GetValue<string>(), Version: marker["VersionId"]!.GetValue<string>()))
            .ToImmutableArray();
        foreach (var (key, version) in markers)
        {
            cloud.Run(["aws", "s3api", "delete-object", .. bucket, "--key", key, "--version-id", version]);
        }
        return [.. markers.Select(marker => marker.Key)];
    }
}
