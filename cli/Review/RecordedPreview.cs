using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Cli.Review;

/// <summary>What <c>pulumi preview --json --show-sames</c> has written.</summary>
/// <param name="Steps">Every step, also those that change nothing but an option.</param>
/// <param name="Errors">Why the preview failed; empty when it did not.</param>
internal sealed record RecordedPreview(ImmutableArray<RecordedStep> Steps, ImmutableArray<string> Errors)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // Every word of the engine's for a step; a word that is not among them was judged by nobody.
    // https://github.com/pulumi/pulumi/blob/master/sdk/go/common/display/operation.go
    private static readonly ImmutableHashSet<string> Operations =
    [
        "same",
        "create",
        "update",
        "delete",
        "replace",
        "create-replacement",
        "delete-replaced",
        "read",
        "read-replacement",
        "refresh",
        "discard",
        "discard-replaced",
        "remove-pending-replace",
        "import",
        "import-replacement",
    ];

    /// <summary>The steps of each resource; a replacement has several.</summary>
    public ILookup<string, RecordedStep> ByUrn { get; } = Steps.ToLookup(step => step.Urn);

    /// <summary>The steps by logical name.</summary>
    public ILookup<string, RecordedStep> ByName { get; } = Steps.ToLookup(step => step.Name);

    /// <summary>Which step makes the next generation of what another takes away.</summary>
    public Generations Generations { get; } = new(Steps);

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is something else, it is cut, or it leaves something out.</exception>
    public static RecordedPreview Read(string json)
    {
        try
        {
            return Read(JsonNode.Parse(json, documentOptions: Strict)!.AsObject());
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or InvalidOperationException
                        or NullReferenceException
                        or ArgumentException
                        or IndexOutOfRangeException
                        or OverflowException
            )
        {
            throw new FormatException("This is no preview. Write one with: pulumi preview --json --show-sames", e);
        }
    }

    /// <summary>Refuses the preview of another stack.</summary>
    /// <exception cref="FormatException">A step is another stack's.</exception>
    public void RequireStack(string stack)
    {
        if (Steps.FirstOrDefault(step => step.Stack != stack) is { } other)
        {
            throw new FormatException($"This is a preview of the stack {other.Stack}, and {stack} is reviewed.");
        }
    }

    private static RecordedPreview Read(JsonObject root)
    {
        var steps = Items(root, "steps").Select(RecordedStep.From).ToImmutableArray();
        var errors = Items(root, "diagnostics")
            .Where(diagnostic => diagnostic["severity"]?.GetValue<string>() == "error")
            .Select(diagnostic => diagnostic["message"]!.GetValue<string>().Trim())
            .ToImmutableArray();
        var counted = (RecordedStep.Part<JsonObject>(root, "changeSummary") ?? []).ToDictionary(
            pair => pair.Key,
            pair => pair.Value!.GetValue<int>()
        );
        if (steps.FirstOrDefault(step => !Operations.Contains(step.Operation)) is { } unknown)
        {
            throw new FormatException(
                $"The preview has the step \"{unknown.Operation}\" on {unknown.Name}, which the review does not know."
            );
        }
        // A protection that is taken off changes nothing in the cloud; without the unchanged steps it would pass unseen.
        if (counted.GetValueOrDefault("same") > 0 && steps.All(step => step.Operation != "same"))
        {
            throw new FormatException(
                "The preview leaves out what does not change, so a protection that is taken off can not be seen. Write it with "
                    + "--show-sames."
            );
        }
        var operations = steps.CountBy(step => step.Operation).ToDictionary();
        // The engine does not count the step that it fails at; a preview with errors passes nowhere.
        if (
            errors.IsEmpty
            && counted
                .Keys.Union(operations.Keys)
                .FirstOrDefault(word => counted.GetValueOrDefault(word) != operations.GetValueOrDefault(word))
                is { } word
        )
        {
            throw new FormatException(
                $"The preview is not whole: it counts {counted.GetValueOrDefault(word)} steps \"{word}\" and has "
                    + $"{operations.GetValueOrDefault(word)}."
            );
        }
        // The engine always has a step on the stack itself.
        if (steps.All(step => step.Type != "pulumi:pulumi:Stack"))
        {
            throw new FormatException(
                "The preview has no step on the stack itself: it is empty or cut. Write it with: pulumi preview --json --show-sames"
            );
        }
        return new(steps, errors);
    }

    private static IEnumerable<JsonObject> Items(JsonObject root, string name) =>
        root[name] is null ? [] : root[name]!.AsArray().Select(item => item!.AsObject());
}
