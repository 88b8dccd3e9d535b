using System.Text.RegularExpressions;

namespace Infra.Configuration;

/// <summary>How each cloud writes the names in <c>infra:database.restore</c>.</summary>
/// <param name="Instance">A database instance.</param>
/// <param name="Backup">A stored backup.</param>
/// <param name="Deleted">What tells a deleted instance from others of its name.</param>
/// <param name="Copy">Another region's copy.</param>
internal sealed partial record RestoreWords(
    (Regex Pattern, string Words) Instance,
    (Regex Pattern, string Words) Backup,
    (Regex Pattern, string Words) Deleted,
    (Regex Pattern, string Words) Copy
)
{
    private static readonly RestoreWords Rds = new(
        (RdsName(), "an instance's identifier: at most 63 letters, digits and single dashes that begin with a letter"),
        (Snapshot(), "a snapshot's identifier or ARN; a snapshot of another region or account is copied to this one first"),
        (ResourceId(), "the deleted instance's resource id, for example db-ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        (
            ReplicatedBackups(),
            "the ARN of the automated backups that are replicated to this region, arn:aws:rds:REGION:ACCOUNT:auto-backup:ab-…"
        )
    );

    private static readonly RestoreWords CloudSql = new(
        (CloudSqlName(), "an instance's name: at most 97 small letters, digits and dashes that begin with a letter"),
        (
            BackupRun(),
            "the number of a backup run, for example 1772442000000, or a vault's backup, "
                + "projects/P/locations/REGION/backupVaults/V/dataSources/D/backups/B"
        ),
        (DeletionTime(), "the time of the deletion in UTC, in quotes and with Z, for example \"2026-11-23T13:57:10Z\""),
        (VaultSource(), "the backup vault's data source, projects/P/locations/REGION/backupVaults/V/dataSources/D")
    );

    public static RestoreWords Of(bool onCloudSql) => onCloudSql ? CloudSql : Rds;

    /// <summary>Notes a fault for each text that is not what the cloud calls such a thing.</summary>
    public void Check(
        ConfigurationSection restore,
        (Key Key, string? Text) instance,
        (Key Key, string? Text) backup,
        (Key Key, string? Text) deleted,
        (Key Key, string? Text) copy
    )
    {
        foreach (var (one, (pattern, words)) in new[] { (instance, Instance), (backup, Backup), (deleted, Deleted), (copy, Copy) })
        {
            if (one.Text is { Length: > 0 } text && !pattern.IsMatch(text))
            {
                restore.Fault(one.Key, $"'{text}' does not fit this cloud", $"Write {words}");
            }
        }
    }

    [GeneratedRegex("^(?=.{1,63}$)[A-Za-z]([A-Za-z0-9]|-(?=[A-Za-z0-9]))*$")]
    private static partial Regex RdsName();

    [GeneratedRegex("^[a-z]([a-z0-9-]{0,95}[a-z0-9])?$")]
    private static partial Regex CloudSqlName();

    [GeneratedRegex("^db-[A-Z0-9]{20,30}$")]
    private static partial Regex ResourceId();

    [GeneratedRegex("^arn:aws[a-z-]*:rds:[a-z0-9-]+:[0-9]{12}:auto-backup:ab-[a-z0-9]+$")]
    private static partial Regex ReplicatedBackups();

    [GeneratedRegex("^(arn:aws[a-z-]*:rds:[a-z0-9-]+:[0-9]{12}:snapshot:[A-Za-z0-9:-]+|[A-Za-z][A-Za-z0-9:-]*)$")]
    private static partial Regex Snapshot();

    // A number of more digits would not survive the wire, whose numbers are doubles.
    [GeneratedRegex("^([0-9]{1,15}|projects/[^/]+/locations/[^/]+/backupVaults/[^/]+/dataSources/[^/]+/backups/[^/]+)$")]
    private static partial Regex BackupRun();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$")]
    private static partial Regex DeletionTime();

    [GeneratedRegex("^projects/[^/]+/locations/[^/]+/backupVaults/[^/]+/dataSources/[^/]+$")]
    private static partial Regex VaultSource();
}
