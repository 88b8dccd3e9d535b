using System.Text.RegularExpressions;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// The metrics that Cloud Monitoring has, as far as anything here is measured. https://cloud.google.com/monitoring/api/metrics_gcp
/// </summary>
internal static partial class MonitoringMetrics
{
    private const string CloudSql = "cloudsql.googleapis.com/database/";
    private const string Requests = "storage.googleapis.com/api/request_count";
    private const string OfLogs = "logging.googleapis.com/user/";

    private static readonly string[] OfInstances =
    [
        "auto_failover_request_count",
        "cpu/utilization",
        "disk/bytes_used",
        "disk/quota",
        "disk/utilization",
        "memory/utilization",
        "network/connections",
        "postgresql/num_backends",
        "postgresql/transaction_id_utilization",
        "replication/log_archive_failure_count",
        "replication/log_archive_success_count",
        "up",
    ];

    /// <summary>Why nothing is ever found by a filter; null where something may be.</summary>
    public static string? Unknown(string filter)
    {
        Dictionary<string, string> terms;
        try
        {
            _ = AuditLog.Terms(filter).ToList();
            terms = filter
                .Split(" AND ")
                .Select(term => Equal().Match(term))
                .Where(match => match.Success)
                .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        }
        catch (FormatException e)
        {
            return e.Message;
        }
        var (metric, resource) = (terms.GetValueOrDefault("metric.type") ?? "", terms.GetValueOrDefault("resource.type"));
        string[] labels = [.. terms.Keys.Where(term => term.Contains(".labels.", StringComparison.Ordinal))];
        return metric.StartsWith(CloudSql, StringComparison.Ordinal)
                ? Unknown(
                    metric,
                    OfInstances.Contains(metric[CloudSql.Length..]),
                    resource,
                    "cloudsql_database",
                    labels,
                    ["resource.labels.database_id"]
                )
            : metric == Requests
                ? Unknown(
                    metric,
                    true,
                    resource,
                    "gcs_bucket",
                    labels,
                    ["resource.labels.bucket_name", "metric.labels.method", "metric.labels.response_code"]
                )
            // A metric of a log has the resource that the entries are written of; what somebody writes himself is of none.
            : Unknown(
                metric,
                metric.StartsWith(OfLogs, StringComparison.Ordinal),
                resource,
                resource == "global" ? "global" : "cloudsql_database",
                labels,
                ["resource.labels.database_id"]
            );
    }

    /// <summary>The value of a filter's series in a span of time; null where nothing was measured.</summary>
    public static double? Value(World world, string filter, DateTimeOffset from, DateTimeOffset to)
    {
        var terms = AuditLog.Terms(filter).ToDictionary(term => term.Path, term => term.Fits);
        var metric = Equal().Matches(filter).First(match => match.Groups[1].Value == "metric.type").Groups[2].Value;
        if (metric.StartsWith(OfLogs, StringComparison.Ordinal))
        {
            // A metric of a log counts what is written after it was made, and is silent where nothing is.
            var counted = world.Content.Objects.Find(one => one.Type == MonitoringRules.LogMetric && one.Name == metric[OfLogs.Length..]);
            return Some(
                counted is null
                    ? 0
                    : AuditLog
                        .Found(world, counted.Inputs.Text("filter")!)
                        .Count(one => one.At >= counted.CreatedAt && one.At > from && one.At <= to)
            );
        }
        if (metric == Requests)
        {
            var bucket = world.Content.Objects.Find(one =>
                one.Type == SimulatedBucket.Gcs && terms["resource.labels.bucket_name"](one.Name)
            );
            return Some(
                terms.GetValueOrDefault("metric.labels.method")?.Invoke("WriteObject") == false
                    ? 0
                    : bucket?.Versions.Count(one => one.At > from && one.At <= to) ?? 0
            );
        }
        var instance = world.Content.Databases.FindLast(one =>
            one.Type == CloudSqlInstance.Type
            && one.CreatedAt <= to
            && (one.DeletedAt is null || from < one.DeletedAt)
            && terms["resource.labels.database_id"]($"my-project:{one.Name}")
        );
        if (instance is null)
            return null;
        return
            world.Content.Measurements.LastOrDefault(one =>
                metric.EndsWith($"/{one.Metric}", StringComparison.Ordinal) && one.Subject == instance.Name && one.At <= from
            )
                is { } measured
            ? measured.Value
            : metric[CloudSql.Length..] switch
            {
                "disk/utilization" => 0.5,
                "postgresql/num_backends" => 20,
                _ => 0,
            };
    }

    private static double? Some(int count) => count > 0 ? count : null;

    private static string? Unknown(string metric, bool isKnown, string? resource, string wanted, string[] labels, string[] known) =>
        !isKnown ? $"Cannot find metric that matches type = \"{metric}\""
        : resource != wanted
            ? $"The supplied filter does not specify a valid combination of metric and monitored resource descriptors: {metric} is "
                + $"measured of {wanted}"
        : labels.Except(known).FirstOrDefault() is { } label ? $"{metric} of {wanted} has no {label}"
        : null;

    [GeneratedRegex("([\\w.]+)=\"([^\"]*)\"")]
    private static partial Regex Equal();
}
