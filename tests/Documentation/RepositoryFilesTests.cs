using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Documentation;

/// <summary>The files that say how the repository is kept speak of what is there.</summary>
public sealed partial class RepositoryFilesTests
{
    [Fact]
    public void Every_project_s_packages_are_locked() =>
        Assert.All(Projects(), project =>
            Assert.NotEmpty(Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "packages.*.lock.json"))
        );

    [Fact]
    public void Every_owned_path_is_there() =>
        Assert.All(OwnedPath().Matches(Text(".github/CODEOWNERS")).Select(match => match.Groups[1].Value), path =>
            Assert.True(Path.Exists(Full(path)), path)
        );

    [Fact]
    public void What_judges_a_pull_request_has_owners_of_its_own()
    {
        var owned = OwnedPath().Matches(Text(".github/CODEOWNERS")).Select(match => match.Groups[1].Value).ToList();

        Assert.Superset(new HashSet<string> { ".github/", ".ci/", "bootstrap/", "cli/Policy/", "cli/Review/" }, owned.ToHashSet());
    }

    [Fact]
    public void Every_package_json_is_kept_up_to_date()
    {
        var file = new YamlStream();
        file.Load(new StringReader(Text(".github/dependabot.yml")));
        var npm = ((YamlSequenceNode)file.Documents[0].RootNode["updates"]).Single(update =>
            update["package-ecosystem"].ToString() == "npm"
        );

        Assert.Equal(Packages().Order(), ((YamlSequenceNode)npm["directories"]).Select(folder => folder.ToString()[1..]).Order());
    }

    [Fact]
    public void The_next_version_has_its_place_in_the_changelog() =>
        Assert.Matches(@"(?s)^# Changelog.*\n## Unreleased\n.*\n## \d+\.\d+\.\d+\n", Text("CHANGELOG.md"));

    private static IEnumerable<string> Projects() => Files("*.csproj");

    private static IEnumerable<string> Packages() =>
        Files("package.json").Select(file => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!).Replace('\\', '/'));

    private static IEnumerable<string> Files(string pattern) =>
        Directory
            .EnumerateFiles(Repository.Root, pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "node_modules" or "bin" or "obj"));

    private static string Text(string path) => File.ReadAllText(Full(path));

    private static string Full(string path) => Path.Combine(Repository.Root, path);

    [GeneratedRegex(@"^/(\S+)", RegexOptions.Multiline)]
    private static partial Regex OwnedPath();
}
