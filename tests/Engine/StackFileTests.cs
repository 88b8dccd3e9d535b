using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli;

namespace Infra.Tests.Engine;

/// <summary>The engine is asked how it reads a stack file.</summary>
public sealed class StackFileTests
{
    [Fact]
    public async Task The_offline_preview_and_the_engine_read_a_stack_file_alike()
    {
        await using var stack = await RehearsedStack.EmptyAsync("gcp");
        var lines = Preview.StackFileTests.Values.Select((row, index) => $"  infra:k{index}: {row.Data.Item1}");
        stack.AppendToStackFile(string.Join('\n', lines));

        var run = await stack.RunPulumiAsync("config", "--json");

        Assert.True(run.Succeeded, run.Output);
        var engine = JsonNode.Parse(run.Output)!.AsObject();
        var offline = StackFile.Parse("config:\n" + string.Join('\n', lines)).Values;
        Assert.All(offline, pair => Assert.Equal(Canonical(engine[pair.Key]!["value"]!.GetValue<string>()), Canonical(pair.Value)));
    }

    // Both are JSON where they are objects, but not escaped alike.
    private static string Canonical(string text) => text is ['{' or '[', ..] ? JsonSerializer.Serialize(JsonNode.Parse(text)) : text;
}
