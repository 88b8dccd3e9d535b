using System.Text.Json.Nodes;
using Infra.Cli.Review;

namespace Infra.Tests.Engine;

/// <summary>
/// The previews that the review's table of cases starts from are the engine's own. Where the engine writes another one, this fails and
/// leaves the new one beside the recorded one, to be read and taken over.
/// </summary>
public sealed class RecordedPreviewTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_preview_of_an_unchanged_stack_is_the_recorded_one(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var preview = await stack.PreviewAsync("--json", "--show-sames");
        var root = JsonNode.Parse(
            preview.Output[preview.Output.IndexOf('{', StringComparison.Ordinal)..(preview.Output.LastIndexOf('}') + 1)]
        )!;
        var text = string.Join('\n', root["steps"]!.AsArray().Select(step => Line(step!)).Order(StringComparer.Ordinal)) + "\n";
        var file = Path.Combine(Repository.Root, "tests", "Review", "Recorded", $"{cloud}.jsonl");
        var known = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";
        if (text != known)
        {
            await File.WriteAllTextAsync($"{file}.new", text, TestContext.Current.CancellationToken);
        }

        Assert.True(text == known, $"The engine writes another preview: compare {file}.new with {file}, and move it there.");
    }

    // What the review reads of a step that changes nothing, without what another run would name otherwise.
    private static string Line(JsonNode step)
    {
        Assert.Equal("same", step["op"]!.GetValue<string>());
        var state = step["newState"]!;
        return new JsonObject
        {
            ["urn"] = step["urn"]!.DeepClone(),
            ["protect"] = state["protect"]?.DeepClone(),
            ["retainOnDelete"] = state["retainOnDelete"]?.DeepClone(),
            ["provider"] = string.Join("::", (state["provider"]?.GetValue<string>() ?? "").Split("::").SkipLast(1).Append("id")),
            ["inputs"] = Holds(step) ? state["inputs"]?.DeepClone() : new JsonObject(),
        }.ToJsonString();
    }

    // The inputs of everything else are long, and no case changes them.
    private static bool Holds(JsonNode step) =>
        JudgedHoldings.Of(RecordedStep.From(step.AsObject())) is not null
        && !step["urn"]!.GetValue<string>().Contains("kubernetes:", StringComparison.Ordinal);
}
