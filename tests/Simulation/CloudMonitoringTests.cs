using System.Text.Json.Nodes;

namespace Infra.Tests.Simulation;

/// <summary>The simulated Cloud Monitoring takes no policy that the real one would refuse, or would take and never have data for.</summary>
public sealed class CloudMonitoringTests
{
    private const string Filter =
        "metric.type=\\\"cloudsql.googleapis.com/database/disk/utilization\\\" AND resource.type=\\\"cloudsql_database\\\"";
    private const string Policy = $$$"""
        { "combiner": "OR", "displayName": "a", "conditions": [{ "displayName": "a", "conditionAbsent": { "filter": "{{{Filter}}}", "duration": "900s",
          "aggregations": [{ "alignmentPeriod": "300s", "perSeriesAligner": "ALIGN_MEAN" }] } }] }
        """;

    [Theory]
    [InlineData("disk/utilization", "disk/utilization", null)]
    [InlineData(
        "disk/utilization",
        "disk/fullness",
        "Cannot find metric that matches type = \"cloudsql.googleapis.com/database/disk/fullness\""
    )]
    [InlineData(
        "cloudsql_database",
        "gcs_bucket",
        "The supplied filter does not specify a valid combination of metric and monitored resource descriptors: "
            + "cloudsql.googleapis.com/database/disk/utilization is measured of cloudsql_database"
    )]
    [InlineData(
        "cloudsql_database\\\"",
        "cloudsql_database\\\" AND resource.labels.instance=\\\"a\\\"",
        "cloudsql.googleapis.com/database/disk/utilization of cloudsql_database has no resource.labels.instance"
    )]
    [InlineData(" AND ", " and ", "Unparseable filter")]
    [InlineData("ALIGN_MEAN", "ALIGN_BEST", "There is no such aligner")]
    [InlineData("300s", "100000s", "An alignment period is 60 seconds to 25 hours")]
    [InlineData("900s", "86400s", "A duration is a multiple of a minute, and an absence of 2 minutes to 23 hours and 30 minutes")]
    public void A_policy_on_what_the_cloud_does_not_measure_is_refused(string text, string edited, string? fault)
    {
        var faults = Infra
            .Simulation.MonitoringRules.Table[0]
            .Check(JsonNode.Parse(Policy.Replace(text, edited, StringComparison.Ordinal))!.AsObject())
            .Select(one => one.Reason)
            .ToList();

        if (fault is null)
            Assert.Empty(faults);
        else
            Assert.StartsWith($"googleapi: Error 400: {fault}", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_of_a_log_stands_alone_and_says_how_often_it_may_write()
    {
        var log = JsonNode
            .Parse("""{ "conditions": [{ "conditionMatchedLog": { "filter": "protoPayload.methodName=\"a\"" } }] }""")!
            .AsObject();
        Assert.EndsWith(
            "must have a notification rate limit",
            Assert.Single(Infra.Simulation.MonitoringRules.Table[0].Check(log)).Reason,
            StringComparison.Ordinal
        );

        log["alertStrategy"] = new JsonObject { ["notificationRateLimit"] = new JsonObject { ["period"] = "300s" } };
        Assert.Empty(Infra.Simulation.MonitoringRules.Table[0].Check(log));
    }

    [Theory]
    [InlineData("email", "email_address", true)]
    [InlineData("email", "address", false)]
    [InlineData("slack", "channel_name", false)]
    public void A_channel_is_of_a_type_that_a_program_can_set_up_and_has_its_label(string type, string label, bool isTaken) =>
        Assert.Equal(
            isTaken,
            !Infra
                .Simulation.MonitoringRules.Table[1]
                .Check(
                    new()
                    {
                        ["type"] = type,
                        ["labels"] = new JsonObject { [label] = "oncall@example.com" },
                    }
                )
                .Any()
        );
}
