using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Cli.Recovery;

/// <summary>
/// Plans for a program: <c>{ stack, plans: [ { loss, survives, isLost, rowsLostSeconds, time, steps, previewShows } ] }</c>. Times are in
/// seconds; <c>rowsLostSeconds</c> is null where no row is lost or nobody can say. A step has a <c>kind</c>: <c>edit</c> with <c>lines</c>,
/// of which each is a path and a value, or null to take it out; <c>copyStackFile</c>; <c>command</c>; <c>wait</c>.
/// </summary>
internal static class PlanJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the plans.</summary>
    /// <param name="stack">The stack's name.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="to">Where to.</param>
    public static void Write(string stack, ImmutableArray<RecoveryPlan> plans, TextWriter to)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Indented))
        {
            new JsonObject { ["stack"] = stack, ["plans"] = new JsonArray([.. plans.Select(Plan)]) }.WriteTo(writer);
        }
        to.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    private static JsonObject Plan(RecoveryPlan plan) =>
        new()
        {
            ["loss"] = LossName.Of(plan.Loss),
            ["survives"] = plan.Survives,
            ["isLost"] = plan.IsLost,
            ["rowsLostSeconds"] = plan.RowsLost?.TotalSeconds,
            ["time"] = new JsonObject
            {
                ["seconds"] = plan.Time.Total.TotalSeconds,
                ["criticalPath"] = new JsonArray([
                    .. plan.Time.CriticalPath.Select(operation => new JsonObject
                    {
                        ["operation"] = operation.Operation,
                        ["type"] = operation.Type,
                        ["name"] = operation.Name,
                        ["startSeconds"] = operation.Start.TotalSeconds,
                        ["seconds"] = operation.Duration.TotalSeconds,
                    }),
                ]),
            },
            ["steps"] = new JsonArray([.. plan.Steps.Select(Step)]),
            ["previewShows"] = new JsonArray([.. plan.PreviewShows.Select(text => JsonValue.Create(text))]),
        };

    /// <summary>One step.</summary>
    public static JsonObject Step(RecoveryStep step) =>
        step switch
        {
            RecoveryStep.Edit edit => new()
            {
                ["kind"] = "edit",
                ["why"] = edit.Why,
                ["stack"] = edit.Stack,
                ["lines"] = new JsonArray([
                    .. edit.Lines.Select(line => new JsonObject
                    {
                        ["path"] = line.Path,
                        ["value"] = line.Json is null ? null : JsonNode.Parse(line.Json),
                    }),
                ]),
            },
            RecoveryStep.CopyStackFile copy => new()
            {
                ["kind"] = "copyStackFile",
                ["why"] = copy.Why,
                ["stack"] = copy.Stack,
                ["from"] = copy.From,
            },
            RecoveryStep.Command command => new()
            {
                ["kind"] = "command",
                ["why"] = command.Why,
                ["line"] = command.Line,
            },
            _ => new() { ["kind"] = "wait", ["why"] = step.Why },
        };
}
