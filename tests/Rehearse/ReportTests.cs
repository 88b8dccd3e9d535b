using System.Text.Json.Nodes;
using System.Xml.Linq;
using Infra.Cli.Recovery;
using Infra.Cli.Rehearse;

namespace Infra.Tests.Rehearse;

/// <summary>What stays of a rehearsal, for a program and for CI; BrowserTests look at the page.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infra-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_program_reads_every_figure(string cloud)
    {
        await WriteAsync(SampleRehearsal.Of(cloud));
        var report = JsonNode.Parse(Text("report.json"))!;
        var played = report["rehearsals"]![0]!;

        Assert.Equal(["version", "playedAt", "passed", "rehearsals"], Names(report));
        Assert.Equal(
            [
                "cloud",
                "stack",
                "loss",
                "passed",
                "launchSeconds",
                "recoverySeconds",
                "realSeconds",
                "checks",
                "notes",
                "plan",
                "steps",
                "spans",
            ],
            Names(played)
        );
        Assert.Equal((1, true), ((int)report["version"]!, (bool)report["passed"]!));
        Assert.Equal((cloud, "cluster-and-database"), ((string)played["cloud"]!, (string)played["loss"]!));
        Assert.Equal(
            (27 * 60, 38 * 60, 36 * 60),
            ((double)played["launchSeconds"]!, (double)played["recoverySeconds"]!, (double)played["plan"]!["seconds"]!)
        );
        Assert.Equal(["promise", "expected", "found", "passed"], Names(played["checks"]![0]!));
        Assert.Equal(["survives", "isLost", "rowsLostSeconds", "seconds", "criticalPath"], Names(played["plan"]!));
        Assert.Equal(["act", "title", "command", "start", "end", "realSeconds", "changes"], Names(played["steps"]![0]!));
        Assert.Equal(["act", "operation", "type", "name", "start", "end"], Names(played["spans"]![0]!));
        Assert.Equal("2026-03-02T08:00:00+00:00", (string)played["steps"]![0]!["start"]!);
        Assert.Equal(97, (int)played["steps"]![0]!["changes"]!["create"]!);
    }

    [Fact]
    public async Task CI_reads_a_suite_for_each_rehearsal_and_a_case_for_each_promise()
    {
        await WriteAsync(SampleRehearsal.Of("gcp"), SampleRehearsal.Of("aws", passed: false, Loss.Instance));
        var suites = XDocument.Load(Path.Combine(_folder, "out", "report.junit.xml")).Root!;

        Assert.Equal(
            ["gcp.cluster-and-database", "aws.instance"],
            suites.Elements("testsuite").Select(suite => (string)suite.Attribute("name")!)
        );
        Assert.Equal(("8", "1"), ((string)suites.Attribute("tests")!, (string)suites.Attribute("failures")!));
        Assert.Equal(
            ["Rows", "Images", "Identities", "Time"],
            suites.Elements().First().Elements("testcase").Select(test => (string)test.Attribute("name")!)
        );
        var failure = Assert.Single(suites.Descendants("failure"));
        Assert.Equal(
            "expected all rows until 14:03, at most 5 min lost; found 14 000 of 14 403 rows, 47 min lost",
            (string)failure.Attribute("message")!
        );
        Assert.Equal("98.300", (string)suites.Elements().First().Attribute("time")!);
    }

    [Fact]
    public async Task No_text_becomes_markup()
    {
        await WriteAsync(SampleRehearsal.Hostile());
        var page = Text("report.html");

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt; [31m{{ verdict }}", page, StringComparison.Ordinal);
        Assert.DoesNotContain(page, letter => char.IsControl(letter) && letter is not '\n');
        Assert.Single(XDocument.Load(Path.Combine(_folder, "out", "report.junit.xml")).Descendants("failure"));
        Assert.Contains("<script>", (string)JsonNode.Parse(Text("report.json"))!["rehearsals"]![0]!["stack"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_fails_among_many_makes_the_report_a_FAIL()
    {
        await WriteAsync(SampleRehearsal.Of("gcp"), SampleRehearsal.Of("aws", passed: false));

        Assert.False((bool)JsonNode.Parse(Text("report.json"))!["passed"]!);
        Assert.Contains("<title>FAIL: 1 of 2 rehearsals passed</title>", Text("report.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.4, "under 1 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(90, "1 min 30 s")]
    [InlineData(3599.7, "1 h")]
    [InlineData(3900, "1 h 05 min")]
    [InlineData(86399, "24 h")]
    [InlineData(100800, "1 d 4 h")]
    public void A_duration_is_told_in_two_units_at_most(double seconds, string text) =>
        Assert.Equal(text, DurationText.Of(TimeSpan.FromSeconds(seconds)));

    private string Text(string file) => File.ReadAllText(Path.Combine(_folder, "out", file));

    private async Task WriteAsync(params PlayedRehearsal[] rehearsals) =>
        await RehearsalReport.WriteAsync(Path.Combine(_folder, "out"), rehearsals, new StoppedClock(SampleRehearsal.PlayedAt));

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(member => member.Key);
}
