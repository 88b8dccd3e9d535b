using System.Collections.Immutable;
using Infra.Cli.Ready;
using Infra.Schemas;

namespace Infra.Cli.Drill;

/// <summary>The records of a stack's drills, beside the copies of its state.</summary>
/// <param name="stack">The real stack, and whom to ask.</param>
/// <param name="copies">Where the copies are: <c>s3://…</c>, <c>gs://…</c> or a folder.</param>
internal sealed class DrillRecords(CheckedStack stack, string copies)
{
    /// <summary>How many are shown.</summary>
    public const int Shown = 12;

    /// <summary>The folder.</summary>
    public string Folder => $"{copies.TrimEnd('/')}/{stack.Name}/drills/";

    private string Scheme => Folder.Split("://")[0];

    /// <summary>Keeps one, in three forms.</summary>
    /// <returns>Where, without the endings.</returns>
    public async Task<string> KeepAsync(DrillRecord record)
    {
        var local = Scheme is "s3" or "gs"
            ? Directory.CreateTempSubdirectory("infra-drill-").FullName
            : Directory.CreateDirectory(Folder).FullName;
        foreach (var (ending, text) in new[] { ("json", record.Json()), ("md", record.Markdown()), ("junit.xml", record.JUnit()) })
        {
            var file = Path.Combine(local, $"{record.FileName}.{ending}");
            await File.WriteAllTextAsync(file, text);
            if (Scheme is "s3" or "gs")
            {
                var to = $"{Folder}{record.FileName}.{ending}";
                await (
                    Scheme == "s3"
                        ? stack.AskTextAsync("aws", "s3", "cp", "--only-show-errors", file, to)
                        : stack.AskTextAsync("gcloud", "storage", "cp", file, to)
                );
            }
        }
        return Folder + record.FileName;
    }

    /// <summary>The names of the records, oldest first; each begins with its time and ends in how it ended.</summary>
    public async Task<ImmutableArray<string>> NamesAsync()
    {
        var names = Scheme switch
        {
            "s3" => (await stack.AskAsync("aws", "s3api", "list-objects-v2", "--bucket", Bucket, "--prefix", Prefix))
                .All("Contents")
                .Select(one => one.Text("Key")),
            "gs" => (await stack.AskAsync("gcloud", "storage", "objects", "list", $"{Folder}**", "--raw"))
                .AsArray()
                .Select(one => one.Text("name")),
            _ => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder) : [],
        };
        return
        [
            .. names
                .OfType<string>()
                .Where(name => name.EndsWith(".json", StringComparison.Ordinal))
                .Select(name => Path.GetFileNameWithoutExtension(name.Split('/')[^1]))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The newest ones, newest first.</summary>
    public async Task<ImmutableArray<DrillRecord>> NewestAsync() =>
        [
            .. await Task.WhenAll(
                (await NamesAsync())
                    .TakeLast(Shown)
                    .Reverse()
                    .Select(async name => DrillRecord.Read(await ReadAsync($"{Folder}{name}.json")))
            ),
        ];

    private Task<string> ReadAsync(string file) =>
        Scheme switch
        {
            "s3" => stack.AskTextAsync("aws", "s3", "cp", "--only-show-errors", file, "-"),
            "gs" => stack.AskTextAsync("gcloud", "storage", "cat", file),
            _ => File.ReadAllTextAsync(file),
        };

    private string Bucket => Folder.Split('/')[2];

    private string Prefix => Folder[(Scheme.Length + 3 + Bucket.Length + 1)..];
}
