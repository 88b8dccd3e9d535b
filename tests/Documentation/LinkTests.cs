using System.Text.RegularExpressions;

namespace Infra.Tests.Documentation;

/// <summary>Every link of every page leads somewhere, and every file that a page names is there.</summary>
public sealed partial class LinkTests
{
    // What make or a tool writes, and what a reader makes.
    private static readonly string[] Made = ["bin", "obj", "node_modules"];

    public static TheoryData<string> Pages =>
        [
            .. Directory
                .EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Repository.Root, file))
                .Where(page => !page.Split('/').Any(Made.Contains))
                .Order(StringComparer.Ordinal),
        ];

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_to_a_file_leads_to_it_and_to_its_heading(string page)
    {
        var links = Link()
            .Matches(Prose(page))
            .Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal));

        Assert.All(links, link =>
        {
            var (path, anchor) = link.Split('#') is [var first, var second] ? (first, second) : (link, "");
            var target =
                path.Length == 0
                    ? page
                    : Path.GetRelativePath(
                        Repository.Root,
                        Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, path))
                    );
            Assert.True(Path.Exists(Path.Combine(Repository.Root, target)), $"{page} links to {link}, which is not there.");
            Assert.True(anchor.Length == 0 || Anchors(target).Contains(anchor), $"{page} links to {link}; {target} has no such heading.");
        });
    }

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_to_the_web_is_encrypted_and_well_formed(string page) =>
        Assert.All(
            Link()
                .Matches(Prose(page))
                .Select(match => match.Groups[1].Value)
                .Where(link => link.Contains("://", StringComparison.Ordinal)),
            link =>
                Assert.True(
                    Uri.TryCreate(link, UriKind.Absolute, out var uri)
                        && uri.Scheme == "https"
                        && uri.Host.Contains('.', StringComparison.Ordinal),
                    link
                )
        );

    [Theory, MemberData(nameof(Pages))]
    public void Every_file_of_this_repository_that_is_named_is_there(string page) =>
        Assert.All(Code().Matches(Prose(page)).Select(match => match.Groups[1].Value).Where(IsPath), path =>
            Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"{page} names {path}, which is not there.")
        );

    private static bool IsPath(string text) =>
        PathText().IsMatch(text) && !text.Split('/').Any(Made.Contains) && Path.Exists(Path.Combine(Repository.Root, text.Split('/')[0]));

    // Commands and samples are no prose.
    private static string Prose(string page) => Fence().Replace(File.ReadAllText(Path.Combine(Repository.Root, page)), "");

    // As GitHub makes them: small letters, dashes for spaces, no punctuation.
    private static HashSet<string> Anchors(string page) =>
        [
            .. Heading()
                .Matches(Prose(page))
                .Select(match => NotInAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')),
        ];

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[\w.-]+(/[\w.-]+)+/?$")]
    private static partial Regex PathText();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
