using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Cli.Gap;

/// <summary>What lies between, for a program; docs/gap.md tells the form, and a test holds it.</summary>
internal static class GapJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes it.</summary>
    public static void Write(InstanceGap gap, TextWriter to) =>
        to.WriteLine(
            new JsonObject
            {
                ["version"] = 1,
                ["stack"] = gap.Stack,
                ["old"] = gap.Old,
                ["restored"] = gap.Restored,
                ["since"] = gap.Since.Length == 0 ? null : gap.Since,
                ["deployments"] = Names(gap.Deployments),
                ["users"] = Names(gap.Users),
                ["airflow"] = new JsonArray([
                    .. gap.Airflow.Select(one => new JsonObject
                    {
                        ["database"] = one.Database,
                        ["on"] = one.On switch
                        {
                            Presence.Both => "both",
                            Presence.Old => "old",
                            _ => "restored",
                        },
                        ["endedRuns"] = one.EndedRuns,
                        ["endedTasks"] = one.EndedTasks,
                        ["runs"] = new JsonArray([
                            .. one.Runs.Select(run => new JsonObject
                            {
                                ["dag"] = run.Dag,
                                ["run"] = run.Run,
                                ["state"] = run.State,
                                ["ended"] = run.Ended,
                                ["restored"] = run.Restored,
                                ["tasks"] = run.Tasks,
                            }),
                        ]),
                    }),
                ]),
                ["unread"] = Texts(gap.Unread),
            }.ToJsonString(Indented)
        );

    private static JsonObject Names(NameGap names) => new() { ["made"] = Texts(names.Made), ["removed"] = Texts(names.Removed) };

    private static JsonArray Texts(ImmutableArray<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
