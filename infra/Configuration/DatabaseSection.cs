using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>Reads <c>infra:database</c>.</summary>
internal static class DatabaseSection
{
    // Cloud SQL's Enterprise edition keeps write-ahead logs for 7 days; RDS as long as its backups, 35 at most.
    // https://cloud.google.com/sql/docs/postgres/backup-recovery/pitr
    private const int EnterpriseLogDays = 7;
    private const int MostRetentionDays = 35;

    public static DatabaseSpec Read(ConfigurationSection database, bool onCloudSql)
    {
        var generation = database.Integer("generation", 1, 999, 1);
        var spec = new DatabaseSpec
        {
            Generation = generation,
            // What the chart supports: https://www.astronomer.io/docs/private-cloud/1.0/version-compatibility-reference
            PostgresVersion = database.Integer("postgresVersion", 13, 17, 16),
            MachineType = database.Text("machineType"),
            StorageGiB = database.Integer("storageGiB", 20, 16384, 100),
            HighAvailability = database.Flag("highAvailability", true),
            Backup = ReadBackup(database.Section("backup"), onCloudSql),
            Restore = database.Has("restore") ? RestoreSection.Read(database.Section("restore"), generation, onCloudSql) : null,
            CreateAgain = database.Has("createAgain") ? database.Integer("createAgain", 1, 999) : null,
        };
        if (spec.CreateAgain is { } again && again != generation)
        {
            database.Fault("createAgain", $"it names generation {again}, but the active one is {generation}", $"Write {generation}, or remove the line", 0);
        }
        database.RefuseUnknownKeys();
        return spec;
    }

    private static BackupPolicy ReadBackup(ConfigurationSection backup, bool onCloudSql)
    {
        var retention = backup.Integer("retentionDays", 7, MostRetentionDays, 14);
        var pointInTime = backup.Integer("pointInTimeDays", 1, onCloudSql ? EnterpriseLogDays : MostRetentionDays, 7);
        if (pointInTime > retention)
        {
            backup.Fault("pointInTimeDays", $"{pointInTime} days of any second need as many days of backups, and retentionDays is {retention}", $"Write at most {retention}, or raise retentionDays", 0);
        }
        var policy = new BackupPolicy { Time = backup.TimeOfDay("time", new(3, 0)), RetentionDays = retention, PointInTimeDays = pointInTime };
        backup.RefuseUnknownKeys();
        return policy;
    }
}
