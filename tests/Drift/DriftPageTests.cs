using System.Text.Json.Nodes;
using Infra.Cli.Drift;

namespace Infra.Tests.Drift;

/// <summary>What a hand did is told from what the cloud has moved by itself, by which setting moved and which way.</summary>
public sealed class DriftPageTests
{
    private const string Rds = "aws:rds/instance:Instance";
    private const string CloudSql = "gcp:sql/databaseInstance:DatabaseInstance";
    private const string Pool = "gcp:container/nodePool:NodePool";
    private const string Rule = "gcp:compute/firewall:Firewall";

    [Theory]
    [InlineData(Rds, """{ "allocatedStorage": 100 }""", """{ "allocatedStorage": 150 }""", false)]
    [InlineData(Rds, """{ "allocatedStorage": 150 }""", """{ "allocatedStorage": 100 }""", true)]
    [InlineData(Rds, """{ "engineVersion": "16" }""", """{ "engineVersion": "16.9" }""", false)]
    [InlineData(Rds, """{ "engineVersion": "16.4" }""", """{ "engineVersion": "17.1" }""", true)]
    [InlineData(CloudSql, """{ "settings": { "diskSize": 100 } }""", """{ "settings": { "diskSize": 180 } }""", false)]
    [InlineData(
        CloudSql,
        """{ "settings": { "diskSize": 100, "tier": "a" } }""",
        """{ "settings": { "diskSize": 180, "tier": "b" } }""",
        true
    )]
    [InlineData(Pool, """{ "version": "1.34.1-gke.1" }""", """{ "version": "1.34.3-gke.2" }""", false)]
    [InlineData(Pool, """{ "version": "1.34.3-gke.1" }""", """{ "version": "1.33.9-gke.2" }""", true)]
    [InlineData(Rule, """{ "sourceTags": ["nodes"] }""", """{ "sourceTags": ["others"] }""", true)]
    public void A_setting_was_a_hand_unless_the_cloud_moves_it_that_way(string type, string stated, string found, bool byHand) =>
        Assert.Equal(byHand, Told([Event("update", type, stated, found)]).ByHand);

    [Fact]
    public void What_nobody_asked_for_counts_where_it_can_be_asked_for_and_what_is_only_reported_does_not()
    {
        var reported = Told([
            Event("update", Rds, "{}", "{}", """{ "latestRestorableTime": "1" }""", """{ "latestRestorableTime": "2" }"""),
        ]);
        var opened = Told([Event("update", Rule, "{}", "{}", "{}", """{ "sourceRanges": ["0.0.0.0/0"] }""")]);

        Assert.False(reported.ByHand);
        Assert.True(opened.ByHand);
        Assert.Contains("it is open to everybody (0.0.0.0/0)", opened.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("error: no stack named 'prod' found")]
    [InlineData("""{ "diagnosticEvent": { "severity": "error", "message": "cluster is unreachable" } }""")]
    [InlineData("""{ "resOutputsEvent": {""")]
    public void What_is_no_whole_look_at_the_cloud_is_no_night_without_drift(string text) =>
        Assert.Throws<FormatException>(() => DriftedThing.Read(text.Split('\n')));

    private static (bool ByHand, string Text) Told(string[] events)
    {
        using var page = new StringWriter();
        return (DriftPage.Write("prod", DriftedThing.Read([.. events, """{ "summaryEvent": {} }"""]), page), page.ToString());
    }

    private static string Event(
        string operation,
        string type,
        string stated,
        string found,
        string outputsBefore = "{}",
        string outputsAfter = "{}"
    ) =>
        new JsonObject
        {
            ["resOutputsEvent"] = new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["op"] = operation,
                    ["urn"] = $"urn:pulumi:prod::infra::{type}::a-thing",
                    ["old"] = State(stated, outputsBefore),
                    ["new"] = State(found, outputsAfter),
                },
            },
        }.ToJsonString();

    private static JsonObject State(string inputs, string outputs) =>
        new()
        {
            ["id"] = "id",
            ["inputs"] = JsonNode.Parse(inputs),
            ["outputs"] = JsonNode.Parse(outputs),
        };
}
