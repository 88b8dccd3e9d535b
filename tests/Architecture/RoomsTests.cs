using System.Text.RegularExpressions;

namespace Infra.Tests.Architecture;

/// <summary>Each room knows only the rooms below it.</summary>
public sealed partial class RoomsTests
{
    [Theory]
    [InlineData("Foundation")]
    [InlineData("Configuration", "Foundation")]
    [InlineData("Platform", "Configuration", "Foundation")]
    [InlineData("Gcp", "Configuration", "Foundation")]
    [InlineData("Aws", "Configuration", "Foundation")]
    [InlineData("Outputs", "Configuration", "Foundation")]
    public void A_room_knows_only_the_rooms_below_it(string room, params string[] below)
    {
        var known = Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra", room), "*.cs")
            .SelectMany(file => Reference().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct().Where(name => name != room).Order().ToList();

        Assert.Empty(known.Except(below));
    }

    [Fact]
    public void Only_the_stack_knows_both_clouds() =>
        Assert.All(Sources().Where(file => Path.GetFileName(file) != "PlatformStack.cs"), file =>
        {
            var text = File.ReadAllText(file);
            Assert.False(text.Contains("using Infra.Gcp", StringComparison.Ordinal) && text.Contains("using Infra.Aws", StringComparison.Ordinal), file);
        });

    [Fact]
    public void The_program_reads_no_clock() =>
        Assert.All(Sources(), file => Assert.DoesNotMatch(@"\b(UtcNow|DateTime\.Now|DateTimeOffset\.Now|Guid\.NewGuid|Stopwatch)\b", File.ReadAllText(file)));

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "infra"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"(?<![.\w])Infra\.(Foundation|Configuration|Platform|Outputs|Gcp|Aws|Rehearsal)\b")]
    private static partial Regex Reference();
}
