namespace Sdks.Tests.Generator;

/// <summary>The excerpts in schemas/.</summary>
internal static class Schemas
{
    public static TheoryData<string> Packages =>
        [
            .. Directory
                .EnumerateDirectories(Folder)
                .Where(folder => File.Exists(Path.Combine(folder, "schema.json")))
                .Select(folder => Path.GetFileName(folder))
                .Order(),
        ];

    /// <summary>The checkout's root.</summary>
    public static string Root { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Text(string package) => File.ReadAllText(Path.Combine(Folder, package, "schema.json"));

    /// <summary>What a provider's project holds beside the generated classes.</summary>
    public static IEnumerable<string> HandWritten(string package)
    {
        var project = Path.Combine(Root, "sdks", $"Pulumi.{char.ToUpperInvariant(package[0])}{package[1..]}");
        return Directory.EnumerateFiles(project, "*.cs").Select(File.ReadAllText);
    }

    private static string Folder => Path.Combine(Root, "schemas");

    private static string Above(DirectoryInfo? folder) =>
        folder switch
        {
            null => throw new InvalidOperationException(
                "The tests run outside a checkout: no folder above them holds schemas/resources.txt."
            ),
            _ when File.Exists(Path.Combine(folder.FullName, "schemas", "resources.txt")) => folder.FullName,
            _ => Above(folder.Parent),
        };
}
