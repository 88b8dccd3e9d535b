namespace Infra.Simulation;

/// <summary>The metrics that CloudWatch has, as far as anything here is measured.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html,
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html,
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
/// </remarks>
internal static class CloudWatchMetrics
{
    public const string Rds = "AWS/RDS";
    public const string Events = "AWS/Events";
    public const string S3 = "AWS/S3";

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

    // The one that S3 publishes in the region of the source.
    private static readonly string[] OfReplication = [S3Replication.Failures];

    /// <summary>Why there is no such metric; null where there is one.</summary>
    public static string? Unknown(string space, string metric, IReadOnlyList<string> dimensions) =>
        space switch
        {
            Rds => Unknown(space, metric, dimensions, OfInstances, "DBInstanceIdentifier"),
            Events => Unknown(space, metric, dimensions, OfRules, "RuleName"),
            S3 => Unknown(space, metric, dimensions, OfReplication, "DestinationBucket", "RuleId", "SourceBucket"),
            _ when space.StartsWith("AWS/", StringComparison.Ordinal) => $"nothing is measured in the namespace {space}",
            _ => null,
        };

    // CloudWatch would take it, and the alarm would wait for data for ever.
    private static string? Unknown(string space, string metric, IReadOnlyList<string> dimensions, string[] known, params string[] by) =>
        !known.Contains(metric) ? $"{space} has no metric {metric}"
        : !dimensions.Order(StringComparer.Ordinal).SequenceEqual(by)
            ? $"{metric} of {space} is measured by {string.Join(", ", by)}, and by nothing else"
        : null;
}
