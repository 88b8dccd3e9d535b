using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// Which policies of Cloud Monitoring ring at the world's time. https://cloud.google.com/monitoring/alerts/concepts-indepth
/// </summary>
internal static class MonitoringAlarms
{
    public static IEnumerable<FiredAlarm> Ringing(World world) =>
        from policy in Policies(world)
        where policy.Inputs.All("conditions").Any(condition => Rings(world, policy, condition))
        select Fired(world, policy);

    /// <summary>What was told of single entries of a log.</summary>
    public static IEnumerable<FiredAlarm> Told(World world) =>
        from policy in Policies(world)
        from filter in policy.Inputs.All("conditions.conditionMatchedLog.filter")
        from entry in AuditLog.Found(world, $"{filter}")
        where entry.At >= policy.CreatedAt
        select Fired(world, policy);

    private static IEnumerable<WorldObject> Policies(World world) =>
        world.Content.Objects.Where(one => one.Type == MonitoringRules.Policy && one.Inputs.Flag("enabled") != false);

    private static bool Rings(World world, WorldObject policy, JsonNode condition) =>
        condition["conditionThreshold"] is { } threshold
            ? IsAbove(world, threshold)
            : condition["conditionAbsent"] is { } absent && IsAbsent(world, policy, absent);

    // It must be so in every window of the duration, and where nothing is measured it is not.
    private static bool IsAbove(World world, JsonNode threshold)
    {
        var (period, duration) = Spans(threshold);
        return Enumerable
            .Range(0, Math.Max(1, (int)(duration / period)))
            .All(index =>
                MonitoringMetrics.Value(
                    world,
                    threshold.Text("filter")!,
                    world.Content.Now - period * (index + 1),
                    world.Content.Now - period * index
                )
                    is { } value
                && (
                    threshold.Text("comparison") == "COMPARISON_GT"
                        ? value > threshold.Number("thresholdValue")
                        : value < threshold.Number("thresholdValue")
                )
            );
    }

    // It needs to have been there once since the policy was made.
    private static bool IsAbsent(World world, WorldObject policy, JsonNode absent)
    {
        var (period, duration) = Spans(absent);
        var (filter, now) = (absent.Text("filter")!, world.Content.Now);
        var silence = duration + period;
        return Enumerable
                .Range(0, (int)(silence / TimeSpan.FromMinutes(5)))
                .All(index => Value(now - TimeSpan.FromMinutes(5) * (index + 1), now - TimeSpan.FromMinutes(5) * index) is null)
            && Value(policy.CreatedAt, now - silence) is not null;

        double? Value(DateTimeOffset from, DateTimeOffset to) => to > from ? MonitoringMetrics.Value(world, filter, from, to) : null;
    }

    private static (TimeSpan Period, TimeSpan Duration) Spans(JsonNode condition) =>
        (
            TimeSpan.FromSeconds(MonitoringRules.Seconds(condition.Text("aggregations.alignmentPeriod")) ?? 60),
            TimeSpan.FromSeconds(MonitoringRules.Seconds(condition.Text("duration")) ?? 0)
        );

    private static FiredAlarm Fired(World world, WorldObject policy) =>
        new(
            policy.Inputs.Text("displayName") ?? "",
            policy.Inputs.Text("documentation.content") ?? "",
            [
                .. from channel in policy.Inputs.All("notificationChannels")
                from one in world.Content.Objects
                where one.Type == MonitoringRules.Channel && one.IsCalled($"{channel}")
                select $"{one.Inputs.Text("type")}:{one.Inputs.Text("labels.email_address")}",
            ]
        );
}
