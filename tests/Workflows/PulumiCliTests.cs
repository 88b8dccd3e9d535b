using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Processor = System.Runtime.InteropServices.Architecture;

namespace Infra.Tests.Workflows;

/// <summary>How a machine comes by the engine: a server on loopback stands in the place of Pulumi's download site.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class PulumiCliTests : IDisposable
{
    private const string Version = "3.258.0";

    private static readonly byte[] Whole = Archive();

    private readonly string _checkout = Directory.CreateTempSubdirectory("infra-pulumi-cli-").FullName;

    private static string File =>
        $"pulumi-v{Version}-{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}"
        + $"-{(RuntimeInformation.OSArchitecture is Processor.Arm64 ? "arm64" : "x64")}.tar.gz";

    public void Dispose() => Directory.Delete(_checkout, recursive: true);

    [Fact]
    public async Task A_CLI_that_is_new_enough_is_used_as_it_is()
    {
        using var site = new DownloadSite(404, []);

        var (status, folder, words) = await RunAsync(site.Address, OnPath("v3.258.1-alpha.1", withHost: true));

        Assert.Equal((0, ""), (status, folder));
        Assert.Contains("Pulumi CLI 3.258.1-alpha.1 of the PATH", words, StringComparison.Ordinal);
        Assert.Equal(0, site.Requests);
    }

    [Theory]
    [InlineData(null, false, "There is no pulumi on the PATH.")]
    [InlineData("v3.99.0", true, "is version \"3.99.0\"")]
    [InlineData("v2.300.0", true, "is version \"2.300.0\"")]
    [InlineData("no version at all", true, "is the oldest that works")]
    [InlineData("v3.258.0", false, "no pulumi-language-dotnet")]
    public async Task Else_the_pinned_one_is_downloaded_once(string? version, bool withHost, string why)
    {
        using var site = new DownloadSite(200, Whole);

        var (status, folder, words) = await RunAsync(site.Address, OnPath(version, withHost));

        Assert.True(status == 0, words);
        Assert.Equal($"v{Version}", System.IO.File.ReadAllText(Path.Combine(folder, "pulumi")).Split(' ')[^1].Trim());
        Assert.Contains(why, words, StringComparison.Ordinal);
        Assert.Equal([$"pulumi-{Version}"], Kept());
        Assert.Equal((0, folder), await StatusAndFolderAsync(site.Address, OnPath(version, withHost)));
        Assert.Equal(1, site.Requests);
    }

    [Fact]
    public async Task What_is_not_as_pinned_is_never_unpacked()
    {
        using var site = new DownloadSite(200, [.. Whole, 0]);

        await AssertLeftOutAsync(65, "is not Pulumi's", site.Address);
    }

    [Fact]
    public async Task Half_a_file_is_told_and_running_again_brings_the_whole()
    {
        using (var broken = new DownloadSite(200, Whole, send: Whole.Length / 2))
        {
            await AssertLeftOutAsync(69, "broke off", broken.Address);
        }
        using var site = new DownloadSite(200, Whole);

        Assert.Equal(0, (await RunAsync(site.Address, OnPath(null, withHost: false))).Status);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_told()
    {
        using var site = new DownloadSite(404, []);

        await AssertLeftOutAsync(69, "does not have pulumi-v", site.Address);
    }

    [Fact]
    public async Task A_machine_without_a_network_is_told()
    {
        string address;
        using (var closed = new DownloadSite(200, Whole))
        {
            address = closed.Address;
        }

        await AssertLeftOutAsync(69, "could not be reached", address);
    }

    [Fact]
    public async Task A_platform_without_a_pinned_checksum_is_not_downloaded_for()
    {
        using var site = new DownloadSite(200, Whole);

        await AssertLeftOutAsync(69, "No checksum is pinned", site.Address, sums: "# none\n");
        Assert.Equal(0, site.Requests);
    }

    [Fact]
    public void Four_platforms_are_pinned_at_the_version_that_the_workflows_run()
    {
        var pinned = System
            .IO.File.ReadLines(Path.Combine(Repository.Root, ".ci", "pulumi-cli.sums"))
            .Where(line => line[0] != '#')
            .Select(line => PinnedSum().Match(line))
            .ToList();
        var workflows = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, ".github", "workflows"))
            .SelectMany(file => WorkflowVersion().Matches(System.IO.File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Distinct();

        Assert.Equal(
            ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"],
            pinned.Select(match => match.Groups[2].Value).Order(StringComparer.Ordinal)
        );
        Assert.Equal([Version], pinned.Select(match => match.Groups[1].Value).Distinct());
        Assert.Equal([Version], workflows);
    }

    private async Task AssertLeftOutAsync(int status, string why, string address, string? sums = null)
    {
        var (found, folder, words) = await RunAsync(address, OnPath(null, withHost: false), sums);

        Assert.Equal((status, ""), (found, folder));
        Assert.Contains(why, words, StringComparison.Ordinal);
        Assert.Contains("with one line: curl -fsSL https://get.pulumi.com | sh", words, StringComparison.Ordinal);
        Assert.Empty(Kept());
        Assert.False(Directory.Exists(Path.Combine(_checkout, ".tools")));
    }

    private string[] Kept() =>
        Directory.Exists(Path.Combine(_checkout, ".tools"))
            ? [.. Directory.EnumerateFileSystemEntries(Path.Combine(_checkout, ".tools")).Select(entry => Path.GetFileName(entry))]
            : [];

    private async Task<(int Status, string Folder)> StatusAndFolderAsync(string address, string path)
    {
        var (status, folder, _) = await RunAsync(address, path);
        return (status, folder);
    }

    // The script in a checkout of its own, where the archive of this test is the pinned one.
    private async Task<(int Status, string Folder, string Words)> RunAsync(string address, string path, string? sums = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_checkout, ".ci")).FullName;
        var script = Path.Combine(folder, "pulumi-cli");
        System.IO.File.Copy(Path.Combine(Repository.Root, ".ci", "pulumi-cli"), script, overwrite: true);
        await System.IO.File.WriteAllTextAsync(
            $"{script}.sums",
            sums ?? $"# one\n{Convert.ToHexStringLower(SHA256.HashData(Whole))}  {File}\n"
        );
        var start = new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = path;
        start.Environment["INFRA_PULUMI_DOWNLOADS"] = address;
        start.Environment["no_proxy"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).Trim(), await errors);
    }

    // The machine's own tools, and a pulumi that says what version it is.
    private string OnPath(string? version, bool withHost)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_checkout, "path")).FullName;
        foreach (var (name, isThere) in new[] { ("pulumi", version is not null), ("pulumi-language-dotnet", withHost) })
        {
            if (isThere)
                Write(Path.Combine(folder, name), version);
        }
        return $"{folder}:/usr/bin:/bin";
    }

    private static void Write(string path, string? version)
    {
        System.IO.File.WriteAllText(path, $"#!/bin/sh\necho {version}\n");
        System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static byte[] Archive()
    {
        var folder = Directory.CreateTempSubdirectory("infra-pulumi-archive-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "pulumi"));
        Write(Path.Combine(folder, "pulumi", "pulumi"), $"v{Version}");
        Write(Path.Combine(folder, "pulumi", "pulumi-language-dotnet"), $"v{Version}");
        using var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            TarFile.CreateFromDirectory(folder, zipped, includeBaseDirectory: false);
        }
        Directory.Delete(folder, recursive: true);
        return bytes.ToArray();
    }

    [GeneratedRegex(@"^[0-9a-f]{64}  pulumi-v(\d+\.\d+\.\d+)-(\w+-\w+)\.tar\.gz$")]
    private static partial Regex PinnedSum();

    [GeneratedRegex(@"pulumi-version: (\S+)")]
    private static partial Regex WorkflowVersion();
}
