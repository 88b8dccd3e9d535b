using Infra.Cli.Ready.Checks;
using Infra.Schemas;

namespace Infra.Cli.Ready;

/// <summary>When the newest file of a folder or bucket was written.</summary>
internal static class NewestFile
{
    /// <summary>The instant; null where there is no such file.</summary>
    /// <param name="stack">Whom to ask.</param>
    /// <param name="folder">A path, or a URL of S3 or Google Cloud Storage; it ends in a slash.</param>
    /// <param name="ending">How the file's path below the folder ends.</param>
    /// <param name="depth">How many folders lie between.</param>
    public static async Task<DateTimeOffset?> NewestAsync(this CheckedStack stack, string folder, string ending, int depth = 0)
    {
        var scheme = folder.Split("://")[0];
        var (bucket, prefix) =
            folder.Contains("://", StringComparison.Ordinal) && folder[(scheme.Length + 3)..].Split('/', 2) is [var first, var second]
                ? (first, second)
                : ("", "");
        return scheme switch
        {
            "s3" => Newest(
                (await stack.AskAsync("aws", "s3api", "list-objects-v2", "--bucket", bucket, "--prefix", prefix))
                    .All("Contents")
                    .Select(one => (one.Text("Key"), one.Text("LastModified")))
            ),
            "gs" => Newest(
                (await stack.AskAsync("gcloud", "storage", "objects", "list", $"{folder}**", "--raw"))
                    .AsArray()
                    .Select(one => (one.Text("name"), one.Text("timeCreated")))
            ),
            _ => Directory.Exists(folder)
                ? Directory
                    .EnumerateFiles(folder)
                    .Where(file => file.EndsWith(ending, StringComparison.Ordinal))
                    .Select(file => (DateTimeOffset?)File.GetLastWriteTimeUtc(file))
                    .Max()
                : null,
        };

        DateTimeOffset? Newest(IEnumerable<(string? Name, string? At)> files) =>
            files
                .Where(file =>
                    file.Name?.EndsWith(ending, StringComparison.Ordinal) == true
                    && file.Name[prefix.Length..].Count(letter => letter == '/') == depth
                )
                .Select(file => (DateTimeOffset?)RestoreWindow.Instant(file.At))
                .Max();
    }
}
