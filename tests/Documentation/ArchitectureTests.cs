using System.Text.RegularExpressions;
using Infra.Policy;

namespace Infra.Tests.Documentation;

/// <summary>The pictures in docs/architecture.md are those of the code.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string[] Rooms =
    [
        .. Directory
            .EnumerateDirectories(Path.Combine(Repository.Root, "infra"))
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs").Any())
            .Select(folder => Path.GetFileName(folder)!)
            .Order(StringComparer.Ordinal),
    ];

    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    [Fact]
    public void The_arrows_between_the_rooms_are_what_the_code_knows() =>
        Assert.Equal(
            Rooms.Append("Program").Append("PlatformStack").SelectMany(Known).Order(StringComparer.Ordinal),
            Arrows()
                .Where(arrow => char.IsUpper(arrow.From[0]))
                .Select(arrow => $"{arrow.From} --> {arrow.To}")
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_room_is_in_the_table_and_every_row_is_a_room()
    {
        var rows = Row()
            .Matches(Section("The rooms"))
            .SelectMany(row => Code().Matches(row.Value))
            .Select(code => code.Groups[1].Value)
            .ToList();

        Assert.Equal(
            Rooms.Select(room => $"infra/{room}"),
            rows.Where(row => row.StartsWith("infra/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
        Assert.All(rows, row => Assert.True(Directory.Exists(Path.Combine(Repository.Root, row)), row));
        Assert.Equal(
            TopLevel().Order(StringComparer.Ordinal),
            rows.Select(row => row.Split('/')[0]).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(nameof(Lifetime.Permanent), "permanent")]
    [InlineData(nameof(Lifetime.DatabaseGeneration), "database generation")]
    [InlineData(nameof(Lifetime.ClusterGeneration), "cluster generation")]
    public void Every_lifetime_of_the_code_is_in_the_picture_and_in_the_table(string lifetime, string words)
    {
        var section = Section("What outlives what");

        Assert.Contains($"| {words} |", section, StringComparison.Ordinal);
        Assert.Matches($"""subgraph \w+\["{words}:""", section.ToLowerInvariant());
        Assert.Equal(3, Enum.GetValues<Lifetime>().Length);
        Assert.True(Enum.IsDefined(typeof(Lifetime), lifetime));
    }

    private static IEnumerable<string> Known(string from)
    {
        var infra = Path.Combine(Repository.Root, "infra");
        var files = Rooms.Contains(from)
            ? Directory.EnumerateFiles(Path.Combine(infra, from), "*.cs")
            : [Path.Combine(infra, $"{from}.cs")];
        var text = string.Concat(files.Select(File.ReadAllText));
        return Rooms
            .Where(room => room != from && Regex.IsMatch(text, $@"(?<![.\w])Infra\.{room}\b"))
            .Concat(from == "Program" && text.Contains("PlatformStack.", StringComparison.Ordinal) ? ["PlatformStack"] : [])
            .Select(to => $"{from} --> {to}");
    }

    // "A & B --> C & D" is four arrows.
    private static IEnumerable<(string From, string To)> Arrows() =>
        from line in Page.Split("```mermaid")[1].Split("```")[0].Split('\n')
        let sides = line.Trim().Split(" --> ")
        where sides.Length == 2
        from room in sides[0].Split(" & ")
        from known in sides[1].Split(" & ")
        select (room, known);

    private static string Section(string heading) => Page.Split($"## {heading}\n")[1].Split("\n## ")[0];

    private static IEnumerable<string> TopLevel() =>
        Directory
            .EnumerateDirectories(Repository.Root)
            .Select(folder => Path.GetFileName(folder)!)
            .Where(name => name[0] != '.' && name != "TestResults");

    [GeneratedRegex(@"^\| `.*?\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
