using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Alarms, rules and topics: what CloudWatch, EventBridge and SNS refuse, and what they would take and never serve.</summary>
internal static class CloudWatchRules
{
    private const int Day = 86400;

    private static readonly string[] Statistics = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
    private static readonly string[] Missing = ["breaching", "notBreaching", "ignore", "missing"];

    private static readonly string[] Comparisons =
    [
        "GreaterThanOrEqualToThreshold",
        "GreaterThanThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
    ];

    private static readonly Need OfTopic = new("topic", Topics.Topic, "NotFound: Topic does not exist: {0}");

    public static Rule[] Table { get; } =
    [
        // Each of these calls writes over what is there under the name.
        new(CloudWatchAlarms.Type)
        {
            Name = "name",
            Id = "{name}",
            ForceNew = ["name"],
            Adopts = static _ => true,
            Check = Alarm,
            Needs = [new("alarmActions", Topics.Topic), new("okActions", Topics.Topic)],
            Outputs = new() { ["arn"] = "arn:aws:cloudwatch:{region}:{account}:alarm:{name}" },
        },
        new(EventBridge.Rule)
        {
            Name = "name",
            Id = "{name}",
            ForceNew = ["name", "eventBusName"],
            Adopts = static _ => true,
            Check = Pattern,
            HeldBy = [new(EventBridge.Target, "rule")],
            Held = "ValidationException: Rule can't be deleted since it has targets.",
            Outputs = new() { ["arn"] = "arn:aws:events:{region}:{account}:rule/{name}" },
        },
        new(EventBridge.Target)
        {
            Id = "{rule}-{targetId}",
            ImportId = "{rule}/{targetId}",
            ForceNew = ["rule", "targetId", "eventBusName"],
            Adopts = static _ => true,
            Needs =
            [
                new("rule", EventBridge.Rule, "ResourceNotFoundException: Rule {0} does not exist on EventBus default."),
                new("arn", Topics.Topic, "ValidationException: {0} is no target"),
            ],
        },
        new(Topics.Topic)
        {
            Name = "name",
            Id = "arn:aws:sns:{region}:{account}:{name}",
            ForceNew = ["name"],
            Adopts = static _ => true,
            Outputs = new() { ["arn"] = "{id}", ["owner"] = "{account}" },
        },
        new(Topics.Policy)
        {
            Id = "{arn}",
            ForceNew = ["arn"],
            Adopts = static _ => true,
            Needs = [OfTopic with { Path = "arn" }],
        },
        new(Topics.Subscription)
        {
            Id = "{topic}:{uuid}",
            ForceNew = ["topic", "protocol", "endpoint"],
            Needs = [OfTopic],
            Check = Endpoint,
            Outputs = new() { ["arn"] = "{id}", ["pendingConfirmation"] = "true" },
        },
    ];

    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    private static IEnumerable<Fault> Alarm(JsonObject inputs)
    {
        var (space, metric) = (inputs.Text("namespace") ?? "", inputs.Text("metricName") ?? "");
        var dimensions = inputs["dimensions"] is JsonObject map ? map.Select(one => one.Key).ToList() : [];
        if (CloudWatchMetrics.Unknown(space, metric, dimensions) is { } unknown)
            yield return new("metricName", unknown);
        if (!Statistics.Contains(inputs.Text("statistic")))
            yield return new("statistic", $"ValidationError: '{inputs.Text("statistic")}' is no statistic");
        if (!Comparisons.Contains(inputs.Text("comparisonOperator")))
            yield return new("comparisonOperator", "ValidationError: it compares by nothing");
        if (!Missing.Contains(inputs.Text("treatMissingData") ?? "missing"))
            yield return new("treatMissingData", "ValidationError: it is none of breaching, notBreaching, ignore, missing");
        var (period, periods) = (inputs.Number("period") ?? 0, inputs.Number("evaluationPeriods") ?? 0);
        if (period <= 0 || period % 60 != 0)
            yield return new("period", "ValidationError: a period is a multiple of 60 seconds");
        if (period * periods > (period >= 3600 ? 7 * Day : Day))
            yield return new(
                "evaluationPeriods",
                "ValidationError: Metrics cannot be checked across more than a day, or seven with periods of an hour and more"
            );
        if (inputs.Number("threshold") is null)
            yield return new("threshold", "ValidationError: there is none");
        if ((inputs.Text("alarmDescription") ?? "").Length > 1024)
            yield return new("alarmDescription", "ValidationError: it is longer than 1024 characters");
    }

    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
    private static IEnumerable<Fault> Pattern(JsonObject inputs)
    {
        if ((inputs.Text("description") ?? "").Length > 512)
            yield return new("description", "ValidationException: it is longer than 512 characters");
        if (inputs["eventPattern"] is null || Wire.IsUnknown(inputs["eventPattern"]))
            yield break;
        if (!IsPattern(inputs.Text("eventPattern")!))
            yield return new(
                "eventPattern",
                "InvalidEventPatternException: Event pattern is not valid. Every field is an array of what it may be"
            );
    }

    private static bool IsPattern(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject map && map.Count > 0 && Fields(map);
        }
        catch (JsonException)
        {
            return false;
        }

        static bool Fields(JsonObject map) =>
            map.All(field =>
                field.Value is JsonArray { Count: > 0 } || (field.Value is JsonObject inner && inner.Count > 0 && Fields(inner))
            );
    }

    private static IEnumerable<Fault> Endpoint(JsonObject inputs) =>
        (inputs.Text("protocol"), inputs.Text("endpoint")) is ("email", var address)
        && address?.Contains('@', StringComparison.Ordinal) == false
            ? [new("endpoint", "InvalidParameter: Invalid parameter: Email address")]
            : [];
}
