using System.Collections.Immutable;

namespace Infra.Cli.Documents;

/// <summary>A file of the repository that is written from code, whole or in part, by <c>make docs</c>.</summary>
/// <param name="Path">Where it stands, from the repository's root.</param>
/// <param name="Text">Its new text, from the repository's root and the text that it has now.</param>
internal sealed record WrittenFile(string Path, Func<string, string, Task<string>> Text)
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<WrittenFile> All { get; } =
    [
        Page("docs/outputs.md", OutputsPage.Write),
        Part("docs/outputs.schema.json", OutputsSchema.Replace),
        Page("docs/config.md", ConfigPage.Write),
        Part("Pulumi.yaml", ProjectConfig.Replace),
        new("README.md", LossTable.ReplaceAsync),
    ];

    /// <summary>Writes it anew below a folder.</summary>
    public async Task WriteAsync(string root)
    {
        var file = System.IO.Path.Combine(root, Path);
        await File.WriteAllTextAsync(file, await Text(root, File.Exists(file) ? await File.ReadAllTextAsync(file) : ""));
    }

    private static WrittenFile Part(string path, Func<string, string> replace) => new(path, (_, text) => Task.FromResult(replace(text)));

    private static WrittenFile Page(string path, Action<TextWriter> write) => Part(path, _ =>
        {
            using var page = new StringWriter { NewLine = "\n" };
            write(page);
            return page.ToString();
        });
}
