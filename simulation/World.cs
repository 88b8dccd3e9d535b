using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// What exists outside Pulumi's state: the clouds' things, their databases and backups, and a clock of its own.
/// Every change is on disk before it is answered, so that a killed run leaves what a cloud would be left with.
/// </summary>
public sealed class World
{
    /// <summary>The AWS account every simulated AWS thing belongs to.</summary>
    public const string Account = "123456789012";

    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly WorldFile _content;

    internal World(string file)
    {
        _file = file;
        _content = WorldFile.Load(file);
    }

    /// <summary>What providers did, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Journal => Ask(() => _content.Journal.ToList());

    /// <summary>Every thing that exists.</summary>
    public IReadOnlyList<WorldObject> Objects => Ask(() => _content.Objects.ToList());

    /// <summary>Stored backups and snapshots, oldest first.</summary>
    public IReadOnlyList<Backup> Backups => Ask(() => _content.Backups.ToList());

    /// <summary>What the platforms in the clusters wrote, oldest first.</summary>
    public IReadOnlyList<Write> Writes => Ask(() => _content.Writes.ToList());

    /// <summary>Calls to fail or to hold.</summary>
    public Interference Interference { get; } = new();

    /// <summary>The world's clock. It stands still until a test moves it.</summary>
    public DateTimeOffset Now
    {
        get => Ask(() => _content.Now);
        set => Change(() => _content.Now = value.ToUniversalTime());
    }

    /// <summary>Stands for PULUMI_K8S_DELETE_UNREACHABLE, which an attached provider does not get from the engine.</summary>
    public bool DeleteUnreachable { get; set; }

    /// <summary>The things of one type.</summary>
    public IReadOnlyList<WorldObject> List(string type) => Ask(() => _content.Objects.Where(thing => thing.Type == type).ToList());

    /// <summary>The thing of that type and physical name (or id), or null.</summary>
    public WorldObject? Find(string type, string name) =>
        Ask(() => _content.Objects.FirstOrDefault(thing => thing.Type == type && thing.IsCalled(name)));

    /// <summary>A living database instance, on either cloud, by its physical name.</summary>
    public SimulatedDatabase Database(string name) => Ask(() =>
        new SimulatedDatabase(this, Living(name) ?? throw new KeyNotFoundException(
            $"No database instance {name} is alive; there are: {string.Join(", ", _content.Databases.Where(one => one.DeletedAt is null).Select(one => one.Name))}.")));

    /// <summary>A Kubernetes cluster, on either cloud, by its physical name.</summary>
    public SimulatedCluster Cluster(string name) => Ask(() =>
        new SimulatedCluster(this, _content.Objects.FirstOrDefault(thing => SimulatedCluster.Is(thing) && thing.Name == name)
            ?? throw new KeyNotFoundException($"No Kubernetes cluster {name} exists.")));

    /// <summary>Puts an object into a bucket of either cloud.</summary>
    public void Put(string bucket, string key) => Change(() => _content.Objects
        .Single(thing => thing.Name == bucket && thing.Type is "aws:s3/bucket:Bucket" or "gcp:storage/bucket:Bucket")
        .Contents.Add(key));

    /// <summary>Puts a thing there that somebody else made.</summary>
    /// <param name="type">The Pulumi type token.</param>
    /// <param name="scope">A region of AWS; <c>gcp</c> on Google Cloud.</param>
    /// <param name="id">Its id, whose last part is its name.</param>
    /// <param name="inputs">What was asked for, as far as anything depends on it.</param>
    public void Place(string type, string scope, string id, JsonObject? inputs = null) => Change(() => _content.Objects.Add(new()
    {
        Type = type, Scope = scope, Id = id, Name = id.Split('/')[^1], Key = id, Hash = NewHash(type, scope, id), CreatedAt = _content.Now, Inputs = inputs ?? [],
    }));

    /// <summary>Deletes a thing behind Pulumi's back, as an accident or the console would: no guard is asked.</summary>
    public void Lose(string type, string name) => Change(() =>
    {
        var lost = _content.Objects.FirstOrDefault(thing => thing.Type == type && thing.IsCalled(name))
            ?? throw new KeyNotFoundException($"There is no {type} {name} to lose.");
        Remove(lost);
        if (_content.Databases.FirstOrDefault(one => one.Owner == lost.Hash) is { } database) database.DeletedAt = _content.Now;
    });

    /// <summary>Somebody else makes a thing of the name of an existing one's kind; or made it, and deleted it a moment ago.</summary>
    public void TakeName(string type, string name, bool isDeleted) => Change(() =>
    {
        var model = _content.Objects.First(thing => thing.Type == type);
        var key = model.Key?.Replace(model.Name, name, StringComparison.Ordinal);
        if (isDeleted) _content.Burnt[$"{type} {key}"] = _content.Now.AddDays(7);
        else _content.Objects.Add(new WorldObject { Type = type, Scope = model.Scope, Id = $"somebody's {name}", Name = name, Key = key, Hash = NewHash(type, model.Scope, name), CreatedAt = _content.Now });
    });

    /// <summary>Takes a whole region away, with everything that lives in it; what is kept elsewhere stays.</summary>
    public void LoseRegion(string region) => Change(() =>
    {
        foreach (var lost in _content.Objects.Where(thing => thing.Scope == region || thing.Inputs.Text("region") == region || thing.Inputs.Text("location") == region).ToList())
        {
            Remove(lost);
            foreach (var database in _content.Databases.Where(one => one.Owner == lost.Hash)) database.DeletedAt ??= _content.Now;
        }
    });

    internal WorldFile Content => _content;

    internal T Ask<T>(Func<T> question)
    {
        lock (_gate) return question();
    }

    /// <summary>Runs a change with the world to itself, and stores the result unless the change was refused.</summary>
    internal T Change<T>(Func<T> change)
    {
        lock (_gate)
        {
            var result = change();
            _content.Save(_file);
            return result;
        }
    }

    internal void Change(Action change) => Change(() =>
    {
        change();
        return true;
    });

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
        if (SimulatedCluster.Is(thing)) _content.Objects.RemoveAll(inside => inside.Scope == SimulatedCluster.ScopeOf(thing));
    }

    /// <summary>A copy of a thing's reported state, safe to change.</summary>
    internal static JsonObject Copy(JsonObject map) => map.DeepClone().AsObject();
}
