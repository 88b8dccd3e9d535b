using System.Globalization;
using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Sql.Inputs;

namespace Infra.Gcp;

/// <summary>The settings of a Cloud SQL instance: its machine, its address, and above all its backups.</summary>
internal static class CloudSqlSettings
{
    private const int Sunday = 7;
    private const int AfterTheClusters = 11;

    /// <summary>The settings of the active generation.</summary>
    public static DatabaseInstanceSettingsArgs For(GcpScope scope, PrivateNetwork network)
    {
        var database = scope.Spec.Database;
        var durable = scope.Spec.Lifetime.IsDurable;
        var keptDays = Math.Max(database.Backup.RetentionDays, scope.Spec.Copies?.RetentionDays ?? 0);
        return new()
        {
            // Written out: from Postgres 16 on the default is Enterprise Plus, with other machine types.
            Edition = scope.Cloud.DatabaseEdition.ApiName,
            Tier = database.MachineType,
            AvailabilityType = database.HighAvailability ? "REGIONAL" : "ZONAL",
            DiskType = "PD_SSD",
            // A clone is as large as its source, which has grown; and no disk shrinks.
            DiskSize = CloudSqlRestore.IsClone(database.Restore) ? null : (Input<int>)database.StorageGiB,
            DiskAutoresize = true,
            DeletionProtectionEnabled = durable,
            RetainBackupsOnDelete = durable,
            FinalBackupConfig = durable
                ? new DatabaseInstanceSettingsFinalBackupConfigArgs { Enabled = true, RetentionDays = keptDays }
                : new DatabaseInstanceSettingsFinalBackupConfigArgs { Enabled = false },
            BackupConfiguration = Backups(scope, database.Backup, keptDays),
            IpConfiguration = new DatabaseInstanceSettingsIpConfigurationArgs
            {
                Ipv4Enabled = false,
                PrivateNetwork = network.Id,
                AllocatedIpRange = network.DatabaseRangeName,
                SslMode = "ENCRYPTED_ONLY",
            },
            // Who came, who went and who waited: what one asks the log after an incident.
            DatabaseFlags = new[] { "log_connections", "log_disconnections", "log_lock_waits", "log_checkpoints" }
                .Select(flag => new DatabaseInstanceSettingsDatabaseFlagArgs { Name = flag, Value = "on" })
                .ToArray(),
            InsightsConfig = new DatabaseInstanceSettingsInsightsConfigArgs { QueryInsightsEnabled = true },
            MaintenanceWindow = new DatabaseInstanceSettingsMaintenanceWindowArgs
            {
                Day = Sunday,
                Hour = AfterTheClusters,
                UpdateTrack = "stable",
            },
            UserLabels = GcpScope.Labels(scope.Spec),
        };
    }

    private static DatabaseInstanceSettingsBackupConfigurationArgs Backups(GcpScope scope, BackupPolicy policy, int keptDays) =>
        new()
        {
            Enabled = true,
            StartTime = policy.Time.ToString("HH:mm", CultureInfo.InvariantCulture),
            // In another region they are the copies: Cloud SQL keeps one of each.
            Location = (scope.Spec.Copies?.Region ?? scope.Cloud.BackupLocation) is { } location ? location : default(Input<string>),
            PointInTimeRecoveryEnabled = true,
            TransactionLogRetentionDays = policy.PointInTimeDays,
            BackupRetentionSettings = new DatabaseInstanceSettingsBackupConfigurationBackupRetentionSettingsArgs
            {
                // To reach the first of the log's days, the backup before it is needed.
                RetainedBackups = Math.Max(keptDays, policy.PointInTimeDays + 1),
                RetentionUnit = "COUNT",
            },
        };
}
