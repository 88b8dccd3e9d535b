using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Infra.Tests.Preview;

/// <summary>The preview as it is run: by itself, with nothing but .NET.</summary>
public sealed class PreviewCommandTests
{
    private static string Root => AppContext.BaseDirectory;

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task It_needs_no_environment_no_pulumi_and_no_network(string cloud)
    {
        var (exitCode, output, errors) = await RunAsync(Root, "preview", "--stack", cloud);

        Assert.True(exitCode == 0, errors);
        Assert.StartsWith($"Stack {cloud}, durable: what an up from nothing would make", output, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task It_shows_a_drill_too_whose_identities_only_the_cloud_knows()
    {
        var (exitCode, output, errors) = await RunAsync(Root, "preview", "--stack", "drill");

        Assert.True(exitCode == 0, errors);
        Assert.StartsWith("Stack drill, disposable: what an up from nothing would make", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_JSON_is_JSON()
    {
        var (exitCode, output, _) = await RunAsync(Root, "preview", "--stack", "gcp", "--json");

        Assert.Equal(0, exitCode);
        Assert.Equal("gcp", JsonNode.Parse(output)!["stack"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_faulty_configuration_is_told_and_fails_the_command()
    {
        var folder = Directory.CreateTempSubdirectory("infra-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Pulumi.gcp.yaml"),
            "config:\n  infra:cloud: gcp\n  infra:prefix: Astro\n",
            TestContext.Current.CancellationToken
        );

        var (exitCode, output, errors) = await RunAsync(folder, "preview", "--stack", "gcp");
        var (jsonExitCode, json, _) = await RunAsync(folder, "preview", "--stack", "gcp", "--json");

        Assert.Equal((1, 1), (exitCode, jsonExitCode));
        Assert.Empty(output);
        Assert.Contains("infra:prefix: 'Astro' is not 3 to 18 small letters", errors, StringComparison.Ordinal);
        Assert.Contains(JsonNode.Parse(json)!["faults"]!.AsArray(), fault => fault!["key"]!.GetValue<string>() == "infra:prefix");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Infra.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
