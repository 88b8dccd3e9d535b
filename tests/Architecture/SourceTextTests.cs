using System.Text.RegularExpressions;

namespace Infra.Tests.Architecture;

/// <summary>How a source is written, where neither the compiler nor the formatter holds it.</summary>
public sealed partial class SourceTextTests
{
    private const int Columns = 140;

    private static readonly string[] Rooms = ["infra", "cli", "simulation", "tests", "sdks", "schemas", "consumer", "benchmarks"];

    private static readonly string[] Written = ["bin", "obj", "node_modules"];

    [Fact]
    public void Nothing_is_qualified_by_this() =>
        Assert.DoesNotContain(Sources().SelectMany(File.ReadLines), line => Qualified().IsMatch(line));

    // The formatter breaks what it may break: neither a literal, nor a comment.
    [Fact]
    public void A_line_ends_at_140_columns_unless_it_holds_another_language_or_an_address() =>
        Assert.Empty(
            Sources()
                .SelectMany(source =>
                    RawLiteral()
                        .Replace(File.ReadAllText(source), literal => new string('\n', literal.Value.Count(letter => letter == '\n')))
                        .Split('\n')
                        .Select((line, index) => (Line: line, Where: $"{Path.GetRelativePath(Repository.Root, source)}:{index + 1}"))
                )
                .Where(one => one.Line.Length > Columns && !one.Line.Contains("https://", StringComparison.Ordinal))
                .Select(one => one.Where)
        );

    private static IEnumerable<string> Sources() => Rooms.SelectMany(room => Below(new DirectoryInfo(Path.Combine(Repository.Root, room))));

    private static IEnumerable<string> Below(DirectoryInfo folder) =>
        folder
            .EnumerateFiles("*.cs")
            .Select(file => file.FullName)
            .Concat(folder.EnumerateDirectories().Where(inner => !Written.Contains(inner.Name)).SelectMany(Below));

    [GeneratedRegex(@"\bthis\.[A-Za-z_]")]
    private static partial Regex Qualified();

    // SQL, scripts, pages and JSON have a way of writing of their own.
    [GeneratedRegex("(\"{3,}).*?\\1", RegexOptions.Singleline)]
    private static partial Regex RawLiteral();
}
