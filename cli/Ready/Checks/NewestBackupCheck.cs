using System.Collections.Immutable;
using System.Globalization;
using Infra.Cli.Recovery;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>How old the newest stored backup is.</summary>
internal static class NewestBackupCheck
{
    public static Check Check { get; } =
        Check.One(
            "backup",
            "What was written since the newest stored backup is lost, where the log is lost with the region or the instance.",
            async stack =>
            {
                var backups = await StoredBackup.ReadAsync(stack);
                var list = stack.Config.Cloud.Match(
                    gcp =>
                        $"gcloud sql backups create --instance {stack.Database} --project {gcp.Project}, and why the daily one is "
                        + $"missing: gcloud sql backups list --instance {stack.Database} --project {gcp.Project}",
                    aws =>
                        $"aws rds create-db-snapshot --region {aws.Region} --db-instance-identifier {stack.Database} "
                        + $"--db-snapshot-identifier {stack.Database}-{stack.Now:yyyyMMddHHmm}, and why the daily one is missing: aws "
                        + $"rds describe-events --region {aws.Region} --source-identifier {stack.Database} --source-type db-instance"
                );
                if (backups.IsEmpty)
                {
                    return Finding.Fault($"there is no backup of {stack.Database}", list);
                }
                var newest = backups.MaxBy(backup => backup.At)!;
                var text = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{newest.Name} of {newest.At:yyyy-MM-dd HH:mm} UTC, {(stack.Now - newest.At).TotalHours:0} h old; {backups.Length} "
                        + $"in all"
                );
                return stack.Now - newest.At > DatabaseBackups.BackupDistance ? Finding.Fault(text, list) : Finding.Ok(text);
            }
        );
}

/// <summary>A backup that the cloud has stored and that can be restored from.</summary>
/// <param name="Name">The cloud's name of it, as <c>infra:database.restore.backup</c> takes it.</param>
/// <param name="At">Up to when it holds rows.</param>
internal sealed record StoredBackup(string Name, DateTimeOffset At)
{
    /// <summary>Asks the cloud for those of the active database that are whole.</summary>
    public static Task<ImmutableArray<StoredBackup>> ReadAsync(CheckedStack stack) =>
        stack.Config.Cloud.Match(
            async _ =>
                (await stack.AskAsync("gcloud", "sql", "backups", "list", "--instance", stack.Database))
                    .AsArray()
                    .Where(run => run.Text("status") == "SUCCESSFUL" && run.Text("id") is not null)
                    .Select(run => new StoredBackup(run.Text("id")!, RestoreWindow.Instant(run.Text("windowStartTime"))))
                    .ToImmutableArray(),
            async _ =>
                (await stack.AskAsync("aws", "rds", "describe-db-snapshots", "--db-instance-identifier", stack.Database))
                    .All("DBSnapshots")
                    .Where(snapshot => snapshot.Text("Status") == "available" && snapshot.Text("DBSnapshotIdentifier") is not null)
                    .Select(snapshot => new StoredBackup(
                        snapshot.Text("DBSnapshotIdentifier")!,
                        RestoreWindow.Instant(snapshot.Text("SnapshotCreateTime"))
                    ))
                    .ToImmutableArray()
        );
}
