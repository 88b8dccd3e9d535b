using System.Collections.Immutable;

namespace Infra.Cli.Documents;

/// <summary>A file of the repository that is written from code, whole or in part, by <c>make docs</c>.</summary>
/// <param name="Path">Where it stands, from the repository's root.</param>
/// <param name="Text">Its new text, from the text it has now.</param>
internal sealed record WrittenFile(string Path, Func<string, string> Text)
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<WrittenFile> All { get; } =
    [
        Page("docs/outputs.md", OutputsPage.Write),
        new("docs/outputs.schema.json", OutputsSchema.Replace),
        Page("docs/config.md", ConfigPage.Write),
        new("Pulumi.yaml", ProjectConfig.Replace),
    ];

    /// <summary>Writes it anew below a folder.</summary>
    public void Write(string root)
    {
        var file = System.IO.Path.Combine(root, Path);
        File.WriteAllText(file, Text(File.Exists(file) ? File.ReadAllText(file) : ""));
    }

    private static WrittenFile Page(string path, Action<TextWriter> write) => new(path, _ =>
    {
        using var page = new StringWriter { NewLine = "\n" };
        write(page);
        return page.ToString();
    });
}
