using System.Text.RegularExpressions;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>Reads <c>infra:database.restore</c>: the same keys on both clouds, with names in the cloud's own words.</summary>
internal static partial class RestoreSection
{
    private const string Choices = "Write one of latest: true, pointInTime: \"2026-11-23T13:02:30Z\", backup: NAME or adopt: NAME";

    public static RestoreSource? Read(ConfigurationSection restore, int generation, bool onCloudSql)
    {
        var backup = restore.Has("backup") ? Backup(restore, onCloudSql) : null;
        var adopt = restore.Has("adopt") ? restore.Text("adopt") : null;
        var time = restore.Has("pointInTime") ? restore.Instant("pointInTime") : (DateTimeOffset?)null;
        var latest = restore.Flag("latest", false);
        var instance = restore.Has("instance") ? restore.Text("instance") : null;
        var log = Log(restore, instance, onCloudSql);
        var source = (latest, time, backup, adopt) switch
        {
            (true, null, null, null) => (RestoreSource?)new RestoreSource.Latest(log),
            (false, { } at, null, null) => new RestoreSource.PointInTime(log, at),
            (false, null, { }, null) => new RestoreSource.NamedBackup(backup, instance),
            (false, null, null, { }) => new RestoreSource.Existing(adopt),
            _ => restore.Fault<RestoreSource?>("", "it does not say which one state is wanted", Choices, null),
        };
        Refuse(restore, source, generation, onCloudSql);
        restore.RefuseUnknownKeys();
        return source;
    }

    private static DatabaseLog Log(ConfigurationSection restore, string? instance, bool onCloudSql)
    {
        var copy = restore.Has("copy")
            ? onCloudSql
                ? restore.Text("copy", VaultSource(), "Write the backup vault's data source, projects/P/locations/REGION/backupVaults/V/dataSources/D")
                : restore.Text("copy", ReplicatedBackups(), "Write the ARN of the replicated automated backups in this region, arn:aws:rds:REGION:ACCOUNT:auto-backup:ab-…")
            : null;
        var deleted = !restore.Has("deleted") ? null
            : onCloudSql ? RestoreSource.Instant(restore.Instant("deleted"))
            : restore.Text("deleted", ResourceId(), "Write the deleted instance's resource id, for example db-ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (copy is not null && (deleted is not null || instance is not null))
        {
            restore.Fault("copy", "a copy in this region is named by itself", "Remove instance and deleted, or copy", 0);
        }
        return copy is not null ? new DatabaseLog.RegionCopy(copy)
            : deleted is not null ? new DatabaseLog.OfDeletedInstance(instance, deleted)
            : new DatabaseLog.OfInstance(instance);
    }

    private static string Backup(ConfigurationSection restore, bool onCloudSql) => onCloudSql
        ? restore.Text("backup", BackupRun(), "Write the number of the backup run, for example 1772442000000, or a vault's backup, projects/P/locations/REGION/backupVaults/V/dataSources/D/backups/B")
        : restore.Text("backup", Snapshot(), "Write a snapshot's identifier or ARN; a snapshot of another region or account is copied here first");

    // What the cloud can not do, and what would be passed over in silence.
    private static void Refuse(ConfigurationSection restore, RestoreSource? source, int generation, bool onCloudSql)
    {
        var log = source switch { RestoreSource.Latest latest => latest.Log, RestoreSource.PointInTime point => point.Log, _ => null };
        foreach (var key in new[] { "copy", "deleted" }.Where(key => source is not null && log is null && restore.Has(key)))
        {
            restore.Fault(key, "it says whose log is restored, and a backup or an adopted instance needs none", "Remove it", 0);
        }
        if (source is RestoreSource.Latest && onCloudSql && log is not DatabaseLog.OfInstance)
        {
            restore.Fault("latest", "Cloud SQL restores a deleted instance, or another region's copy, to a point in time only", "Write pointInTime: \"2026-11-23T13:02:30Z\"", 0);
        }
        if (source is RestoreSource.Existing && (generation != 1 || restore.Has("instance")))
        {
            restore.Fault("adopt", "an existing instance is adopted as generation 1, by its own name", "Remove instance; or set infra:database.generation to 1; or restore from it with latest: true and instance: NAME", 0);
        }
        if (source is RestoreSource.NamedBackup && !onCloudSql && restore.Has("instance"))
        {
            restore.Fault("instance", "an RDS snapshot is named by itself", "Remove it", 0);
        }
        var leansOnPrevious = log is DatabaseLog.OfInstance { Name: null } || (onCloudSql && log is DatabaseLog.OfDeletedInstance { Name: null })
            || (onCloudSql && source is RestoreSource.NamedBackup { Instance: null } named && char.IsAsciiDigit(named.Name.FirstOrDefault()));
        if (generation == 1 && leansOnPrevious)
        {
            restore.Fault("instance", "generation 1 has no generation before it to be restored from", "Raise infra:database.generation, or name the instance to restore from", 0);
        }
    }

    [GeneratedRegex("^db-[A-Z0-9]{20,30}$")]
    private static partial Regex ResourceId();

    [GeneratedRegex("^arn:aws[a-z-]*:rds:[a-z0-9-]+:[0-9]{12}:auto-backup:ab-[a-z0-9]+$")]
    private static partial Regex ReplicatedBackups();

    [GeneratedRegex("^(arn:aws[a-z-]*:rds:[a-z0-9-]+:[0-9]{12}:snapshot:[A-Za-z0-9:-]+|[A-Za-z][A-Za-z0-9:-]*)$")]
    private static partial Regex Snapshot();

    // A number, or a vault's backup. More digits than fifteen would not survive the wire, whose numbers are doubles.
    [GeneratedRegex("^([0-9]{1,15}|projects/[^/]+/locations/[^/]+/backupVaults/[^/]+/dataSources/[^/]+/backups/[^/]+)$")]
    private static partial Regex BackupRun();

    [GeneratedRegex("^projects/[^/]+/locations/[^/]+/backupVaults/[^/]+/dataSources/[^/]+$")]
    private static partial Regex VaultSource();
}
