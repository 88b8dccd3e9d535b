using System.Text.Json.Nodes;

namespace Infra.Simulation;

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
    public List<Row> Rows { get; init; } = [];

    /// <summary>The ARNs of its automated backups in other regions.</summary>
    public List<string> Replicas { get; init; } = [];

    /// <summary>Engine, version, users, key, storage and backup policy: what a restore takes over, in the cloud's own names.</summary>
    public JsonObject Traits { get; set; } = [];

    /// <summary>How many days back the log goes.</summary>
    public int LogDays { get; set; }

    /// <summary>Whether the log outlives the instance.</summary>
    public bool KeepsLog { get; set; }

    /// <summary>The rows as they were at a time; null stands for the latest restorable one.</summary>
    /// <param name="time">The time asked for.</param>
    /// <param name="now">The world's time.</param>
    /// <param name="lag">How far the log is behind.</param>
    public IEnumerable<Row> RowsAt(DateTimeOffset? time, DateTimeOffset now, TimeSpan lag)
    {
        var end = DeletedAt ?? now;
        var (earliest, latest) = (Later(CreatedAt, end.AddDays(-LogDays)), end - lag);
        var asked = time ?? latest;
        if (LogDays == 0) throw new Refusal($"InvalidRestore: {Name} keeps no log to restore a point in time from");
        if (DeletedAt is not null && (!KeepsLog || now > DeletedAt.Value.AddDays(LogDays)))
            throw new Refusal($"InvalidRestore: {Name} was deleted, and its automated backups are not retained");
        if (asked < earliest || asked > latest)
        {
            throw new Refusal(
                $"InvalidParameterValue: the restore time {Call.Time(asked)} is not within the restorable window of {Name}, {Call.Time(earliest)} to {Call.Time(latest)}");
        }
        return Rows.Where(row => row.At <= asked);
    }

    /// <summary>The password of each user, as text.</summary>
    public JsonObject Users => (Traits["users"] ??= new JsonObject()).AsObject();

    private static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;
}
