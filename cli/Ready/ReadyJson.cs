using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Cli.Ready;

/// <summary>
/// What was found, for a program: <c>{ version, stack, at, verdict, checks: [ { name, worstDay, findings: [ { verdict, found, mend } ] } ]
/// }</c>. A verdict is <c>ok</c>, <c>warning</c> or <c>fault</c>; <c>mend</c> is null where nothing needs to be mended.
/// </summary>
internal static class ReadyJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes it.</summary>
    public static void Write(Readiness readiness, TextWriter to) => to.WriteLine(Of(readiness).ToJsonString(Indented));

    private static JsonObject Of(Readiness readiness) =>
        new()
        {
            ["version"] = 1,
            ["stack"] = readiness.Stack,
            ["at"] = readiness.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["verdict"] = Word(readiness.Verdict),
            ["checks"] = new JsonArray([
                .. readiness.Answers.Select(answer => new JsonObject
                {
                    ["name"] = answer.Check.Name,
                    ["worstDay"] = answer.Check.WorstDay,
                    ["findings"] = new JsonArray([
                        .. answer.Findings.Select(finding => new JsonObject
                        {
                            ["verdict"] = Word(finding.Verdict),
                            ["found"] = finding.Found,
                            ["mend"] = finding.Mend,
                        }),
                    ]),
                }),
            ]),
        };

    /// <summary>A verdict's word, for programs and people.</summary>
    public static string Word(Verdict verdict) =>
        verdict switch
        {
            Verdict.Ok => "ok",
            Verdict.Warning => "warning",
            _ => "fault",
        };
}
