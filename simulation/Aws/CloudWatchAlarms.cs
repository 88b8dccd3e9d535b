using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// Which alarms of CloudWatch ring at the world's time.
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
/// </summary>
internal static class CloudWatchAlarms
{
    public const string Type = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private const double GiB = 1024d * 1024 * 1024;

    public static IEnumerable<FiredAlarm> Ringing(World world) =>
        from alarm in world.Content.Objects.Where(one => one.Type == Type)
        where Rings(world, alarm)
        select new FiredAlarm(
            alarm.Name,
            alarm.Inputs.Text("alarmDescription") ?? "",
            [
                .. alarm
                    .Inputs.All("alarmActions")
                    .SelectMany(topic => Topics.Receivers(world, $"{topic}", "cloudwatch.amazonaws.com", alarm.State.Text("arn") ?? "")),
            ]
        );

    private static bool Rings(World world, WorldObject alarm)
    {
        var (period, periods) = (
            TimeSpan.FromSeconds(alarm.Inputs.Number("period")!.Value),
            (int)alarm.Inputs.Number("evaluationPeriods")!.Value
        );
        var wanted = alarm.Inputs.Number("datapointsToAlarm") ?? periods;
        var points = Enumerable
            .Range(0, periods)
            .Select(index => Point(world, alarm, world.Content.Now - period * (index + 1), world.Content.Now - period * index))
            .ToList();
        return points.Count(point => point is { } value ? Breaches(alarm, value) : alarm.Inputs.Text("treatMissingData") == "breaching")
            >= wanted;
    }

    private static double? Point(World world, WorldObject alarm, DateTimeOffset from, DateTimeOffset to)
    {
        var subject = alarm.Inputs["dimensions"]?.AsObject().Select(one => $"{one.Value}").FirstOrDefault() ?? "";
        if (alarm.Inputs.Text("namespace") == CloudWatchMetrics.Events)
        {
            // The metric is sent only where it is not zero.
            var rule = world.Content.Objects.Find(one => one.Type == EventBridge.Rule && one.Name == subject);
            var count = rule is null ? 0 : EventBridge.Invoked(world, rule).Count(one => one.At > from && one.At <= to);
            return count > 0 ? count : null;
        }
        var metric = alarm.Inputs.Text("metricName")!;
        if (alarm.Inputs.Text("namespace") == CloudWatchMetrics.S3)
            return Sum(world, metric, alarm.Inputs.Text("dimensions.SourceBucket") ?? "", from, to);
        if (alarm.Inputs.Text("namespace")?.StartsWith("AWS/", StringComparison.Ordinal) != true)
        {
            // Somebody's own metric has a value where somebody has put one.
            return Sum(world, metric, subject, from, to);
        }
        // An instance that is gone measures nothing.
        if (world.Living(subject) is not { } instance || instance.CreatedAt > to)
            return null;
        return
            world.Content.Measurements.LastOrDefault(one => one.Metric == metric && one.Subject == subject && one.At <= from)
                is { } measured
            ? measured.Value
            : Usual(instance, metric);
    }

    /// <summary>The sum of what was measured after one time and up to another; null where nothing was.</summary>
    public static double? Sum(World world, string metric, string subject, DateTimeOffset from, DateTimeOffset to)
    {
        var put = world
            .Content.Measurements.Where(one => one.Metric == metric && one.Subject == subject && one.At > from && one.At <= to)
            .ToList();
        return put.Count > 0 ? put.Sum(one => one.Value) : null;
    }

    // What a quiet instance shows.
    private static double? Usual(DatabaseRecord instance, string metric) =>
        metric switch
        {
            "FreeStorageSpace" => (instance.Traits.Number("allocatedStorage") ?? 100) * GiB / 2,
            "DatabaseConnections" => 20,
            "TransactionLogsDiskUsage" => GiB,
            _ => 0,
        };

    private static bool Breaches(WorldObject alarm, double value) =>
        (alarm.Inputs.Text("comparisonOperator"), alarm.Inputs.Number("threshold")!.Value) switch
        {
            ("GreaterThanThreshold", var threshold) => value > threshold,
            ("GreaterThanOrEqualToThreshold", var threshold) => value >= threshold,
            ("LessThanThreshold", var threshold) => value < threshold,
            (_, var threshold) => value <= threshold,
        };
}
