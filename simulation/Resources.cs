using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Create, read, update and delete of one package's resources, by their rules, on the world.</summary>
internal sealed class Resources(World world, string package)
{
    private readonly Answers _answers = new(world);
    private readonly PackageSchema _schema = PackageSchema.Of(package);

    public PackageSchema Schema => _schema;

    /// <summary>What is wrong with the declared inputs.</summary>
    public IEnumerable<Fault> Faults(string type, JsonObject inputs)
    {
        if (!_schema.Resources.TryGetValue(type, out var shape))
            return [new Fault("", $"unknown resource type {type}")];
        var rule = RuleBook.Of(type, shape);
        var nameless =
            rule.Name is { } name && inputs.At(name) is null && !inputs.All(name.Split('.')[0]).Any(Wire.IsUnknown)
                ? new[] { new Fault(name, "Missing required argument. The name would be left to chance; write it out") }
                : [];
        return new InputCheck(_schema).Faults(shape, inputs).Concat(nameless).Concat(rule.Check(inputs));
    }

    /// <summary>
    /// Makes the thing. What is reported is how it stood before the second half of a create that has two: no provider reads it again.
    /// </summary>
    public async Task<WorldObject> CreateAsync(
        ProviderSettings settings,
        string urn,
        JsonObject inputs,
        double timeout,
        CancellationToken cancellation
    )
    {
        var call = NewCall(settings, urn, world.Interference.Spoilt(urn, Operation.Create, inputs), []);
        var made = await _answers.GiveAsync(call, Operation.Create, timeout, () => Make(call), cancellation);
        var reported = made.Snapshot();
        try
        {
            if (call.Rule.Completes(call) is { } second)
                await _answers.GiveAsync(call, Operation.Complete, timeout, () => Complete(call, made, second), cancellation);
            return reported;
        }
        catch (Refusal refusal)
        {
            throw new HalfMade(made, refusal.Message);
        }
    }

    public JsonObject Plan(ProviderSettings settings, string urn, JsonObject inputs, JsonObject oldInputs, JsonObject known)
    {
        var call = NewCall(settings, urn, inputs, oldInputs);
        if (package == "kubernetes")
            world.Locked(() => KubernetesAccess.Reach(call));
        return Outputs.Planned(call, Kept(known, oldInputs, inputs));
    }

    /// <summary>The thing as it is now, or null when it is gone.</summary>
    public Task<WorldObject?> ReadAsync(
        ProviderSettings settings,
        string urn,
        string id,
        JsonObject inputs,
        JsonObject state,
        CancellationToken cancellation
    )
    {
        var call = NewCall(settings, urn, inputs.Count > 0 ? inputs : state, []);
        return _answers.GiveAsync(call, Operation.Read, 0, () => Look(call, id, inputs, state), cancellation);
    }

    public Task<WorldObject> UpdateAsync(
        ProviderSettings settings,
        string urn,
        string id,
        JsonObject inputs,
        JsonObject oldInputs,
        JsonObject state,
        double timeout,
        CancellationToken cancellation
    )
    {
        var call = NewCall(settings, urn, world.Interference.Spoilt(urn, Operation.Update, inputs), oldInputs);
        return _answers.GiveAsync(call, Operation.Update, timeout, () => Change(call, id, oldInputs, state), cancellation);
    }

    public Task DeleteAsync(
        ProviderSettings settings,
        string urn,
        string id,
        JsonObject state,
        double timeout,
        CancellationToken cancellation
    )
    {
        var call = NewCall(settings, urn, state, state);
        return _answers.GiveAsync(call, Operation.Delete, timeout, () => Unmake(call, id), cancellation);
    }

    private Call NewCall(ProviderSettings settings, string urn, JsonObject inputs, JsonObject before)
    {
        var type = Call.TypeOf(urn);
        var shape = _schema.Resources[type];
        return new Call(world, settings, RuleBook.Of(type, shape), shape, urn) { Inputs = inputs, Before = before };
    }

    private WorldObject Make(Call call)
    {
        var rule = call.Rule;
        if (package == "kubernetes")
            KubernetesAccess.Reach(call);
        Bounds.Require(call);
        // A refusal names what is there already.
        if (!Call.IsMadeUp(rule.Id))
            call.Id = call.Fill(rule.Id);
        var key = KeyOf(call);
        var twin = key is null
            ? null
            : world.Content.Objects.Find(one => one.Type == rule.Type && one.Scope == call.Scope && one.Key == key);
        if (twin is not null && !rule.Adopts(call))
            throw new Refusal(call.Fill(rule.Taken));
        if (key is not null && world.Content.Burnt.GetValueOrDefault($"{rule.Type} {key}") > call.Now)
            throw new Refusal(call.Fill(rule.Taken));
        call.Hash = twin?.Hash ?? world.NewHash(rule.Type, call.Scope, call.Name);
        call.Id = call.Fill(rule.Id);
        call.State = new Outputs(_schema).Reported(call, []);
        rule.OnCreate?.Invoke(call);
        rule.OnReport?.Invoke(call);
        var made = new WorldObject
        {
            Type = rule.Type,
            Scope = call.Scope,
            Id = call.Id,
            Name = call.Name,
            Key = key,
            Hash = call.Hash,
            CreatedAt = call.Now,
            StandsAt = call.EndsAt > call.Now ? call.EndsAt : null,
            Inputs = World.Copy(call.Inputs),
            State = call.State,
            ImportId = rule.ImportId is { } form ? call.Fill(form) : null,
        };
        if (twin is not null)
            world.Content.Objects.Remove(twin);
        if (!rule.InStateAlone)
            world.Content.Objects.Add(made);
        Note(call, Operation.Create);
        return made;
    }

    private bool Complete(Call call, WorldObject made, Func<bool> second)
    {
        var completed = second();
        var journal = world.Content.Journal;
        var create = journal.FindLastIndex(entry => entry.Operation == Operation.Create && entry.Id == made.Id);
        (made.StandsAt, journal[create]) = (call.EndsAt > call.Now ? call.EndsAt : null, journal[create] with { At = call.EndsAt });
        return completed;
    }

    private WorldObject? Look(Call call, string id, JsonObject inputs, JsonObject state)
    {
        var asRecorded = new WorldObject
        {
            Type = call.Rule.Type,
            Scope = "",
            Id = id,
            Name = call.Name,
            Hash = "",
            CreatedAt = call.Now,
            Inputs = inputs,
            State = state,
        };
        if (call.Rule.InStateAlone)
            return asRecorded;
        if (package == "kubernetes" && !KubernetesAccess.CanReach(call))
        {
            if (call.Settings.Flag("deleteUnreachable") || world.DeleteUnreachable)
                return null;
            if (call.Settings.Flag("skipUpdateUnreachable"))
                return asRecorded;
            KubernetesAccess.Reach(call);
        }
        if (Sought(call, id) is not { } found)
            return null;
        call.WaitFor(found);
        Report(call, found);
        return found;
    }

    private WorldObject Change(Call call, string id, JsonObject oldInputs, JsonObject state)
    {
        var rule = call.Rule;
        if (package == "kubernetes")
            KubernetesAccess.Reach(call);
        var changed = rule.InStateAlone
            ? new WorldObject
            {
                Type = rule.Type,
                Scope = "",
                Id = id,
                Name = call.Name,
                Hash = Fingerprint.Of(id),
                CreatedAt = call.Now,
                State = state,
            }
            : Sought(call, id) ?? throw new Refusal($"couldn't find resource {id}: it does not exist any more");
        call.WaitFor(changed);
        Bounds.Require(call);
        call.Hash = changed.Hash;
        call.Id = changed.Id;
        var key = KeyOf(call);
        if (
            key != changed.Key
            && world.Content.Objects.Exists(one => one != changed && one.Type == rule.Type && one.Scope == call.Scope && one.Key == key)
        )
            throw new Refusal(call.Fill(rule.Taken));
        call.State = new Outputs(_schema).Reported(call, Kept(changed.State, oldInputs, call.Inputs));
        rule.OnUpdate?.Invoke(call);
        rule.OnReport?.Invoke(call);
        (changed.Inputs, changed.State, changed.Name, changed.Key) = (World.Copy(call.Inputs), call.State, call.Name, key);
        Note(call, Operation.Update);
        return changed;
    }

    private bool Unmake(Call call, string id)
    {
        var rule = call.Rule;
        if (rule.Everlasting || rule.InStateAlone || Bounds.IsAbandoned(call))
            return false;
        if (package == "kubernetes" && !KubernetesAccess.MayDelete(call))
            return false;
        if (Sought(call, id) is not { } doomed)
            return false;
        call.WaitFor(doomed);
        (call.Id, call.Hash, call.State) = (doomed.Id, doomed.Hash, doomed.State);
        Bounds.Release(call, doomed);
        rule.OnDelete?.Invoke(call);
        foreach (var taken in rule.Takes)
            world.Content.Objects.RemoveAll(one => one.Type == taken.Type && Bounds.Refers(one, taken.Path, doomed));
        if (doomed.Key is not null && rule.Burns(call) is { Ticks: > 0 } time)
            world.Content.Burnt[$"{rule.Type} {doomed.Key}"] = call.Now + time;
        world.Remove(doomed);
        Note(call, Operation.Delete);
        return true;
    }

    private void Report(Call call, WorldObject found)
    {
        var seen = new Call(world, call.Settings, call.Rule, call.Shape, $"::::::{call.LogicalName}")
        {
            Inputs = found.Inputs,
            State = found.State,
            Hash = found.Hash,
            Id = found.Id,
        };
        call.Rule.OnReport?.Invoke(seen);
    }

    private WorldObject? Sought(Call call, string id) =>
        world.Content.Objects.Find(one =>
            one.Type == call.Rule.Type && one.Scope == call.Scope && (one.Id == id || one.Key == id || one.ImportId == id || one.Name == id)
        );

    private static string? KeyOf(Call call)
    {
        var template = call.Rule.Key ?? (Call.IsMadeUp(call.Rule.Id) ? null : call.Rule.Id);
        return template is null ? null : call.Fill(template);
    }

    // What was reported before, without what the program has taken out.
    private static JsonObject Kept(JsonObject state, JsonObject oldInputs, JsonObject inputs) =>
        new(
            from field in state
            where inputs.ContainsKey(field.Key) || !oldInputs.ContainsKey(field.Key)
            select KeyValuePair.Create(field.Key, field.Value?.DeepClone())
        );

    private void Note(Call call, Operation operation) =>
        Schedulers.After(
            world.Content,
            new JournalEntry(operation, call.Rule.Type, call.Name, call.LogicalName, call.Id, call.EndsAt) { StartedAt = call.Now }
        );
}
