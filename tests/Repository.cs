namespace Infra.Tests;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder with Infra.sln.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder switch
        {
            null => throw new InvalidOperationException("The tests run outside a checkout: no folder above them holds Infra.sln."),
            _ when File.Exists(Path.Combine(folder.FullName, "Infra.sln")) => folder.FullName,
            _ => Find(folder.Parent),
        };
}
