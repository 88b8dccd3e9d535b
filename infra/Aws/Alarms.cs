using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.CloudWatch.Inputs;
using Pulumi.Aws.S3;
using Pulumi.Aws.Sns;

namespace Infra.Aws;

/// <summary>
/// The alarms of CloudWatch and the rules of EventBridge that tell when a recovery gets harder. A metric that is silent counts as a fault,
/// but for that of copies. RDS has no metric of a backup's age and S3 none of a set's; so rules count what EventBridge is told, and alarms
/// miss it.
/// </summary>
internal sealed class Alarms : ComponentResource
{
    private const string CloudWatch = "cloudwatch.amazonaws.com";
    private const string EventBridge = "events.amazonaws.com";
    private const int FiveMinutes = 300;
    private const int SixHours = 21600;
    private const double GiB = 1024d * 1024 * 1024;

    private readonly AwsScope _scope;
    private readonly AlarmTopic _people;
    private readonly AlarmTopic _counted;

    /// <summary>Declares the alarms.</summary>
    /// <param name="scope">Account, names and lifetime.</param>
    /// <param name="receivers">Who is told.</param>
    /// <param name="postgres">The database of the active generation.</param>
    /// <param name="key">The key that encrypts everything.</param>
    /// <param name="registry">The images' bucket.</param>
    /// <param name="escrow">The sets' bucket.</param>
    /// <param name="copies">What is copied to another region.</param>
    public Alarms(
        AwsScope scope,
        AlertReceivers receivers,
        RdsPostgres postgres,
        EncryptionKey key,
        Output<string> registry,
        Output<string> escrow,
        ImmutableArray<BucketCopy> copies
    )
        : base("infra:aws:Alarms", "alarms", scope.Component)
    {
        _scope = scope;
        _people = new(scope, this, "alarms", CloudWatch, EventBridge);
        // A rule is counted only when it has somewhere to send to; nobody reads what comes here.
        _counted = new(scope, this, "heartbeats", EventBridge);
        if (receivers.Email is { } address)
        {
            new TopicSubscription(
                "alarms-mail",
                new()
                {
                    Topic = _people.Arn,
                    Protocol = "email",
                    Endpoint = address,
                },
                Here()
            );
        }
        WatchDatabase(postgres.Instance.Identifier);
        var buckets = Output.Tuple(registry, escrow);
        Tell(RecoveryAlarm.KeyInDanger, key.Arn.Apply(EventPattern.KeyInDanger), "$.detail.eventName");
        Tell(RecoveryAlarm.BucketChanged, buckets.Apply(both => EventPattern.BucketChanged(both.Item1, both.Item2)), "$.detail.eventName");
        new BucketNotification("escrow-notification", new() { Bucket = escrow, Eventbridge = true }, Here());
        Miss(RecoveryAlarm.EscrowTooOld, escrow.Apply(EventPattern.SetWritten), Math.Max(scope.Spec.Escrow.EveryMinutes, 15) * 60, 3);
        foreach (var copy in copies)
        {
            Refused(copy);
        }
        if (receivers.Nightly)
        {
            Count(RecoveryAlarm.NotProvenReady, "Infra/Recovery", "Ready", new() { ["Prefix"] = scope.Spec.Names.Prefix }, SixHours, 5);
        }
        RegisterOutputs();
    }

    // They follow the active generation: their names are stable, and a restore changes the instance that they look at.
    private void WatchDatabase(Output<string> instance)
    {
        var database = _scope.Spec.Database;
        // RDS grows the storage below a tenth of it; half of that is left only when it can not grow.
        Measure(RecoveryAlarm.StorageEnds, instance, "FreeStorageSpace", "LessThanThreshold", database.StorageGiB * GiB / 20);
        var connections = Math.Floor(RdsConnections.Of(database.MachineType) * 0.8);
        Measure(RecoveryAlarm.ConnectionsEnd, instance, "DatabaseConnections", "GreaterThanThreshold", connections);
        // Postgres keeps its log until it is archived; where that stops, it grows.
        var log = Math.Max(database.StorageGiB / 10, 8) * GiB;
        Measure(RecoveryAlarm.LogBehind, instance, "TransactionLogsDiskUsage", "GreaterThanThreshold", log);
        // Five quarters of a day without a backup.
        Miss(RecoveryAlarm.BackupTooOld, instance.Apply(EventPattern.BackupEnded), SixHours, 5);
        Tell(RecoveryAlarm.DatabaseInTrouble, instance.Apply(EventPattern.DatabaseInTrouble), "$.detail.Message");
    }

    private CustomResourceOptions Here() => _scope.Permanent(this);

    private void Measure(RecoveryAlarm alarm, Output<string> instance, string metric, string comparison, double threshold) =>
        new MetricAlarm(
            alarm.Name,
            new()
            {
                Name = _scope.Spec.Names.Permanent(alarm.Name),
                AlarmDescription = Text(alarm),
                Namespace = "AWS/RDS",
                MetricName = metric,
                Dimensions = { ["DBInstanceIdentifier"] = instance },
                Statistic = comparison == "LessThanThreshold" ? "Minimum" : "Maximum",
                Period = FiveMinutes,
                EvaluationPeriods = 3,
                ComparisonOperator = comparison,
                Threshold = threshold,
                TreatMissingData = "breaching",
                AlarmActions = { _people.Arn },
                OkActions = { _people.Arn },
            },
            Here()
        );

    // Counts the events, and misses them after so many periods without one.
    private void Miss(RecoveryAlarm alarm, Output<string> pattern, int period, int periods)
    {
        var rule = Rule(alarm, pattern, _counted, null);
        Count(alarm, "AWS/Events", "Invocations", new() { ["RuleName"] = rule.Name }, period, periods);
    }

    private void Count(RecoveryAlarm alarm, string space, string metric, InputMap<string> dimensions, int period, int periods) =>
        new MetricAlarm(
            alarm.Name,
            new()
            {
                Name = _scope.Spec.Names.Permanent(alarm.Name),
                AlarmDescription = Text(alarm),
                Namespace = space,
                MetricName = metric,
                Dimensions = dimensions,
                Statistic = "Sum",
                Period = period,
                EvaluationPeriods = periods,
                ComparisonOperator = "LessThanThreshold",
                Threshold = 1,
                TreatMissingData = "breaching",
                AlarmActions = { _people.Arn },
                OkActions = { _people.Arn },
            },
            Here()
        );

    // S3 measures it only where something is to be copied, so silence is no fault; how far the copies are behind is measured in their own
    // region alone, and make ready asks there. https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
    private void Refused(BucketCopy copy)
    {
        var alarm = copy.Source.Noun == "registry" ? RecoveryAlarm.ImagesNotCopied : RecoveryAlarm.SetsNotCopied;
        new MetricAlarm(
            alarm.Name,
            new()
            {
                Name = _scope.Spec.Names.Permanent(alarm.Name),
                AlarmDescription = Text(alarm),
                Namespace = "AWS/S3",
                MetricName = "OperationsFailedReplication",
                Dimensions =
                {
                    ["SourceBucket"] = copy.Source.Bucket.BucketName,
                    ["DestinationBucket"] = copy.Bucket.Bucket.BucketName,
                    ["RuleId"] = BucketCopy.RuleId,
                },
                Statistic = "Sum",
                Period = FiveMinutes,
                EvaluationPeriods = 1,
                ComparisonOperator = "GreaterThanThreshold",
                Threshold = 0,
                TreatMissingData = "notBreaching",
                AlarmActions = { _people.Arn },
                // That it is quiet again brings no copy back.
            },
            Here()
        );
    }

    private void Tell(RecoveryAlarm alarm, Output<string> pattern, string what) =>
        Rule(
            alarm,
            pattern,
            _people,
            new()
            {
                InputPaths = { ["what"] = what, ["when"] = "$.time" },
                InputTemplate = $"\"{_scope.Spec.Names.Permanent(alarm.Name)}, <when>: <what>. {Text(alarm)}\"",
            }
        );

    private EventRule Rule(RecoveryAlarm alarm, Output<string> pattern, AlarmTopic topic, EventTargetInputTransformerArgs? text)
    {
        var rule = new EventRule(
            $"{alarm.Name}-rule",
            new()
            {
                Name = _scope.Spec.Names.Permanent(alarm.Name),
                Description = alarm.Meaning,
                EventPattern = pattern,
            },
            Here()
        );
        new EventTarget(
            $"{alarm.Name}-target",
            new()
            {
                Rule = rule.Name,
                TargetId = "topic",
                Arn = topic.Arn,
                InputTransformer = text is null ? default(Input<EventTargetInputTransformerArgs>) : text,
            },
            _scope.Permanent(this, topic.Policy)
        );
        return rule;
    }

    private static string Text(RecoveryAlarm alarm) => alarm.Describe(Deployment.Instance.StackName);
}
