using System.Text.Json.Nodes;

namespace Infra.Simulation;

/// <summary>A row, and when it was written by the world's clock.</summary>
/// <param name="Text">The row.</param>
/// <param name="At">When it was written.</param>
public sealed record Row(string Text, DateTimeOffset At);

/// <summary>A stored backup: an RDS snapshot or a Cloud SQL backup run.</summary>
/// <param name="Id">The snapshot's ARN, or the number of the backup run.</param>
/// <param name="Name">The snapshot's identifier, or the description of the run.</param>
/// <param name="Type">The type of the instance it came from.</param>
/// <param name="Scope">The region or project it lies in.</param>
/// <param name="Instance">The physical name of that instance.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Rows">What was in the database.</param>
/// <param name="Traits">What a restore takes over besides the rows.</param>
public sealed record Backup(
    string Id,
    string Name,
    string Type,
    string Scope,
    string Instance,
    DateTimeOffset At,
    IReadOnlyList<Row> Rows,
    JsonObject Traits
);

/// <summary>A database instance that was deleted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its resource id on RDS; its name on Cloud SQL.</param>
/// <param name="At">When it was deleted.</param>
public sealed record DeletedDatabase(string Name, string Id, DateTimeOffset At);

/// <summary>A living database instance.</summary>
public sealed class SimulatedDatabase
{
    private readonly World _world;
    private readonly DatabaseRecord _record;

    internal SimulatedDatabase(World world, DatabaseRecord record) => (_world, _record) = (world, record);

    /// <summary>What is in the database, oldest first.</summary>
    public IReadOnlyList<string> Rows =>
        _world.Locked(() => (_world.Servers?.Rows(_record) ?? _record.Rows).Select(row => row.Text).ToList());

    /// <summary>What the world's own bookkeeping says is in the database: what its real server, where it has one, must hold.</summary>
    internal IReadOnlyList<Row> Expected => _world.Locked(() => _record.Rows.ToList());

    /// <summary>Whether anybody can connect.</summary>
    public bool Reachable
    {
        get => _world.Locked(() => _record.Reachable && !_world.Content.LostZones.Contains(_record.Zone));
        set => _world.Locked(() => _record.Reachable = value);
    }

    /// <summary>The zone that it runs in.</summary>
    public string Zone => _world.Locked(() => _record.Zone);

    /// <summary>The zone of its standby; null where it has none.</summary>
    public string? StandbyZone => _world.Locked(() => _record.StandbyZone);

    /// <summary>Writes a row at the world's present time.</summary>
    public void Insert(string text) =>
        _world.Locked(() =>
        {
            if (!Reachable || _record.DeletedAt is not null)
                throw new InvalidOperationException($"The database {_record.Name} cannot be reached.");
            if (_world.Content.Objects.Exists(one => one.Hash == _record.Owner && one.StandsAt > _world.Content.Now))
                throw new InvalidOperationException($"The database {_record.Name} is still being made.");
            var row = new Row(text, _world.Content.Now);
            _world.Servers?.Insert(_record, row);
            _record.Rows.Add(row);
        });

    /// <summary>The password a user logs in with, or null when there is no such user.</summary>
    public string? PasswordOf(string user) => _world.Locked(() => _record.Users[user]?.GetValue<string>());

    /// <summary>Takes a backup: a snapshot of that name on RDS, a backup run of that description on Cloud SQL.</summary>
    public Backup TakeBackup(string name) => _world.Locked(() => Take(_world, _record, name));

    /// <summary>Replicates the automated backups of an RDS instance into another region; a restore there names the ARN it gives.</summary>
    public string ReplicateBackups(string region) =>
        _world.Locked(() =>
        {
            var arn = $"arn:aws:rds:{region}:{_world.Account}:auto-backup:ab-{_record.Owner[..24]}";
            _record.Replicas.Add(arn);
            return arn;
        });

    internal static Backup Take(World world, DatabaseRecord record, string name)
    {
        var content = world.Content;
        var run = content.Now.ToUnixTimeMilliseconds() + content.Backups.Count;
        var id = record.Type.StartsWith("aws:", StringComparison.Ordinal)
            ? $"arn:aws:rds:{record.Scope}:{content.Account}:snapshot:{name}"
            : $"{run}";
        var backup = new Backup(id, name, record.Type, record.Scope, record.Name, content.Now, [.. record.Rows], World.Copy(record.Traits));
        world.Servers?.TakeBackup(record, id);
        content.Backups.Add(backup);
        return backup;
    }
}
