using System.Text.RegularExpressions;

namespace Infra.Tests.Documentation;

/// <summary>The page of what is proven on what names every group of tests, and no test that is not there.</summary>
public sealed partial class TestsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "tests.md"));

    // By their folder, as `make test GROUP=` takes them.
    private static readonly ILookup<string, string> Classes = typeof(TestsPageTests)
        .Assembly.GetTypes()
        .Where(type => type.IsPublic && type.Name.EndsWith("Tests", StringComparison.Ordinal))
        .Where(type => type.Namespace != "Infra.Tests")
        .ToLookup(type => type.Namespace!.Split('.')[2], type => type.Name);

    [Fact]
    public void Every_group_of_tests_has_a_row() =>
        Assert.Equal(
            Classes.Select(group => group.Key).Order(StringComparer.Ordinal),
            GroupRow().Matches(Page).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_test_that_is_named_is_there() =>
        Assert.Subset(
            Classes.SelectMany(group => group).ToHashSet(),
            NamedTests().Matches(Page).Select(match => match.Groups[1].Value).ToHashSet()
        );

    [GeneratedRegex(@"^\| `([A-Z]\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex GroupRow();

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex NamedTests();
}
