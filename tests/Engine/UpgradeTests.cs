using System.Text.Json.Nodes;
using Infra.Configuration;

namespace Infra.Tests.Engine;

/// <summary>
/// A stack of an older release of this program, brought to this one: what docs/upgrades.md says that a preview then shows.
/// </summary>
public sealed class UpgradeTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Newer_providers_are_updates_of_the_providers_alone(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var state = await stack.ExportAsync();
        var providers = Resources(state)
            .Where(resource => Type(resource).StartsWith("pulumi:providers:", StringComparison.Ordinal))
            .ToList();
        foreach (var provider in providers)
        {
            provider["inputs"]?["version"] = "1.0.0";
            provider["outputs"]?["version"] = "1.0.0";
        }
        await stack.ImportAsync(state);

        var up = await stack.UpAsync("--skip-preview");

        Assert.True(providers.Count >= 2);
        Assert.True(up.Succeeded, up.Output);
        Assert.Empty(stack.ChangesSinceLaunch);
        Assert.DoesNotContain("replace", up.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_newer_chart_is_an_update_of_its_release_alone(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var state = await stack.ExportAsync();
        var release = Resources(state)
            .Single(resource =>
                resource["urn"]!.GetValue<string>().EndsWith("::astronomer-g1", StringComparison.Ordinal)
                && Type(resource) == "kubernetes:helm.sh/v3:Release"
            );
        (release["inputs"]!["version"], release["outputs"]!["version"]) = ("1.0.0", "1.0.0");
        await stack.ImportAsync(state);

        var up = await stack.UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Contains("kubernetes:helm.sh/v3:Release", Assert.Single(stack.ChangesSinceLaunch), StringComparison.Ordinal);
        Assert.Equal(
            ChartRelease.Current.Version,
            Resources(await stack.ExportAsync())
                .Single(resource => resource["urn"]!.GetValue<string>() == release["urn"]!.GetValue<string>())["inputs"]![
                "version"
            ]!.GetValue<string>()
        );
    }

    // AwsUpdateTests have the other cloud's, with its add-ons.
    [Fact]
    public async Task A_newer_Kubernetes_is_an_update_of_the_cluster_and_its_nodes_in_place()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("gcp");

        var up = await stack
            .Edit(("infra:cluster.kubernetesVersion", $"\"{ChartRelease.Current.Kubernetes[^1].Minor}\""))
            .UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Contains(stack.ChangesSinceLaunch, change => change.EndsWith("astro-prod-cluster-g1", StringComparison.Ordinal));
        Assert.All(stack.ChangesSinceLaunch, change => Assert.StartsWith("update ", change, StringComparison.Ordinal));
        var again = await stack.UpAsync("--expect-no-changes");
        Assert.True(again.Succeeded, again.Output);
    }

    private static string Type(JsonObject resource) => resource["type"]!.GetValue<string>();

    private static IEnumerable<JsonObject> Resources(JsonObject state) =>
        state["deployment"]!["resources"]!.AsArray().Select(resource => resource!.AsObject());
}
