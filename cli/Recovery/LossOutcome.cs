using Infra.Foundation;

namespace Infra.Cli.Recovery;

/// <summary>What a loss leaves and what it takes, in words and in numbers.</summary>
/// <param name="Survives">What survives.</param>
/// <param name="IsLost">What is lost for good.</param>
/// <param name="RowsLost">How far back the newest surviving row can be; null when no row is lost or nobody can say.</param>
internal sealed record LossOutcome(string Survives, string IsLost, TimeSpan? RowsLost = null)
{
    private const string EveryRow = "every user, deployment, connection, variable and run";

    /// <summary>The outcome of a loss.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="loss">What it has lost.</param>
    /// <param name="facts">What is known about it.</param>
    public static LossOutcome Of(PlannedStack stack, Loss loss, LossFacts facts) =>
        loss switch
        {
            Loss.Rows => Rows(DatabaseBackups.Of(stack)),
            Loss.Instance => Instance(stack, DatabaseBackups.Of(stack)),
            Loss.ClusterDead or Loss.ClusterGone => new(
                $"users, deployments, connections, runs, images, sessions; {Sets(stack)}{TaskLogs(stack)}",
                InCluster(stack)
            ),
            Loss.ClusterAndDatabase => Both(stack, Rows(DatabaseBackups.Of(stack))),
            Loss.Zone => Zone(stack, DatabaseBackups.Of(stack)),
            Loss.Prometheus => new(
                $"the other {(stack.Config.Prometheus.Replicas == 2 ? "replica" : $"{stack.Config.Prometheus.Replicas - 1} replicas")}, "
                    + $"with {stack.Config.Prometheus.RetentionDays} days of history",
                "the lost one's history; it fills again from now on, and nothing depends on it"
            ),
            Loss.Redis => new(
                "everything: it only passes tasks on, is empty after every relaunch and never restored",
                "tasks in its queue, which the schedulers send again"
            ),
            Loss.Images => new(
                $"the bucket outlives every cluster; what was deleted or overwritten in it stays for {KeptDays(stack)} days",
                "what was deleted longer ago; `astro deploy` brings it back from git"
            ),
            Loss.Region => RegionOutcome.Of(stack, facts),
            Loss.State => new("everything; the cluster is made anew", InCluster(stack)),
            Loss.KilledUp => new("everything", "nothing"),
            Loss.Destroy => stack.IsDurable
                ? new("everything that holds data: it is protected, or stays in the cloud", InCluster(stack))
                : new(
                    "nothing: the stack is disposable",
                    $"everything: {EveryRow}, every image and "
                        + $"key{(stack.IsBornFromElsewhere ? "; the stack that it was born from is untouched" : "")}"
                ),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "Say here what it takes."),
        };

    private static LossOutcome Rows(DatabaseBackups backups) =>
        new(
            $"everything up to the second you name, of the last {backups.LogDays} "
                + $"days{(backups.BackupDays > backups.LogDays ? $", or a daily backup of the last {backups.BackupDays}" : "")}; "
                + "the old instance, whole, beside it",
            "what was written after that second (it is still in the old instance)"
        );

    private static LossOutcome Both(PlannedStack stack, LossOutcome rows) =>
        new($"{rows.Survives}; images, sessions{TaskLogs(stack)}", $"{rows.IsLost}; {InCluster(stack)}");

    // What Airflow shows is Elasticsearch's, which the bucket does not fill.
    private static string InCluster(PlannedStack stack) =>
        stack.Config.Foundation.TaskLogs is null
            ? "metrics and task logs; running tasks are tried again"
            : "metrics, and what Airflow itself shows of the task logs; running tasks are tried again";

    private static string TaskLogs(PlannedStack stack) =>
        stack.Config.Foundation.TaskLogs is { } logs ? $"; the task logs of the last {logs.RetentionDays} days, in their bucket" : "";

    private static LossOutcome Instance(PlannedStack stack, DatabaseBackups backups)
    {
        if (!backups.IsRetained)
        {
            return stack.IsBornFromElsewhere
                ? new(
                    "what it was born from, in the other stack's backups",
                    "what was written in this stack: it is disposable, and its backups go with the instance"
                )
                : new("images and keys", $"{EveryRow}: the stack is disposable, and its backups go with the instance");
        }
        return new(
            $"its log of the last {backups.LogDays} days{(backups.FinalBackup is { } final ? $"; {final}" : "")}",
            $"the last {Words(DatabaseBackups.LogLag)} at most",
            DatabaseBackups.LogLag
        );
    }

    private static LossOutcome Zone(PlannedStack stack, DatabaseBackups backups)
    {
        var survives = backups.HasStandby
            ? "everything: the standby has every row and takes over by itself, in a minute or two"
            : $"the database's log of the last {backups.LogDays} days; there is no standby, so it is an outage until the restore has "
                + "ended, or until the zone is back";
        if (stack.Config.Cloud.Match(_ => false, aws => !aws.NatPerZone))
        {
            survives += "; the one NAT gateway may have been in it, and then nothing reaches the Internet until another is made";
        }
        var lost = backups.HasStandby
            ? "nothing; running tasks of that zone are tried again"
            : $"the last {Words(DatabaseBackups.LogLag)} at most, if you do not wait for the zone";
        return backups.HasStandby ? new(survives, lost) : new(survives, lost, DatabaseBackups.LogLag);
    }

    private static string Sets(PlannedStack stack) =>
        stack.Config.Foundation.Escrow switch
        {
            { Restore: EscrowSpec.Nothing } => "no deployment's namespace: infra:escrow.restore says none",
            { Restore: EscrowSpec.Newest } newest => $"the deployments' namespaces as they were {newest.EveryMinutes} minutes ago at most",
            var named => $"the deployments' namespaces as they were in the set {named.Restore}",
        };

    private static string Words(TimeSpan time) => $"{time.TotalMinutes} minutes";

    // As the bucket is registered.
    private static int KeptDays(PlannedStack stack) =>
        stack.Config.Cloud.Match(
            _ =>
                (int)(
                    stack.Program.Named("registry-bucket").Input("softDeletePolicy.retentionDurationSeconds")!.GetValue<double>()
                    / TimeSpan.FromDays(1).TotalSeconds
                ),
            _ =>
                (int)
                    stack.Program.Named("registry-lifecycle").Input("rules")![0]!["noncurrentVersionExpiration"]![
                        "noncurrentDays"
                    ]!.GetValue<double>()
        );
}
