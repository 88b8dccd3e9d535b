using System.Globalization;

namespace Infra.Cli.Recovery;

/// <summary>What the clouds keep of the active database, as its instance is registered.</summary>
/// <param name="LogDays">Days back of which any second can be restored.</param>
/// <param name="BackupDays">Days that a daily backup is kept.</param>
/// <param name="IsRetained">Whether backups and log outlive the instance.</param>
/// <param name="FinalBackup">What is kept of it at its deletion, in words; null: nothing.</param>
/// <param name="HasStandby">Whether a standby in a second zone has every row.</param>
internal sealed record DatabaseBackups(int LogDays, int BackupDays, bool IsRetained, string? FinalBackup, bool HasStandby)
{
    /// <summary>
    /// How far the log that is kept outside of the instance can be behind it: both clouds ship it at least every five minutes.
    /// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html and https://cloud.google.com/sql/docs/postgres/backup-recovery/pitr
    /// </summary>
    public static readonly TimeSpan LogLag = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How far two daily backups can be apart: a day, and the window of four hours in which Cloud SQL begins one.
    /// https://cloud.google.com/sql/docs/postgres/backup-recovery/backups
    /// </summary>
    public static readonly TimeSpan BackupDistance = TimeSpan.FromHours(24 + 4);

    /// <summary>Reads them off the instance that the program registers.</summary>
    public static DatabaseBackups Of(PlannedStack stack)
    {
        var instance = stack.Program.Named($"database-g{stack.Config.Foundation.Database.Generation}");
        return stack.Config.Cloud.Match(
            _ => new DatabaseBackups(
                Number(instance, "settings.backupConfiguration.transactionLogRetentionDays"),
                Number(instance, "settings.backupConfiguration.backupRetentionSettings.retainedBackups"),
                instance.Input("settings.retainBackupsOnDelete")?.GetValue<bool>() == true,
                instance.Input("settings.finalBackupConfig.enabled")?.GetValue<bool>() == true
                    ? $"a final backup for {Number(instance, "settings.finalBackupConfig.retentionDays")} days"
                    : null,
                instance.Input("settings.availabilityType")?.GetValue<string>() == "REGIONAL"
            ),
            // RDS keeps its log for as long as its backups.
            _ => new DatabaseBackups(
                Number(instance, "backupRetentionPeriod"),
                Number(instance, "backupRetentionPeriod"),
                instance.Input("deleteAutomatedBackups")?.GetValue<bool>() != true,
                instance.Input("finalSnapshotIdentifier") is { } snapshot ? $"the snapshot {snapshot} for ever" : null,
                instance.Input("multiAz")?.GetValue<bool>() == true
            )
        );
    }

    private static int Number(ProgramResource resource, string path) =>
        (int)double.Parse(resource.Input(path)!.ToJsonString(), CultureInfo.InvariantCulture);
}
