using System.Text.Json.Nodes;

namespace Infra.Tests.Aws;

/// <summary>CloudWatch and EventBridge tell when a recovery gets harder, whether a cluster lives or not.</summary>
public sealed class AlarmsTests
{
    private static readonly string[] Measured = ["storage-ends", "connections-end", "log-behind"];
    private static readonly string[] Missed = ["backup-too-old", "escrow-too-old"];
    private static readonly string[] Counted = ["images-not-copied", "sets-not-copied"];
    private static readonly string[] Told = ["key-in-danger", "bucket-changed", "database-in-trouble"];

    [Fact]
    public async Task Every_alarm_names_the_stack_and_what_to_do_and_tells_the_mail_of_the_alerts()
    {
        var stack = await AwsStack.DeclareAsync(SampleStack.Alerts);

        Assert.All([.. Measured, .. Missed, .. Counted], name =>
        {
            Assert.Contains("Run make ready STACK=aws. ", $"{stack[name]["alarmDescription"]}", StringComparison.Ordinal);
            Assert.EndsWith($"See docs/alarms.md, {name}.", $"{stack[name]["alarmDescription"]}", StringComparison.Ordinal);
            Assert.Equal("(echo of alarms-topic.arn)", Assert.Single(AwsStack.Texts(stack[name]["alarmActions"])));
        });
        Assert.All(Told, name =>
            Assert.Contains(
                "Run make ready STACK=aws. ",
                $"{stack[$"{name}-target"]["inputTransformer"]!["inputTemplate"]}",
                StringComparison.Ordinal
            )
        );
        Assert.Equal(("email", "oncall@example.com"), ($"{stack["alarms-mail"]["protocol"]}", $"{stack["alarms-mail"]["endpoint"]}"));
        Assert.Empty(stack.Faults);
    }

    [Fact]
    public async Task A_silent_source_counts_as_a_fault()
    {
        var stack = await AwsStack.DeclareAsync(SampleStack.Alerts);

        var alarms = stack.Of("cloudwatch/metricAlarm:MetricAlarm");
        Assert.Equal(7, alarms.Count);
        // S3 counts failures only where something was to be copied.
        Assert.All(alarms, alarm =>
            Assert.Equal(Counted.Contains(alarm.Name) ? "notBreaching" : "breaching", alarm.Text("treatMissingData"))
        );
    }

    [Fact]
    public async Task What_is_not_copied_is_counted_by_the_rule_that_copies_and_by_none_where_nothing_does()
    {
        var stack = await AwsStack.DeclareAsync(SampleStack.Alerts);

        Assert.All([("images-not-copied", "registry"), ("sets-not-copied", "escrow")], one =>
            Assert.Equal(
                (
                    $"astro-prod-{one.Item2}-123456789012",
                    $"astro-prod-copies-{one.Item2}-eu-west-1-123456789012",
                    $"{stack[$"{one.Item2}-copy-rule"]["rules"]![0]!["id"]}"
                ),
                (
                    $"{stack[one.Item1]["dimensions"]!["SourceBucket"]}",
                    $"{stack[one.Item1]["dimensions"]!["DestinationBucket"]}",
                    $"{stack[one.Item1]["dimensions"]!["RuleId"]}"
                )
            )
        );
        Assert.False((await AwsStack.DeclareAsync([.. SampleStack.Alerts, ("infra:copies", null)])).Has("images-not-copied"));
    }

    [Theory]
    [InlineData("db.t4g.medium", 405)]
    [InlineData("db.m6g.large", 811)]
    [InlineData("db.r6g.2xlarge", 5000)]
    [InlineData("db.something-new", 811)]
    public void The_connections_of_an_instance_follow_from_its_memory(string machineType, int connections) =>
        Assert.InRange(Infra.Aws.RdsConnections.Of(machineType), connections - 1, connections + 1);

    [Fact]
    public async Task They_follow_the_active_generation_by_stable_names()
    {
        var stack = await AwsStack.DeclareAsync([
            .. SampleStack.Alerts,
            ("infra:database.generation", "2"),
            ("infra:database.restore", """{ "latest": true }"""),
        ]);

        Assert.All(Measured, name => Assert.Equal("astro-prod-db-g2", $"{stack[name]["dimensions"]!["DBInstanceIdentifier"]}"));
        Assert.Equal(
            "astro-prod-db-g2",
            $"{JsonNode.Parse($"{stack["backup-too-old-rule"]["eventPattern"]}")!["detail"]!["SourceIdentifier"]![0]}"
        );
        Assert.Equal("astro-prod-storage-ends", $"{stack["storage-ends"]["name"]}");
    }

    [Fact]
    public async Task Only_this_account_s_alarms_and_rules_publish()
    {
        var statement = Assert.Single(
            AwsStack.Statements((await AwsStack.DeclareAsync(SampleStack.Alerts))["heartbeats-topic-policy"]["policy"])
        );

        Assert.Equal("events.amazonaws.com", $"{statement["Principal"]!["Service"]}");
        Assert.Equal("arn:aws:*:eu-central-1:123456789012:*", $"{statement["Condition"]!["ArnLike"]!["aws:SourceArn"]![0]}");
    }

    [Theory]
    [InlineData("infra:lifetime", "\"disposable\"")]
    [InlineData("infra:alerts", null)]
    public async Task There_are_none_where_nothing_is_to_be_recovered_or_nobody_is_told(string path, string? json) =>
        Assert.False(
            (
                await AwsStack.DeclareAsync([
                    .. SampleStack.Alerts.Where(edit => json is not null || !edit.Path.StartsWith(path, StringComparison.Ordinal)),
                    .. json is null ? [] : new[] { (path, (string?)json) },
                ])
            ).Has("backup-too-old")
        );
}
