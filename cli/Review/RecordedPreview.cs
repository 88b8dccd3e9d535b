using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Cli.Review;

/// <summary>What <c>pulumi preview --json --show-sames</c> has written.</summary>
/// <param name="Steps">Every step, also those that change nothing but an option.</param>
/// <param name="Errors">Why the preview failed; empty when it did not.</param>
internal sealed record RecordedPreview(ImmutableArray<RecordedStep> Steps, ImmutableArray<string> Errors)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true };

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is something else, or it leaves out what did not change.</exception>
    public static RecordedPreview Read(string json)
    {
        JsonObject root;
        try
        {
            root = JsonNode.Parse(json, documentOptions: Lenient)!.AsObject();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new FormatException("This is no preview. Write one with: pulumi preview --json --show-sames", e);
        }
        var steps = Items(root, "steps").Select(RecordedStep.From).ToImmutableArray();
        var errors = Items(root, "diagnostics").Where(diagnostic => diagnostic["severity"]?.GetValue<string>() == "error")
            .Select(diagnostic => diagnostic["message"]!.GetValue<string>().Trim()).ToImmutableArray();
        // A protection that is taken off changes nothing in the cloud; without the unchanged steps it would pass unseen.
        if (root["changeSummary"]?["same"]?.GetValue<int>() > 0 && steps.All(step => step.Operation != "same"))
        {
            throw new FormatException("The preview leaves out what does not change, so a protection that is taken off can not be seen. Write it with --show-sames.");
        }
        return new(steps, errors);
    }

    private static IEnumerable<JsonObject> Items(JsonObject root, string name) => (root[name] as JsonArray ?? []).Select(item => item!.AsObject());
}
