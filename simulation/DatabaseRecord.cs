using System.Text.Json.Nodes;

namespace Infra.Simulation;

/// <summary>From when on daily backups fail, or go on.</summary>
internal sealed record BackupPause(DateTimeOffset At, bool Stalled);

/// <summary>A database instance as its users see it, and for as long as it is remembered after its end.</summary>
internal sealed class DatabaseRecord
{
    public required string Type { get; init; }
    public required string Scope { get; init; }
    public required string Name { get; set; }

    /// <summary>The fingerprint of the instance in the world.</summary>
    public required string Owner { get; init; }

    /// <summary>What tells it from an earlier instance of the same name.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; set; }
    public bool Reachable { get; set; } = true;

    /// <summary>The zone that its primary runs in.</summary>
    public string Zone { get; set; } = "";

    /// <summary>The zone of its standby, where it has one.</summary>
    public string? StandbyZone { get; set; }

    public List<Row> Rows { get; init; } = [];

    /// <summary>What it was born from or filled with; null for a database that was born empty.</summary>
    public Origin? Origin { get; set; }

    /// <summary>When its real server, where it has one, wrote its rows.</summary>
    public List<Mark> Marks { get; init; } = [];

    /// <summary>The ARNs of its automated backups in other regions.</summary>
    public List<string> Replicas { get; init; } = [];

    /// <summary>Engine, version, users, key, storage and backup policy: what a restore takes over, in the cloud's own names.</summary>
    public JsonObject Traits { get; set; } = [];

    /// <summary>How many days back the log goes.</summary>
    public int LogDays { get; set; }

    /// <summary>Since when nothing of its log reaches the cloud's storage any more; null: it is shipped.</summary>
    public DateTimeOffset? LogStoppedAt { get; set; }

    /// <summary>When daily backups stopped and went on.</summary>
    public List<BackupPause> BackupPauses { get; init; } = [];

    /// <summary>Whether the daily backup of an instant ends well.</summary>
    public bool IsBackedUp(DateTimeOffset at) =>
        at > CreatedAt && (DeletedAt is null || at < DeletedAt) && BackupPauses.LastOrDefault(pause => pause.At <= at)?.Stalled != true;

    /// <summary>Whether the log outlives the instance.</summary>
    public bool KeepsLog { get; set; }

    /// <summary>Takes the rows of another instance as they were at a time.</summary>
    /// <param name="source">The other instance.</param>
    /// <param name="time">The time asked for; null stands for the latest restorable one.</param>
    /// <param name="now">The world's time.</param>
    /// <param name="lag">How far the log is behind.</param>
    public void TakeLog(DatabaseRecord source, DateTimeOffset? time, DateTimeOffset now, TimeSpan lag) =>
        TakeRows(source, source.Restorable(time, now, lag));

    /// <summary>Takes the rows of another instance up to a time.</summary>
    public void TakeRows(DatabaseRecord source, DateTimeOffset time)
    {
        Rows.AddRange(source.Rows.Where(row => row.At <= time));
        Origin = new(source.Owner, time, null);
    }

    /// <summary>Takes the rows of a stored backup in the place of its own.</summary>
    public void TakeBackup(Backup backup)
    {
        Rows.Clear();
        Rows.AddRange(backup.Rows);
        Origin = new(null, null, backup.Id);
    }

    private DateTimeOffset Restorable(DateTimeOffset? time, DateTimeOffset now, TimeSpan lag)
    {
        var (earliest, latest) = Window(now, lag);
        var asked = time ?? latest;
        if (LogDays == 0)
            throw new Refusal($"InvalidRestore: {Name} keeps no log to restore a point in time from");
        if (!HasLog(now))
            throw new Refusal($"InvalidRestore: {Name} was deleted, and its automated backups are not retained");
        if (asked < earliest || asked > latest)
        {
            throw new Refusal(
                $"InvalidParameterValue: the restore time {Call.Time(asked)} is not within the restorable window of {Name}, "
                    + $"{Call.Time(earliest)} to {Call.Time(latest)}"
            );
        }
        return asked;
    }

    /// <summary>
    /// Whether its log is there: that of a deleted instance stays for as many days as it went back, where it stays at all.
    /// </summary>
    public bool HasLog(DateTimeOffset now) => DeletedAt is null || (KeepsLog && now <= DeletedAt.Value.AddDays(LogDays));

    /// <summary>What its log reaches from and to.</summary>
    public (DateTimeOffset Earliest, DateTimeOffset Latest) Window(DateTimeOffset now, TimeSpan lag)
    {
        var end = DeletedAt ?? now;
        return (Later(CreatedAt, end.AddDays(-LogDays)), LogStoppedAt < end - lag ? LogStoppedAt.Value : end - lag);
    }

    /// <summary>The password of each user, as text.</summary>
    public JsonObject Users => (Traits["users"] ??= new JsonObject()).AsObject();

    private static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;
}
