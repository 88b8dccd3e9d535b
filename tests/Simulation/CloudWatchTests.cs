using System.Text.Json.Nodes;

namespace Infra.Tests.Simulation;

/// <summary>The simulated CloudWatch takes no alarm that the real one would refuse, or would take and never have data for.</summary>
public sealed class CloudWatchTests
{
    private const string Alarm = """
        { "name": "a", "namespace": "AWS/RDS", "metricName": "FreeStorageSpace", "statistic": "Minimum", "period": 300, "evaluationPeriods": 3,
          "comparisonOperator": "LessThanThreshold", "threshold": 1, "treatMissingData": "breaching", "dimensions": { "DBInstanceIdentifier": "db" } }
        """;

    [Theory]
    [InlineData("metricName", "\"FreeStorage\"", "AWS/RDS has no metric FreeStorage")]
    [InlineData("metricName", "\"FreeStorageSpace\"", null)]
    [InlineData("namespace", "\"AWS/Rds\"", "nothing is measured in the namespace AWS/Rds")]
    [InlineData(
        "dimensions",
        """{ "DbInstance": "db" }""",
        "FreeStorageSpace of AWS/RDS is measured by DBInstanceIdentifier, and by nothing else"
    )]
    [InlineData("dimensions", "{}", "FreeStorageSpace of AWS/RDS is measured by DBInstanceIdentifier, and by nothing else")]
    [InlineData("statistic", "\"Least\"", "ValidationError: 'Least' is no statistic")]
    [InlineData("treatMissingData", "\"fault\"", "ValidationError: it is none of breaching, notBreaching, ignore, missing")]
    [InlineData("period", "90", "ValidationError: a period is a multiple of 60 seconds")]
    [InlineData(
        "evaluationPeriods",
        "300",
        "ValidationError: Metrics cannot be checked across more than a day, or seven with periods of an hour and more"
    )]
    public void An_alarm_on_what_the_cloud_does_not_measure_is_refused(string property, string json, string? fault)
    {
        var inputs = JsonNode.Parse(Alarm)!.AsObject();
        inputs[property] = JsonNode.Parse(json);

        Assert.Equal(fault is null ? [] : [fault], Infra.Simulation.CloudWatchRules.Table[0].Check(inputs).Select(one => one.Reason));
    }

    [Theory]
    [InlineData("""{ "source": ["aws.rds"], "detail": { "EventID": ["RDS-EVENT-0002"] } }""", true)]
    [InlineData("""{ "source": "aws.rds" }""", false)]
    [InlineData("""{ "source": ["aws.rds"], "detail": {} }""", false)]
    [InlineData("not json", false)]
    public void A_pattern_says_of_every_field_what_it_may_be(string pattern, bool isTaken) =>
        Assert.Equal(isTaken, !Infra.Simulation.CloudWatchRules.Table[1].Check(new() { ["eventPattern"] = pattern }).Any());
}
