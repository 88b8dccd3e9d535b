using System.Text.RegularExpressions;

namespace Infra.Tests.Architecture;

/// <summary>What <c>dotnet format</c> asks of a source, and neither the build nor its quick form, which <c>make lint</c> runs, holds.</summary>
public sealed partial class SourceTextTests
{
    private static readonly string[] Rooms = ["infra", "cli", "simulation", "tests", "sdks", "schemas", "consumer", "benchmarks"];

    private static readonly string[] Written = ["bin", "obj", "node_modules"];

    [Fact]
    public void Usings_stand_in_order() => Assert.DoesNotContain(Sources(), source =>
    {
        var usings = File.ReadLines(source).TakeWhile(line => !line.StartsWith("namespace", StringComparison.Ordinal))
            .Where(line => line.StartsWith("using ", StringComparison.Ordinal)).Select(line => line[6..].TrimEnd(';')).ToList();
        return !usings.OrderBy(Kind).ThenBy(text => text, StringComparer.OrdinalIgnoreCase).SequenceEqual(usings);
    });

    [Fact]
    public void Nothing_is_qualified_by_this() => Assert.DoesNotContain(Sources().SelectMany(File.ReadLines), line => Qualified().IsMatch(line));

    // The framework's, all others, types, and other names for something.
    private static int Kind(string text) => text.Contains('=', StringComparison.Ordinal) ? 3 : text.StartsWith("static ", StringComparison.Ordinal) ? 2
        : text == "System" || text.StartsWith("System.", StringComparison.Ordinal) ? 0 : 1;

    private static IEnumerable<string> Sources() => Rooms.SelectMany(room => Below(new DirectoryInfo(Path.Combine(Repository.Root, room))));

    private static IEnumerable<string> Below(DirectoryInfo folder) => folder.EnumerateFiles("*.cs").Select(file => file.FullName)
        .Concat(folder.EnumerateDirectories().Where(inner => !Written.Contains(inner.Name)).SelectMany(Below));

    [GeneratedRegex(@"\bthis\.[A-Za-z_]")]
    private static partial Regex Qualified();
}
