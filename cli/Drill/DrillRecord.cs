using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Infra.Schemas;

namespace Infra.Cli.Drill;

/// <summary>One thing that was expected of a drill.</summary>
/// <param name="Promise">What.</param>
/// <param name="Found">What was found.</param>
/// <param name="Passed">Whether it is what was expected.</param>
internal sealed record DrillCheck(string Promise, string Found, bool Passed);

/// <summary>What a drill has shown, for an audit.</summary>
/// <param name="Stack">The real stack's name.</param>
/// <param name="Cloud">Its cloud.</param>
/// <param name="At">When the drill began.</param>
/// <param name="Source">What the database was born from.</param>
/// <param name="RowsLost">How old that was: what would have been lost (RPO).</param>
/// <param name="Duration">From nothing until the platform stood (RTO); null: it never did.</param>
/// <param name="Checks">What was checked.</param>
internal sealed record DrillRecord(
    string Stack,
    string Cloud,
    DateTimeOffset At,
    string Source,
    TimeSpan RowsLost,
    TimeSpan? Duration,
    ImmutableArray<DrillCheck> Checks
)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether everything was as expected.</summary>
    public bool Passed => Duration is not null && Checks.All(check => check.Passed);

    /// <summary>
    /// The name of its files without their endings: the time, and how it ended, so that a list of names tells the history.
    /// </summary>
    public string FileName =>
        $"{At.UtcDateTime.ToString("yyyy-MM-dd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{(Passed ? "passed" : "failed")}";

    /// <summary>For a program.</summary>
    public string Json() =>
        new JsonObject
        {
            ["version"] = 1,
            ["stack"] = Stack,
            ["cloud"] = Cloud,
            ["at"] = At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["source"] = Source,
            ["rowsLostSeconds"] = Math.Round(RowsLost.TotalSeconds),
            ["durationSeconds"] = Duration is { } took ? Math.Round(took.TotalSeconds) : null,
            ["passed"] = Passed,
            ["checks"] = new JsonArray([
                .. Checks.Select(check => new JsonObject
                {
                    ["promise"] = check.Promise,
                    ["found"] = check.Found,
                    ["passed"] = check.Passed,
                }),
            ]),
        }.ToJsonString(Indented) + "\n";

    /// <summary>Reads what <see cref="Json"/> has written.</summary>
    /// <exception cref="InvalidOperationException">It is no record of a drill.</exception>
    public static DrillRecord Read(string json) =>
        JsonNode.Parse(json) is JsonObject record && record.Text("at") is { } at
            ? new(
                record.Text("stack") ?? "",
                record.Text("cloud") ?? "",
                DateTimeOffset.Parse(at, CultureInfo.InvariantCulture),
                record.Text("source") ?? "",
                TimeSpan.FromSeconds(record.Number("rowsLostSeconds") ?? 0),
                record.Number("durationSeconds") is { } took ? TimeSpan.FromSeconds(took) : null,
                [
                    .. record
                        .All("checks")
                        .Select(check => new DrillCheck(
                            check.Text("promise") ?? "",
                            check.Text("found") ?? "",
                            check.Flag("passed") == true
                        )),
                ]
            )
            : throw new InvalidOperationException("it is no record of a drill");

    /// <summary>For a person.</summary>
    public string Markdown() =>
        $"""
            # Drill of {Stack}, {At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC: {(
                Passed ? "passed" : "FAILED"
            )}

            | What | Measured |
            |---|---|
            | Born from | {Cell(Source)} |
            | Would have been lost (RPO) | {Words(RowsLost)} |
            | From nothing to a platform (RTO) | {(Duration is { } took ? Words(took) : "it never stood")} |

            | Expected | Found | |
            |---|---|---|
            {string.Join(
                '\n',
                Checks.Select(check => $"| {Cell(check.Promise)} | {Cell(check.Found)} | {(check.Passed ? "ok" : "FAILED")} |")
            )}

            """;

    /// <summary>For a CI system.</summary>
    public string JUnit()
    {
        var cases = Checks.Select(check => new XElement(
            "testcase",
            new XAttribute("classname", $"drill.{Stack}"),
            new XAttribute("name", check.Promise),
            new XAttribute("time", "0"),
            check.Passed ? null : new XElement("failure", new XAttribute("type", "promise"), new XAttribute("message", Cell(check.Found)))
        ));
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", $"{Stack}.drill"),
            new XAttribute("tests", Checks.Length),
            new XAttribute("failures", Checks.Count(check => !check.Passed)),
            new XAttribute("time", (Duration ?? TimeSpan.Zero).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)),
            new XAttribute("timestamp", At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
            cases
        );
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{new XElement("testsuites", suite)}\n";
    }

    /// <summary>A duration in words.</summary>
    public static string Words(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min");

    // A cell and an attribute are one line, and without what XML can not hold.
    private static string Cell(string text) =>
        new([.. text.ReplaceLineEndings(" ").Replace("|", "/", StringComparison.Ordinal).Where(sign => !char.IsControl(sign)).Take(600)]);
}
