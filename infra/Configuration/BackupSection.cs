using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:database.backup</c>.</summary>
internal static class BackupSection
{
    // RDS keeps write-ahead logs as long as its backups, 35 days at most; Cloud SQL as long as its edition does.
    private const int MostRetentionDays = 35;

    public static KeyGroup Keys { get; } = new("infra:database.backup", "How the managed database backs itself up.");

    private static readonly Key<TimeOnly> Time = Keys.Defaulted(
        "time",
        new TimeOfDay(),
        new(3, 0),
        "\"03:00\"",
        "When the daily backup starts, UTC.",
        LaterChange.InPlace()
    );

    private static readonly Key<int> RetentionDays = Keys.Defaulted(
        "retentionDays",
        new WholeNumber(7, MostRetentionDays),
        14,
        "14",
        "Days a daily backup is kept.",
        LaterChange.InPlace("fewer delete the older backups")
    );

    private static readonly Key<int> PointInTimeDays = Keys.Defaulted(
        "pointInTimeDays",
        new WholeNumber(1, MostRetentionDays),
        7,
        "7",
        "Days back of which any second can be restored: at most `retentionDays`, and on Cloud SQL's Enterprise edition at most "
            + $"{CloudSqlEdition.Enterprise.MostLogDays}.",
        LaterChange.InPlace("fewer delete the older logs")
    );

    public static BackupPolicy Read(ConfigurationSection backup, CloudSqlEdition? edition)
    {
        var policy = new BackupPolicy
        {
            Time = backup.Read(Time),
            RetentionDays = backup.Read(RetentionDays),
            PointInTimeDays = backup.Read(PointInTimeDays),
        };
        if (!backup.AreSound(RetentionDays, PointInTimeDays))
        {
            return policy;
        }
        if (edition is not null && policy.PointInTimeDays > edition.MostLogDays)
        {
            backup.Fault(
                PointInTimeDays,
                $"Cloud SQL's {edition.Name} edition keeps the logs of {edition.MostLogDays} days, and {policy.PointInTimeDays} are wanted",
                $"Write at most {edition.MostLogDays}, or infra:gcp.databaseEdition: {CloudSqlEdition.EnterprisePlus.Name}"
            );
        }
        if (policy.PointInTimeDays > policy.RetentionDays)
        {
            backup.Fault(
                PointInTimeDays,
                $"{policy.PointInTimeDays} days of any second need as many days of backups, and retentionDays is {policy.RetentionDays}",
                $"Write at most {policy.RetentionDays}, or raise retentionDays"
            );
        }
        return policy;
    }
}
