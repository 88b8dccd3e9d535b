namespace Infra.Simulation;

/// <summary>The metrics that CloudWatch has, as far as anything here is measured.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html,
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
/// </remarks>
internal static class CloudWatchMetrics
{
    public const string Rds = "AWS/RDS";
    public const string Events = "AWS/Events";

    private static readonly string[] OfInstances =
    [
        "BurstBalance",
        "CPUUtilization",
        "DatabaseConnections",
        "DiskQueueDepth",
        "FreeableMemory",
        "FreeStorageSpace",
        "MaximumUsedTransactionIDs",
        "OldestReplicationSlotLag",
        "ReplicaLag",
        "ReplicationSlotDiskUsage",
        "SwapUsage",
        "TransactionLogsDiskUsage",
        "TransactionLogsGeneration",
    ];

    private static readonly string[] OfRules =
    [
        "DeadLetterInvocations",
        "FailedInvocations",
        "Invocations",
        "MatchedEvents",
        "ThrottledRules",
        "TriggeredRules",
    ];

    /// <summary>Why there is no such metric; null where there is one.</summary>
    public static string? Unknown(string space, string metric, IReadOnlyList<string> dimensions) =>
        space switch
        {
            Rds => Unknown(space, metric, dimensions, OfInstances, "DBInstanceIdentifier"),
            Events => Unknown(space, metric, dimensions, OfRules, "RuleName"),
            _ when space.StartsWith("AWS/", StringComparison.Ordinal) => $"nothing is measured in the namespace {space}",
            _ => null,
        };

    // CloudWatch would take it, and the alarm would wait for data for ever.
    private static string? Unknown(string space, string metric, IReadOnlyList<string> dimensions, string[] known, string dimension) =>
        !known.Contains(metric) ? $"{space} has no metric {metric}"
        : dimensions is not [var only] || only != dimension ? $"{metric} of {space} is measured by {dimension}, and by nothing else"
        : null;
}
