using System.Text.Json.Nodes;
using Infra.Simulation;

namespace Infra.Tests.Engine.Sdk;

/// <summary>Options as the engine records them, and what they then do.</summary>
public sealed class OptionTests
{
    [Fact]
    public async Task Options_are_recorded_in_the_state_as_they_were_given()
    {
        await using var program = await EngineProgram.OpenAsync("options");
        await program.UpAsync();

        var resources = await program.ResourcesAsync();

        var (kept, owner) = (resources["kept"], resources["owner"]);
        Assert.True(kept["protect"]!.GetValue<bool>());
        Assert.True(kept["retainOnDelete"]!.GetValue<bool>());
        Assert.Equal(owner["urn"]!.GetValue<string>(), kept["deletedWith"]!.GetValue<string>());
        Assert.Equal(["bgpBestPathSelectionMode", "description"], Texts(kept["ignoreChanges"]).Order(StringComparer.Ordinal));
        Assert.Equal(["mtu"], Texts(kept["hideDiff"]));
        Assert.Contains("selfLink", Texts(kept["additionalSecretOutputs"]));
        Assert.Equal(
            (5400, 45),
            (kept["customTimeouts"]!["create"]!.GetValue<double>(), kept["customTimeouts"]!["delete"]!.GetValue<double>())
        );
        // What was not said is left to the engine.
        Assert.All((string[])["protect", "retainOnDelete", "deletedWith", "ignoreChanges", "hideDiff"], option =>
            Assert.Null(owner[option])
        );
    }

    [Fact]
    public async Task A_protected_resource_that_leaves_the_program_stops_the_update()
    {
        await using var program = await EngineProgram.OpenAsync("options");
        await program.UpAsync();

        var up = await program.With(("programs:run", "networks")).RunAsync("up", "--yes", "--skip-preview");

        Assert.False(up.Succeeded);
        Assert.Contains("protected", up.Output, StringComparison.Ordinal);
        Assert.NotNull(program.World.Find("gcp:compute/network:Network", "kept"));
    }

    [Fact]
    public async Task Ignored_changes_are_no_changes_and_hidden_ones_are_made_unseen()
    {
        await using var program = await EngineProgram.OpenAsync("changes");
        await program.UpAsync();
        var before = program.World.Journal.Count;

        var up = await program.With(("programs:text", "second-text")).SucceedAsync("up", "--yes", "--diff");

        Assert.Equal([(Operation.Update, "hidden")], program.World.Journal.Skip(before).Select(change => (change.Operation, change.Name)));
        Assert.Equal(("first", "second-text"), (Text("frozen"), Text("hidden")));
        Assert.DoesNotContain("second-text", up.Output, StringComparison.Ordinal);

        string Text(string firewall) =>
            program.World.Find("gcp:compute/firewall:Firewall", firewall)!.Inputs["description"]!.GetValue<string>();
    }

    [Fact]
    public async Task What_is_deleted_with_another_or_retained_is_not_asked_to_go()
    {
        await using var program = await EngineProgram.OpenAsync("changes");
        await program.UpAsync();
        var before = program.World.Journal.Count;

        await program.With(("programs:gone", "true")).UpAsync();

        Assert.Equal([(Operation.Delete, "owner")], program.World.Journal.Skip(before).Select(change => (change.Operation, change.Name)));
        Assert.Empty((await program.ResourcesAsync()).Keys.Intersect(["owner", "follower", "retained"]));
    }

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(text => text!.GetValue<string>());
}
