using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Alert policies, channels and metrics of logs: what Cloud Monitoring refuses.</summary>
internal static class MonitoringRules
{
    public const string Policy = "gcp:monitoring/alertPolicy:AlertPolicy";
    public const string Channel = "gcp:monitoring/notificationChannel:NotificationChannel";
    public const string LogMetric = "gcp:logging/metric:Metric";
    private const string Invalid = "googleapi: Error 400: ";

    private static readonly string[] Aligners =
    [
        "ALIGN_MEAN",
        "ALIGN_MAX",
        "ALIGN_MIN",
        "ALIGN_SUM",
        "ALIGN_COUNT",
        "ALIGN_DELTA",
        "ALIGN_RATE",
    ];

    // What each type of channel must be told.
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["email"] = "email_address",
        ["sms"] = "number",
        ["pubsub"] = "topic",
        ["webhook_tokenauth"] = "url",
    };

    public static Rule[] Table { get; } =
    [
        new(Policy)
        {
            Id = "projects/{project}/alertPolicies/{number}",
            ForceNew = ["project"],
            Check = Conditions,
            Needs = [new("notificationChannels", Channel)],
            Outputs = new() { ["name"] = "{id}" },
        },
        new(Channel)
        {
            Id = "projects/{project}/notificationChannels/{number}",
            ForceNew = ["project"],
            Check = Channels,
            Outputs = new() { ["name"] = "{id}" },
            HeldBy = [new(Policy, "notificationChannels")],
            Held = "googleapi: Error 400: Cannot delete a notification channel that is in use: {0}",
        },
        new(LogMetric)
        {
            Name = "name",
            Id = "{name}",
            ForceNew = ["name", "project"],
            Taken = "googleapi: Error 409: Metric {name} already exists.",
            Check = static inputs =>
                Wire.IsUnknown(inputs["filter"]) || Parses(inputs.Text("filter")) ? [] : [new("filter", $"{Invalid}Unparseable filter")],
        },
    ];

    // https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies
    private static IEnumerable<Fault> Conditions(JsonObject inputs)
    {
        var conditions = inputs.All("conditions").OfType<JsonObject>().ToList();
        var logs = conditions.Count(condition => condition["conditionMatchedLog"] is not null);
        if (logs > 0 && conditions.Count > 1)
            yield return new("conditions", $"{Invalid}A policy with a condition of a log has no other one");
        if (logs > 0 != (inputs.At("alertStrategy.notificationRateLimit") is not null))
            yield return new("alertStrategy", $"{Invalid}A policy of a log, and no other, must have a notification rate limit");
        foreach (var condition in conditions)
        {
            if (condition["conditionMatchedLog"] is { } log)
            {
                if (!Wire.IsUnknown(log["filter"]) && !Parses(log.Text("filter")))
                    yield return new("conditions", $"{Invalid}Unparseable filter: {log.Text("filter")}");
                continue;
            }
            var measured = condition["conditionThreshold"] ?? condition["conditionAbsent"];
            if (measured is null)
                continue;
            if (!Wire.IsUnknown(measured["filter"]) && MonitoringMetrics.Unknown(measured.Text("filter") ?? "") is { } unknown)
                yield return new("conditions", $"{Invalid}{unknown}");
            if (measured.Text("aggregations.perSeriesAligner") is not { } aligner || !Aligners.Contains(aligner))
                yield return new("conditions", $"{Invalid}There is no such aligner");
            if (Seconds(measured.Text("aggregations.alignmentPeriod")) is not (>= 60 and <= 90000))
                yield return new("conditions", $"{Invalid}An alignment period is 60 seconds to 25 hours");
            var duration = Seconds(measured.Text("duration"));
            if (duration % 60 != 0 || (condition["conditionAbsent"] is not null && duration is not (>= 120 and <= 84600)))
                yield return new(
                    "conditions",
                    $"{Invalid}A duration is a multiple of a minute, and an absence of 2 minutes to 23 hours and 30 minutes"
                );
        }
    }

    private static IEnumerable<Fault> Channels(JsonObject inputs)
    {
        if (!Labels.TryGetValue(inputs.Text("type") ?? "", out var label))
            yield return new("type", $"{Invalid}there is no channel of the type {inputs.Text("type")}, or it is set up in the console");
        else if (inputs.At($"labels.{label}") is null)
            yield return new("labels", $"{Invalid}Field \"labels\" is missing required label \"{label}\"");
    }

    /// <summary>The seconds of a duration of Google's, for example <c>300s</c>.</summary>
    public static double? Seconds(string? duration) =>
        duration?.EndsWith('s') == true && double.TryParse(duration[..^1], CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static bool Parses(string? filter)
    {
        try
        {
            return AuditLog.Terms(filter ?? "").Any();
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
