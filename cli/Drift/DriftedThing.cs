using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Review;
using Infra.Schemas;

namespace Infra.Cli.Drift;

/// <summary>One thing that is not in the cloud as the state says.</summary>
/// <param name="Step">The state before, and as the cloud has it.</param>
/// <param name="Changed">Each setting that differs, with both values. Empty where the thing is gone.</param>
internal sealed record DriftedThing(RecordedStep Step, ImmutableArray<DriftedSetting> Changed)
{
    /// <summary>Whether it is gone.</summary>
    public bool IsGone => Step.Operation == "delete";

    /// <summary>What a hand has set.</summary>
    public IEnumerable<DriftedSetting> ByHand => Changed.Except(ByCloud);

    /// <summary>What the cloud has moved by itself.</summary>
    public IEnumerable<DriftedSetting> ByCloud => Changed.Where(setting => MovedByCloud.Includes(Step.Type, setting));

    /// <summary>Reads what a preview of a refresh has written, an event a line.</summary>
    /// <exception cref="FormatException">It is something else, it failed, or it is cut.</exception>
    public static ImmutableArray<DriftedThing> Read(IEnumerable<string> lines)
    {
        var events = lines.Where(line => line.StartsWith('{')).Select(Parse).ToList();
        var errors = events
            .Where(one => one.Text("diagnosticEvent.severity") == "error")
            .Select(one => PrintableText.Line(one.Text("diagnosticEvent.message") ?? ""))
            .ToList();
        return errors.Count > 0 ? throw new FormatException($"The cloud could not be looked at: {string.Join("; ", errors)}")
            : events.Exists(one => one["summaryEvent"] is not null)
                ? [.. events.Select(one => one.At("resOutputsEvent.metadata")).OfType<JsonObject>().Select(Of).OfType<DriftedThing>()]
            : throw new FormatException("This is no whole preview of a refresh; .ci/nightly drift STACK makes one.");
    }

    private static DriftedThing? Of(JsonObject step)
    {
        var operation = step.Text("op");
        // What the program leaves to the cloud or never asked for, the engine calls the same, though it has moved.
        if (operation is not ("update" or "delete") && (operation, step["old"], step["new"]) is not ("same", JsonObject, JsonObject))
        {
            return null;
        }
        var recorded = RecordedStep.From(
            new()
            {
                ["op"] = operation,
                ["urn"] = step.Text("urn"),
                ["oldState"] = step["old"]?.DeepClone(),
                ["newState"] = operation == "delete" ? null : step["new"]?.DeepClone(),
            }
        );
        return new(
            recorded,
            operation == "delete" ? [] : [.. DriftedSetting.Between(Settings(recorded, step, "old"), Settings(recorded, step, "new"))]
        );
    }

    // What can be asked for, whether the program does or not: a hand may set what nobody has asked for. What is only reported is no
    // setting.
    private static JsonObject Settings(RecordedStep recorded, JsonObject step, string when)
    {
        var shape = recorded.Type.Split(':') is [not ("pulumi" or "infra"), ..]
            ? PackageSchema.Of(recorded.Type.Split(':')[0]).Resources.GetValueOrDefault(recorded.Type)
            : null;
        var settings = step.At($"{when}.inputs")?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in step.At($"{when}.outputs")?.AsObject() ?? [])
        {
            if (shape?.InputProperties.ContainsKey(name) == true && !recorded.Before!.Inputs.ContainsKey(name))
            {
                settings[name] = value?.DeepClone();
            }
        }
        return settings;
    }

    private static JsonNode Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line)!;
        }
        catch (JsonException e)
        {
            throw new FormatException($"This is no preview of a refresh: {e.Message}", e);
        }
    }
}
