using System.Globalization;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>How old the newest copy of the state is.</summary>
internal static class StateCopiesCheck
{
    // One is made every night; a scheduler may be hours late.
    private static readonly TimeSpan Old = TimeSpan.FromHours(30);

    public static Check Check { get; } = Check.One("state-copies", "A lost state has to be imported thing by thing.", async stack =>
    {
        if (!stack.IsDurable)
        {
            return Finding.Ok("the stack is disposable: its state is made anew with it");
        }
        if (stack.Copies is not { Length: > 0 } copies)
        {
            return Finding.Fault("nobody has said where the copies are", $"make ready STACK={stack.Name} COPIES=s3://… or gs://…, as .ci/nightly export is told it");
        }
        var folder = $"{copies.TrimEnd('/')}/{stack.Name}/";
        var export = $".ci/nightly export {stack.Name} {copies}, and why the nightly workflow does not run";
        var newest = await stack.NewestAsync(folder, ".json");
        if (newest is not { } at)
        {
            return Finding.Fault($"{folder} holds no copy", export);
        }
        var text = string.Create(CultureInfo.InvariantCulture, $"the newest in {folder} is {(stack.Now - at).TotalHours:0} h old");
        return stack.Now - at > Old ? Finding.Fault(text, export) : Finding.Ok(text);
    });

    /// <summary>When the newest file of a folder or bucket was written; null where there is none.</summary>
    private static async Task<DateTimeOffset?> NewestAsync(this CheckedStack stack, string folder, string ending)
    {
        var scheme = folder.Split("://")[0];
        var (bucket, prefix) = folder.Contains("://", StringComparison.Ordinal) && folder[(scheme.Length + 3)..].Split('/', 2) is [var first, var second] ? (first, second) : ("", "");
        return scheme switch
        {
            "s3" => Newest((await stack.AskAsync("aws", "s3api", "list-objects-v2", "--bucket", bucket, "--prefix", prefix)).All("Contents").Select(one => (one.Text("Key"), one.Text("LastModified")))),
            "gs" => Newest((await stack.AskAsync("gcloud", "storage", "objects", "list", $"{folder}**", "--raw")).AsArray().Select(one => (one.Text("name"), one.Text("timeCreated")))),
            _ => Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Where(file => file.EndsWith(ending, StringComparison.Ordinal)).Select(file => (DateTimeOffset?)File.GetLastWriteTimeUtc(file)).Max() : null,
        };

        DateTimeOffset? Newest(IEnumerable<(string? Name, string? At)> files) =>
            files.Where(file => file.Name?.EndsWith(ending, StringComparison.Ordinal) == true && !file.Name[prefix.Length..].Contains('/', StringComparison.Ordinal)).Select(file => (DateTimeOffset?)RestoreWindow.Instant(file.At)).Max();
    }
}
