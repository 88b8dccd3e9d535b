using System.Text.Json.Nodes;

namespace Infra.Tests.Engine.Sdk;

/// <summary>What depends on what, and what is not known yet.</summary>
public sealed class GraphTests
{
    // What the engine takes for a text that is not known.
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    [Fact]
    public async Task In_a_preview_nothing_is_done_with_a_value_that_is_not_known()
    {
        await using var program = await EngineProgram.OpenAsync("graph");

        var preview = JsonNode.Parse((await program.SucceedAsync("preview", "--json")).Output)!;

        var steps = preview["steps"]!
            .AsArray()
            .ToDictionary(step => step!["urn"]!.GetValue<string>().Split("::")[^1], step => step!["newState"]!);
        Assert.Equal(Unknown, steps["subnet"]["inputs"]!["network"]!.GetValue<string>());
        Assert.Equal(Unknown, steps["address"]["inputs"]!["description"]!.GetValue<string>());
        Assert.DoesNotContain("The address is", preview.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(program.World.Journal);
    }

    [Fact]
    public async Task In_an_update_transforms_run_on_what_the_cloud_has_answered()
    {
        await using var program = await EngineProgram.OpenAsync("graph");

        var up = await program.UpAsync();

        var address = program.World.Find("gcp:compute/address:Address", "address")!.State["address"]!.GetValue<string>();
        Assert.Contains($"The address is {address}.", up.Output, StringComparison.Ordinal);
        Assert.Equal(address, (await program.SucceedAsync("stack", "output", "address")).Output.Trim());
    }

    [Fact]
    public async Task The_state_has_every_edge_through_properties_transforms_and_components()
    {
        await using var program = await EngineProgram.OpenAsync("graph");
        await program.UpAsync();

        var resources = await program.ResourcesAsync();

        var names = resources.ToDictionary(resource => resource.Value["urn"]!.GetValue<string>(), resource => resource.Key);
        Assert.Equal(["grouped"], Edges("subnet", "dependencies"));
        Assert.Equal(["grouped"], PropertyEdges("subnet", "network"));
        Assert.Equal([], PropertyEdges("subnet", "ipCidrRange"));
        Assert.Equal(["subnet"], PropertyEdges("address", "description"));
        // A component stands for the resources in it, however deep.
        Assert.Equal(["grouped", "innermost", "subnet"], Edges("address", "dependencies"));
        Assert.Equal("group", names[resources["grouped"]["parent"]!.GetValue<string>()]);
        Assert.Equal("group-inner", names[resources["innermost"]["parent"]!.GetValue<string>()]);
        Assert.EndsWith(
            "::programs:index:Group$programs:index:Part$gcp:compute/network:Network::innermost",
            resources["innermost"]["urn"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
        // A child takes the provider from the component above it.
        Assert.StartsWith(
            resources["google"]["urn"]!.GetValue<string>() + "::",
            resources["innermost"]["provider"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
        Assert.Equal(resources["grouped"]["id"]!.GetValue<string>(), resources["group"]["outputs"]!["network"]!.GetValue<string>());

        IEnumerable<string> Edges(string name, string field) => Named(resources[name][field]);
        IEnumerable<string> PropertyEdges(string name, string property) => Named(resources[name]["propertyDependencies"]?[property]);
        IEnumerable<string> Named(JsonNode? urns) =>
            (urns as JsonArray ?? []).Select(urn => names[urn!.GetValue<string>()]).Order(StringComparer.Ordinal);
    }
}
