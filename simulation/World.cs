using System.Text.Json.Nodes;

namespace Infra.Simulation;

/// <summary>
/// What exists outside Pulumi's state: the clouds' things, their databases and backups, and a clock of its own. An engine that is killed
/// leaves it as it is; <see cref="Save"/> keeps it for a later process.
/// </summary>
public sealed partial class World
{
    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly WorldFile _content;

    internal World(string file, SimulationOptions? options = null)
    {
        _file = file;
        _content = WorldFile.Load(file);
        _content.Account = options?.Account ?? _content.Account;
        TimePasses = options?.TimePasses == true;
        Clock = new WorldClock(this);
    }

    /// <summary>The AWS account that every simulated AWS thing belongs to.</summary>
    public string Account => _content.Account;

    /// <summary>What providers did, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Journal => Locked(() => _content.Journal.ToList());

    /// <summary>Every thing that exists.</summary>
    public IReadOnlyList<WorldObject> Objects => Locked(() => _content.Objects.ToList());

    /// <summary>Stored backups and snapshots, oldest first.</summary>
    public IReadOnlyList<Backup> Backups => Locked(() => _content.Backups.ToList());

    /// <summary>What the platforms in the clusters wrote, oldest first.</summary>
    public IReadOnlyList<Write> Writes => Locked(() => _content.Writes.ToList());

    /// <summary>Calls to fail or to hold.</summary>
    public Interference Interference { get; } = new();

    /// <summary>
    /// The processor time that everything which drives the world has used so far, its processes together, and whether one of their threads
    /// runs or waits for a processor; null while nothing runs. Where it is given, the clock of
    /// <see cref="SimulationOptions.TimePasses"/> stands while the time grows or a thread is runnable.
    /// </summary>
    public Func<(TimeSpan ProcessorTime, bool IsRunnable)?>? Activity { get; set; }

    /// <summary>The world's clock. It stands still until somebody moves it, or operations take their time.</summary>
    public DateTimeOffset Now
    {
        get => Locked(() => _content.Now);
        set =>
            Locked(() =>
            {
                _content.Now = value.ToUniversalTime();
                S3Replication.Run(_content);
                Servers?.Sweep();
            });
    }

    /// <summary>Stands for PULUMI_K8S_DELETE_UNREACHABLE, which an attached provider does not get from the engine.</summary>
    public bool DeleteUnreachable { get; set; }

    /// <summary>The things of one type.</summary>
    public IReadOnlyList<WorldObject> List(string type) => Locked(() => _content.Objects.Where(thing => thing.Type == type).ToList());

    /// <summary>The thing of that type and physical name (or id), or null.</summary>
    public WorldObject? Find(string type, string name) =>
        Locked(() => _content.Objects.FirstOrDefault(thing => thing.Type == type && thing.IsCalled(name)));

    /// <summary>A living database instance, on either cloud, by its physical name.</summary>
    public SimulatedDatabase Database(string name) =>
        Locked(() =>
            new SimulatedDatabase(
                this,
                Living(name)
                    ?? throw new KeyNotFoundException(
                        $"No database instance {name} is alive; there are: "
                            + $"{string.Join(", ", _content.Databases.Where(one => one.DeletedAt is null).Select(one => one.Name))}."
                    )
            )
        );

    /// <summary>
    /// The instances that were deleted, oldest first: what the cloud's audit log tells, and the list of retained backups.
    /// </summary>
    public IReadOnlyList<DeletedDatabase> DeletedDatabases =>
        Locked(() =>
            _content
                .Databases.Where(one => one.DeletedAt is not null)
                .Select(one => new DeletedDatabase(one.Name, one.Id, one.DeletedAt!.Value))
                .ToList()
        );

    /// <summary>Writes the world to its file, from which the next one with that file begins.</summary>
    public void Save() => Locked(() => _content.Save(_file));

    /// <summary>A Kubernetes cluster, on either cloud, by its physical name.</summary>
    public SimulatedCluster Cluster(string name) =>
        Locked(() =>
            new SimulatedCluster(
                this,
                _content.Objects.FirstOrDefault(thing => SimulatedCluster.Is(thing) && thing.Name == name)
                    ?? throw new KeyNotFoundException($"No Kubernetes cluster {name} exists.")
            )
        );

    /// <summary>A bucket, on either cloud, by its name.</summary>
    public SimulatedBucket Bucket(string name) =>
        Locked(() =>
            new SimulatedBucket(
                this,
                _content.Objects.Find(thing => thing.Name == name && (thing.Type is SimulatedBucket.S3 or SimulatedBucket.Gcs))
                    ?? throw new KeyNotFoundException($"No bucket {name} exists.")
            )
        );

    internal WorldFile Content => _content;

    internal WorldClock Clock { get; }

    /// <summary>Real servers behind the instances; null where the world's own rows stand for them.</summary>
    internal PostgresServers? Servers { get; set; }

    /// <summary>Whether operations take simulated time.</summary>
    internal bool TimePasses { get; }

    /// <summary>Asks or changes something with the world to oneself.</summary>
    internal T Locked<T>(Func<T> action)
    {
        lock (_gate)
            return action();
    }

    internal void Locked(Action action)
    {
        lock (_gate)
            action();
    }

    /// <summary>Something made up that is the same in every run, and new for each birth under one name.</summary>
    internal string NewHash(string type, string scope, string name)
    {
        var birth = _content.Births[$"{type} {scope} {name}"] = _content.Births.GetValueOrDefault($"{type} {scope} {name}") + 1;
        return Fingerprint.Of($"{type} {scope} {name} {birth}");
    }

    internal DatabaseRecord? Living(string name) => _content.Databases.FirstOrDefault(one => one.DeletedAt is null && one.Name == name);

    /// <summary>Takes a thing out, with everything that lives inside a cluster that goes.</summary>
    internal void Remove(WorldObject thing)
    {
        _content.Objects.Remove(thing);
        if (SimulatedCluster.Is(thing))
            _content.Objects.RemoveAll(inside => inside.Scope == SimulatedCluster.ScopeOf(thing));
    }

    /// <summary>A copy of a thing's reported state, safe to change.</summary>
    internal static JsonObject Copy(JsonObject map) => map.DeepClone().AsObject();
}
