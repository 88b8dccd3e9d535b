using System.Diagnostics;
using System.Runtime.Versioning;

namespace Infra.Tests.Workflows;

/// <summary>What make says of a NuGet feed, and what it keeps; a script answers in the place of dotnet.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PulumiSdkQuestionTests
{
    private static readonly string[] All = ["Pulumi", "Pulumi.Aws", "Pulumi.Gcp", "Pulumi.Kubernetes", "Pulumi.Random", "Pulumi.Tls"];

    [Fact]
    public async Task A_feed_that_has_all_packages_means_the_official_SDK_alone()
    {
        var (exitCode, text, answer) = await AskAsync("exit 0");

        Assert.Equal((0, "nuget"), (exitCode, answer));
        Assert.Contains("neither built nor tested", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_has_none_means_the_stand_in()
    {
        var (exitCode, text, answer) = await AskAsync(Missing("NU1101", All));

        Assert.Equal((0, "local"), (exitCode, answer));
        Assert.Contains("has none of them", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NU1101")]
    [InlineData("NU1102")]
    public async Task A_feed_that_has_some_only_means_the_stand_in_and_says_what_it_lacks(string code)
    {
        var (exitCode, text, answer) = await AskAsync(Missing(code, "Pulumi.Aws", "Pulumi.Tls"));

        Assert.Equal((0, "local"), (exitCode, answer));
        Assert.Contains(
            "has Pulumi Pulumi.Gcp Pulumi.Kubernetes Pulumi.Random in the pinned versions and lacks Pulumi.Aws Pulumi.Tls",
            text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("echo 'error NU1301: Unable to load the service index'; exit 1", "cannot be reached")]
    [InlineData("echo 'error MSB4025: The project file could not be loaded.'; exit 1", "neither yes nor no")]
    public async Task A_feed_that_gives_no_answer_stops_make_and_nothing_is_kept(string script, string words)
    {
        var (exitCode, text, answer) = await AskAsync(script);

        Assert.Equal((1, null), (exitCode, answer));
        Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_clone_s_feed_had_is_no_answer_of_this_one_s()
    {
        // NuGet takes a package from the machine's own folder without asking any feed; a folder that is new and empty has none.
        var (_, _, answer) = await AskAsync(
            $$"""
            for word in "$@"; do
              case $word in -p:RestorePackagesPath=*) [ -z "$(ls "${word#*Path=}")" ] || exit 0; {{Missing("NU1101", All)}} ;; esac
            done
            """
        );

        Assert.Equal("local", answer);
    }

    [Fact]
    public async Task Who_says_it_is_not_asked()
    {
        var (exitCode, text, answer) = await AskAsync("exit 1", said: "local");

        Assert.Equal((0, "local"), (exitCode, answer));
        Assert.Contains("not asked", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 0", "true")]
    [InlineData("case $* in *CompileAhead*) exit 1 ;; esac", "false")]
    public async Task The_command_is_compiled_ahead_where_the_feed_has_the_compiler(string script, string has)
    {
        var (exitCode, text, _) = await AskAsync(script, said: "local", kept =>
            Assert.Contains($"<HasAheadCompiler>{has}<", kept, StringComparison.Ordinal)
        );

        Assert.Equal(0, exitCode);
        Assert.Equal(has == "false", text.Contains("starts a second later", StringComparison.Ordinal));
    }

    private static string Missing(string code, params string[] packages) =>
        string.Concat(
            packages.Select(package =>
                $"echo 'error {code}: Unable to find package {package}. No packages exist [/p/infra/Infra.csproj]'\n"
            )
        ) + "exit 1";

    private static async Task<(int ExitCode, string Text, string? Answer)> AskAsync(
        string script,
        string said = "",
        Action<string>? look = null
    )
    {
        var folder = Directory.CreateTempSubdirectory("infra-feed-").FullName;
        try
        {
            var (dotnet, kept) = (Path.Combine(folder, "dotnet"), Path.Combine(folder, "answer.props"));
            await File.WriteAllTextAsync(dotnet, $"#!/usr/bin/env bash\n{script}\n");
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var start = new ProcessStartInfo(Path.Combine(Repository.Root, ".ci", "pulumi-sdk"), [kept]) { RedirectStandardOutput = true };
            start.Environment["PATH"] = $"{folder}:{start.Environment["PATH"]}";
            start.Environment["PulumiSdk"] = said;
            using var process = Process.Start(start)!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            look?.Invoke(await File.ReadAllTextAsync(kept));
            return (
                process.ExitCode,
                text,
                File.Exists(kept) ? (await File.ReadAllTextAsync(kept)).Split('>', '<').Single(part => part is "nuget" or "local") : null
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
