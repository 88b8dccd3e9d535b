using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Logging.Inputs;
using Pulumi.Gcp.Monitoring;
using Pulumi.Gcp.Monitoring.Inputs;
using Pulumi.Gcp.Projects;

namespace Infra.Gcp;

/// <summary>
/// The alert policies of Cloud Monitoring that tell when a recovery gets harder. A metric that falls silent counts as a fault. Cloud SQL
/// has no metric of a backup's age; so the entries of its audit log are counted, and missed.
/// </summary>
internal sealed class Alarms : ComponentResource
{
    private const string FiveMinutes = "300s";

    // The longest absence that Cloud Monitoring knows. With the six hours that are looked at together, a daily backup may be five hours
    // late.
    private const string LongestAbsence = "84600s";
    private const string SixHours = "21600s";

    private readonly GcpScope _scope;
    private readonly Resource[] _apis;
    private readonly InputList<string> _channels = new();

    /// <summary>Declares the alarms.</summary>
    /// <param name="scope">Project, names and lifetime.</param>
    /// <param name="receivers">Who is told.</param>
    /// <param name="postgres">The database of the active generation.</param>
    /// <param name="keys">What encrypts database, cluster and buckets.</param>
    /// <param name="registry">The images' bucket.</param>
    /// <param name="escrow">The sets' bucket.</param>
    public Alarms(
        GcpScope scope,
        AlertReceivers receivers,
        CloudSqlPostgres postgres,
        PlatformKeys keys,
        Output<string> registry,
        Output<string> escrow
    )
        : base("infra:gcp:Alarms", "alarms", scope.Component)
    {
        _scope = scope;
        _apis = [Enable("monitoring"), Enable("logging")];
        if (receivers.Email is { } address)
        {
            _channels.Add(
                new NotificationChannel(
                    "alarms-mail",
                    new()
                    {
                        Project = scope.Cloud.Project,
                        DisplayName = scope.Spec.Names.Permanent("alarms"),
                        Type = "email",
                        Labels = { ["email_address"] = address },
                    },
                    scope.Permanent(this, _apis)
                ).Id
            );
        }
        WatchDatabase(postgres.Instance.Name);
        var used = Output.Tuple(keys.Database.Id, keys.Registry.Id).Apply(ids => LogFilter.KeyInDanger(ids.Item1, ids.Item2));
        Declare(RecoveryAlarm.KeyInDanger, Logged("a call that disables or destroys", used));
        var kept = Output.Tuple(registry, escrow).Apply(buckets => LogFilter.BucketChanged(buckets.Item1, buckets.Item2));
        Declare(RecoveryAlarm.BucketChanged, Logged("a call that changes", kept));
        // Velero lists the bucket all the time, and writes into it only what makes a set.
        Declare(
            RecoveryAlarm.EscrowTooOld,
            Absent(
                "nothing is written",
                escrow.Apply(bucket =>
                    $"metric.type=\"storage.googleapis.com/api/request_count\" AND metric.labels.method=\"WriteObject\" AND "
                    + $"resource.type=\"gcs_bucket\" AND resource.labels.bucket_name=\"{bucket}\""
                ),
                FiveMinutes,
                $"{Math.Max(scope.Spec.Escrow.EveryMinutes, 15) * 3 * 60}s",
                "ALIGN_DELTA"
            )
        );
        if (receivers.Nightly)
        {
            var filter = LogFilter.Ready(scope.Cloud.Project, scope.Spec.Names.Permanent("ready"));
            var ready = Counted("nights-ready", "Nights that found the stack ready to be recovered", Output.Create(filter));
            Declare(
                RecoveryAlarm.NotProvenReady,
                Absent(
                    "no night has found it ready",
                    ready.Apply(name => $"metric.type=\"logging.googleapis.com/user/{name}\" AND resource.type=\"global\""),
                    SixHours,
                    LongestAbsence,
                    "ALIGN_DELTA"
                )
            );
        }
        RegisterOutputs();
    }

    // They follow the active generation: their names are stable, and a restore changes the instance that they look at.
    private void WatchDatabase(Output<string> instance)
    {
        var (project, database) = (_scope.Cloud.Project, _scope.Spec.Database);
        // Cloud SQL grows the disk by itself; nearly full it is only where it can not.
        Measure(RecoveryAlarm.StorageEnds, instance, "database/disk/utilization", 0.95, "ALIGN_MAX", "ALIGN_MEAN");
        var connections = Math.Floor(CloudSqlConnections.Of(database.MachineType) * 0.8);
        Measure(RecoveryAlarm.ConnectionsEnd, instance, "database/postgresql/num_backends", connections, "ALIGN_MAX", "ALIGN_MEAN");
        Measure(RecoveryAlarm.LogBehind, instance, "database/replication/log_archive_failure_count", 0, "ALIGN_DELTA", "ALIGN_DELTA");
        var ending = instance.Apply(name => LogFilter.BackupEnded(project, name));
        var ended = Counted("backups-ended", "Daily backups of the database that ended well", ending);
        Declare(
            RecoveryAlarm.BackupTooOld,
            Absent(
                "no backup has ended",
                ended.Apply(name => $"metric.type=\"logging.googleapis.com/user/{name}\" AND resource.type=\"cloudsql_database\""),
                SixHours,
                LongestAbsence,
                "ALIGN_DELTA"
            )
        );
        Declare(RecoveryAlarm.BackupFailed, Logged("a backup has failed", instance.Apply(name => LogFilter.BackupFailed(project, name))));
        Declare(
            RecoveryAlarm.DatabaseInTrouble,
            Logged("it was deleted", instance.Apply(name => LogFilter.DatabaseDeleted(project, name)))
        );
    }

    private Output<string> Counted(string noun, string description, Output<string> filter) =>
        new Pulumi.Gcp.Logging.Metric(
            noun,
            new()
            {
                Project = _scope.Cloud.Project,
                Name = _scope.Spec.Names.Permanent(noun),
                Description = description,
                Filter = filter,
                MetricDescriptor = new MetricMetricDescriptorArgs { MetricKind = "DELTA", ValueType = "INT64" },
            },
            _scope.Permanent(this, _apis)
        ).Name;

    private void Measure(RecoveryAlarm alarm, Output<string> instance, string metric, double threshold, string aligner, string present)
    {
        var filter = instance.Apply(name =>
            $"metric.type=\"cloudsql.googleapis.com/{metric}\" AND resource.type=\"cloudsql_database\" AND "
            + $"resource.labels.database_id=\"{_scope.Cloud.Project}:{name}\""
        );
        Declare(
            alarm,
            new AlertPolicyConditionArgs
            {
                DisplayName = $"{metric} above {threshold}",
                ConditionThreshold = new AlertPolicyConditionConditionThresholdArgs
                {
                    Filter = filter,
                    Comparison = "COMPARISON_GT",
                    ThresholdValue = threshold,
                    Duration = "900s",
                    Aggregations =
                    {
                        new AlertPolicyConditionConditionThresholdAggregationArgs
                        {
                            AlignmentPeriod = FiveMinutes,
                            PerSeriesAligner = aligner,
                            CrossSeriesReducer = "REDUCE_SUM",
                        },
                    },
                },
            },
            Absent($"{metric} is silent", filter, FiveMinutes, "900s", present)
        );
    }

    private static AlertPolicyConditionArgs Absent(string name, Output<string> filter, string period, string duration, string aligner) =>
        new()
        {
            DisplayName = name,
            ConditionAbsent = new AlertPolicyConditionConditionAbsentArgs
            {
                Filter = filter,
                Duration = duration,
                Aggregations =
                {
                    new AlertPolicyConditionConditionAbsentAggregationArgs
                    {
                        AlignmentPeriod = period,
                        PerSeriesAligner = aligner,
                        CrossSeriesReducer = "REDUCE_SUM",
                    },
                },
            },
        };

    private static AlertPolicyConditionArgs Logged(string name, Output<string> filter) =>
        new()
        {
            DisplayName = name,
            ConditionMatchedLog = new AlertPolicyConditionConditionMatchedLogArgs { Filter = filter },
        };

    private void Declare(RecoveryAlarm alarm, params AlertPolicyConditionArgs[] conditions) =>
        new AlertPolicy(
            alarm.Name,
            new()
            {
                Project = _scope.Cloud.Project,
                DisplayName = _scope.Spec.Names.Permanent(alarm.Name),
                Combiner = "OR",
                Conditions = conditions,
                NotificationChannels = _channels,
                Documentation = new AlertPolicyDocumentationArgs
                {
                    Content = alarm.Describe(Deployment.Instance.StackName),
                    MimeType = "text/markdown",
                },
                // A policy of a log must say how often it may write, and no other may.
                AlertStrategy = conditions[0].ConditionMatchedLog is null
                    ? default(Input<AlertPolicyAlertStrategyArgs>)
                    : new AlertPolicyAlertStrategyArgs
                    {
                        AutoClose = "86400s",
                        NotificationRateLimit = new AlertPolicyAlertStrategyNotificationRateLimitArgs { Period = FiveMinutes },
                    },
                UserLabels = GcpScope.Labels(_scope.Spec),
            },
            _scope.Permanent(this, _apis)
        );

    private Service Enable(string api) =>
        new(
            $"{api}-api",
            new()
            {
                ServiceName = $"{api}.googleapis.com",
                Project = _scope.Cloud.Project,
                DisableOnDestroy = false,
            },
            _scope.Permanent(this)
        );
}
