using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <content>What befalls it.</content>
public sealed partial class World
{
    /// <summary>Puts an object into a bucket of either cloud.</summary>
    public void Put(string bucket, string key) => Bucket(bucket).Put(key);

    /// <summary>Deletes an object of a bucket of either cloud, as anybody does who may.</summary>
    public void DeleteObject(string bucket, string key) => Bucket(bucket).Delete(key);

    /// <summary>Puts a thing there that somebody else made.</summary>
    /// <param name="type">The Pulumi type token.</param>
    /// <param name="scope">A region of AWS; <c>gcp</c> on Google Cloud.</param>
    /// <param name="id">Its id, whose last part is its name.</param>
    /// <param name="inputs">What was asked for, as far as anything depends on it.</param>
    public void Place(string type, string scope, string id, JsonObject? inputs = null) =>
        Locked(() =>
            _content.Objects.Add(
                new()
                {
                    Type = type,
                    Scope = scope,
                    Id = id,
                    Name = id.Split('/')[^1],
                    Key = id,
                    Hash = NewHash(type, scope, id),
                    CreatedAt = _content.Now,
                    Inputs = inputs ?? [],
                }
            )
        );

    /// <summary>Deletes a thing behind Pulumi's back, as an accident or the console would: no guard is asked.</summary>
    public void Lose(string type, string name) =>
        Locked(() =>
        {
            var lost = _content.Objects.FirstOrDefault(thing => thing.Type == type && thing.IsCalled(name))
                ?? throw new KeyNotFoundException($"There is no {type} {name} to lose.");
            Remove(lost);
            if (_content.Databases.FirstOrDefault(one => one.Owner == lost.Hash) is { } database)
                End(database);
        });

    /// <summary>Somebody changes a thing in the cloud's console.</summary>
    /// <param name="type">The type token.</param>
    /// <param name="name">Its name or id.</param>
    /// <param name="path">What is changed, for example <c>settings.deletionProtectionEnabled</c>.</param>
    /// <param name="value">The new value.</param>
    public void ChangeByHand(string type, string name, string path, JsonNode? value) =>
        Locked(() =>
        {
            var thing = _content.Objects.FirstOrDefault(one => one.Type == type && one.IsCalled(name))
                ?? throw new KeyNotFoundException($"There is no {type} {name} to change.");
            foreach (var map in new[] { thing.Inputs, thing.State })
                Outputs.Set(map, path, value?.DeepClone());
            if (ApiCalls.Of(thing, path, _content.Now) is { } call)
                _content.Events.Add(call);
        });

    /// <summary>Nothing of an instance's log reaches the cloud's storage any more, though it lives.</summary>
    public void StallLog(string database) => Locked(() => Living(database)!.LogStoppedAt = _content.Now);

    /// <summary>A machine type, a zone, a version, a member or an address is not on offer, not there, or answers no more.</summary>
    /// <param name="what">Its name as the commands print it; of an address, its beginning.</param>
    public void Withdraw(params string[] what) => Locked(() => _content.Offers.Withdrawn.UnionWith(what));

    /// <summary>Sets a quota.</summary>
    /// <param name="code">AWS's code, or the metric of Google Cloud.</param>
    /// <param name="limit">How much there may be.</param>
    public void SetQuota(string code, double limit) => Locked(() => _content.Offers.Quotas[code] = limit);

    /// <summary>A command fails from now on, as when its service is down or may not be asked.</summary>
    /// <param name="command">How the command begins.</param>
    public void Silence(string command) => Locked(() => _content.Offers.Silent.Add(command));

    /// <summary>An instance is no more; what is kept of it is kept.</summary>
    internal void End(DatabaseRecord record)
    {
        record.DeletedAt = _content.Now;
        Servers?.End(record);
    }

    /// <summary>Somebody else makes a thing of the name of an existing one's kind; or made it, and deleted it a moment ago.</summary>
    public void TakeName(string type, string name, bool isDeleted) =>
        Locked(() =>
        {
            var model = _content.Objects.First(thing => thing.Type == type);
            var key = model.Key?.Replace(model.Name, name, StringComparison.Ordinal);
            if (isDeleted)
                _content.Burnt[$"{type} {key}"] = _content.Now.AddDays(7);
            else
                _content.Objects.Add(
                    new WorldObject
                    {
                        Type = type,
                        Scope = model.Scope,
                        Id = $"somebody's {name}",
                        Name = name,
                        Key = key,
                        Hash = NewHash(type, model.Scope, name),
                        CreatedAt = _content.Now,
                    }
                );
        });

    /// <summary>Puts an instance of the same kind and policy beside one, with a row of its own: somebody else's database.</summary>
    internal void AddDatabaseBeside(string model, string name) =>
        Locked(() =>
        {
            var one = Living(model)!;
            _content.Databases.Add(
                new()
                {
                    Type = one.Type,
                    Scope = one.Scope,
                    Name = name,
                    Owner = $"somebody's {name}",
                    Id = $"db-{name.ToUpperInvariant()}",
                    CreatedAt = one.CreatedAt,
                    Rows = [new Row("somebody else's row", one.CreatedAt)],
                    Traits = Copy(one.Traits),
                    LogDays = one.LogDays,
                    KeepsLog = one.KeepsLog,
                }
            );
        });

    /// <summary>Takes a whole region away, with everything that lives in it; what is kept elsewhere stays.</summary>
    public void LoseRegion(string region) =>
        Locked(() =>
        {
            _content.LostRegions.Add(region);
            // A snapshot lies in its region, and a backup run of Cloud SQL's where the instance was told to keep it.
            _content.Backups.RemoveAll(backup => backup.Scope == region || backup.Traits.Text("backupLocation") == region);
            foreach (var lost in _content.Objects.Where(thing => LostRegions.IsIn(thing, region)).ToList())
            {
                Remove(lost);
                foreach (var database in _content.Databases.Where(one => one.Owner == lost.Hash && one.DeletedAt is null))
                    End(database);
            }
        });
}
