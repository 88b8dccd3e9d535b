using System.Diagnostics;
using System.Runtime.Versioning;

namespace Infra.Tests.Workflows;

/// <summary>What the preview of a pull request takes of it: what it declares, and nothing that decides how that is judged.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DeclaredChangesTests
{
    private readonly string _base = Directory.CreateTempSubdirectory("infra-base-").FullName;
    private readonly string _change = Directory.CreateTempSubdirectory("infra-change-").FullName;

    public DeclaredChangesTests()
    {
        foreach (var tree in (string[])[_base, _change])
        {
            Write(tree, "infra/Program.cs", "old");
            Write(tree, "infra/Aws/Gone.cs", "old");
            Write(tree, "infra/Infra.csproj", "old");
            Write(tree, "sdks/Pulumi/Output.cs", "old");
            Write(tree, "Pulumi.yaml", "old");
            Write(tree, "Pulumi.aws.yaml", "old");
            Write(tree, "Makefile", "old");
            Write(tree, "cli/Program.cs", "old");
            Write(tree, "Directory.Packages.props", "old");
        }
        Write(_base, ".ci/declared-changes", File.ReadAllText(Path.Combine(Repository.Root, ".ci", "declared-changes")));
    }

    [Fact]
    public async Task The_program_s_sources_and_the_stacks_files_are_taken()
    {
        Write(_change, "infra/Program.cs", "new");
        Write(_change, "infra/Gcp/Added thing.cs", "new");
        File.Delete(Path.Combine(_change, "infra/Aws/Gone.cs"));
        Write(_change, "Pulumi.aws.yaml", "new");
        Write(_change, "Pulumi.other.yaml", "new");

        Assert.Equal("", await RunAsync());
        Assert.Equal(
            ["new", "new", null, "new", "new"],
            (
                (string[])["infra/Program.cs", "infra/Gcp/Added thing.cs", "infra/Aws/Gone.cs", "Pulumi.aws.yaml", "Pulumi.other.yaml"]
            ).Select(Read)
        );
    }

    [Theory]
    [InlineData("infra/Infra.csproj", true)]
    [InlineData("infra/Directory.Build.props", true)]
    [InlineData("sdks/Pulumi/Output.cs", true)]
    [InlineData("schemas/aws/schema.json", true)]
    [InlineData("Pulumi.yaml", true)]
    [InlineData("Directory.Packages.props", true)]
    [InlineData("nuget.config", true)]
    [InlineData("global.json", true)]
    [InlineData("Makefile", false)]
    [InlineData("cli/Program.cs", false)]
    [InlineData(".ci/declared-changes", false)]
    [InlineData(".github/workflows/review.yml", false)]
    [InlineData("README.md", false)]
    public async Task Nothing_else_is_taken_and_what_the_program_is_built_from_is_said(string path, bool isSaid)
    {
        var before = Read(path);
        Write(_change, path, "new");

        Assert.Equal(isSaid ? path : "", (await RunAsync()).Trim());
        Assert.Equal(before, Read(path));
    }

    [Theory]
    [InlineData("infra/Aws/Link.cs")]
    [InlineData("Pulumi.link.yaml")]
    [InlineData("infra/Linked")]
    public async Task A_link_is_never_followed(string path)
    {
        var target = Path.Combine(_change, path.EndsWith("Linked", StringComparison.Ordinal) ? "cli" : "cli/Program.cs");
        File.CreateSymbolicLink(Path.Combine(_change, path), target);

        await RunAsync();

        Assert.False(Path.Exists(Path.Combine(_base, path)));
    }

    private static void Write(string tree, string path, string text)
    {
        var file = Path.Combine(tree, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private string? Read(string path) => File.Exists(Path.Combine(_base, path)) ? File.ReadAllText(Path.Combine(_base, path)) : null;

    private async Task<string> RunAsync()
    {
        var script = Path.Combine(_base, ".ci", "declared-changes");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var process = Process.Start(
            new ProcessStartInfo(script, [_change]) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }
}
