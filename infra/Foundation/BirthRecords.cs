using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Pulumi;
using Pulumi.Random;

namespace Infra.Foundation;

/// <summary>
/// One record for every database generation there ever was, kept for ever, each naming what its generation was born from.
/// They are the lineage, and they are the guard: a database is made only in the very run that makes its record, so one
/// that was lost is never made anew by accident, neither empty nor from a stale source.
/// </summary>
internal sealed class BirthRecords : ComponentResource
{
    private const string SourceKey = "source";
    private const string InstanceKey = "instance";
    private const string Empty = "an empty database";
    private const string Unrecorded = "unrecorded";

    private readonly DatabaseSpec _database;
    private readonly PhysicalNames _names;
    private readonly IdentitySource? _identity;
    private readonly ConcurrentDictionary<int, bool> _madeInThisRun = new();
    private readonly List<RandomId> _records = [];
    private readonly TaskCompletionSource<string> _bornFrom = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Declares the records of the generations 1 to the active one.</summary>
    /// <param name="spec">The active generation and what it is to be born from.</param>
    /// <param name="before">
    /// What the instance needs before it can be made. The active record waits for it too, so that a run that is
    /// interrupted between the record and the instance is as unlikely as can be.
    /// </param>
    /// <param name="options">The parent.</param>
    public BirthRecords(FoundationSpec spec, InputList<Resource> before, ComponentResourceOptions? options = null)
        : base("infra:foundation:BirthRecords", "database-births", options)
    {
        _database = spec.Database;
        _names = spec.Names;
        _identity = spec.Identity.Source;
        Name = _database.Restore is RestoreSource.Existing existing ? existing.Name : _names.Database(_database.Generation);
        for (var generation = 1; generation <= _database.Generation; generation++)
        {
            _records.Add(Declare(generation, spec.Lifetime, before));
        }
        Active = _records[^1];
        Birth = _records[^1].Hex;
        BornFrom = _records[^1].Keepers.Apply(keepers => keepers?.GetValueOrDefault(SourceKey) ?? Unrecorded);
        Lineage = Output
            .Tuple(Output.All(_records.Select(record => record.Keepers)), Previous)
            .Apply(all => all.Item1.Select((keepers, index) => Entry(index + 1, keepers, all.Item2)).ToImmutableArray());
        if (_database.CreateAgain is { } again)
        {
            Log.Warn(
                $"infra:database.createAgain lets generation {again} of the database be made although it was made before. Remove the line "
                    + "once the database stands.",
                this
            );
        }
        BornFrom.Apply(born => _bornFrom.TrySetResult(born));
        Completeness = new ResourceHook($"database-g{_database.Generation}-is-whole", RefuseHalfBorn, new() { OnDryRun = true });
        Guard = new ResourceHook($"database-g{_database.Generation}-is-made-once", RefuseToMakeAgain, new() { OnDryRun = true });
        RegisterOutputs(new Dictionary<string, object?> { ["lineage"] = Lineage });
    }

    /// <summary>The physical name that the active generation's instance is made under, or has when it is adopted.</summary>
    public string Name { get; }

    /// <summary>The name of the previous generation's instance; the usual source of a restore.</summary>
    public Output<string> Previous => _database.Generation > 1 ? Instance(_database.Generation - 1) : Output.Create(_names.Database(0));

    /// <summary>Sixteen hexadecimal digits that no other birth of any stack has.</summary>
    public Output<string> Birth { get; }

    /// <summary>What the active generation was born from, as its record says.</summary>
    public Output<string> BornFrom { get; }

    /// <summary>Whether the active generation was born without data.</summary>
    public Output<bool> IsBornEmpty => BornFrom.Apply(born => born == Empty);

    /// <summary>The record of the active generation; the instance depends on it.</summary>
    public Resource Active { get; }

    /// <summary>Runs before the instance is created, in preview too.</summary>
    public ResourceHook Guard { get; }

    /// <summary>
    /// Runs before the instance is updated, in preview too, where a named backup is poured into an instance that is made empty first. If
    /// that second half fails, the engine records the instance and would "update" it next time: an empty database, taken for good.
    /// </summary>
    public ResourceHook Completeness { get; }

    /// <summary>Every generation with its instance's name and what it was born from, oldest first.</summary>
    public Output<ImmutableArray<ImmutableDictionary<string, object>>> Lineage { get; }

    private RandomId Declare(int generation, StackLifetime lifetime, InputList<Resource> before)
    {
        var active = generation == _database.Generation;
        var options = lifetime.Permanent(
            new()
            {
                Parent = this,
                // What a generation was born from is history; editing the configuration does not change it.
                IgnoreChanges = { "keepers", "byteLength" },
            }
        );
        if (active)
        {
            options.DependsOn = before;
            options.Hooks.BeforeCreate.Add(new ResourceHook($"database-g{generation}-is-born", NoteBirth, new() { OnDryRun = true }));
        }
        return new RandomId(
            $"database-g{generation}-birth",
            new()
            {
                ByteLength = 8,
                Keepers =
                {
                    [SourceKey] =
                        active && _database.Restore is { } source ? Previous.Apply(source.Describe)
                        : generation == 1 && active ? Empty
                        : Unrecorded,
                    [InstanceKey] = active ? Name : _names.Database(generation),
                },
            },
            options
        );
    }

    private Output<string> Instance(int generation) =>
        _records[generation - 1].Keepers.Apply(keepers => keepers?.GetValueOrDefault(InstanceKey) ?? _names.Database(generation));

    private Task NoteBirth(ResourceHookArgs args, CancellationToken cancellationToken)
    {
        var generation = _database.Generation;
        if (generation > 1 && _database.Restore is null)
        {
            throw new InvalidOperationException(
                $"Generation {generation} of the database would be born empty. Say what it is restored from:\n" + Lines(generation)
            );
        }
        _madeInThisRun[generation] = true;
        return Task.CompletedTask;
    }

    private async Task RefuseToMakeAgain(ResourceHookArgs args, CancellationToken cancellationToken)
    {
        var generation = _database.Generation;
        if (_madeInThisRun.ContainsKey(generation) || _database.CreateAgain == generation)
        {
            return;
        }
        var born = await _bornFrom.Task.WaitAsync(cancellationToken);
        throw new InvalidOperationException(
            $"{Name} is not in the stack's state, but it was made before: its birth record is there. "
                + "It is not made anew, neither empty nor from what it was once born from.\n"
                + "If the database is lost, restore it as the next generation:\n"
                + Lines(generation + 1)
                // What was to take a backup may stand there empty; it is never imported.
                + (
                    born.StartsWith(RestoreSource.NamedBackup.Prefix, StringComparison.Ordinal)
                        ? ""
                        : "\nIf it stands in the cloud, and an up was interrupted before the state knew, import it and run up again:\n  "
                            + $"{ImportLine(args)}"
                )
                + "\nIf it never came to be, because its first create failed, allow that create once more:\n"
                + $"  infra:database:\n    createAgain: {generation}"
        );
    }

    // Parent and provider are named by URN, so that the engine puts the instance where the program declares it.
    private string ImportLine(ResourceHookArgs args)
    {
        var parts = args.Urn.Split("::");
        var (stack, types, package) = ($"{parts[0]}::{parts[1]}", parts[2].Split('$'), args.Type.Split(':')[0]);
        var parent = $"{stack}::{string.Join('$', types[..^1])}::postgres";
        var provider = $"{stack}::{types[0]}$pulumi:providers:{package}::{package}";
        return $"pulumi import {args.Type} {args.Name} {Name} --parent 'postgres={parent}' --provider '{package}={provider}' "
            + "--protect=false --generate-code=false";
    }

    private async Task RefuseHalfBorn(ResourceHookArgs args, CancellationToken cancellationToken)
    {
        // An update without a difference is the engine's second try at a create that ended half way.
        var isSecondTry = PropertyValue.AreEqual(
            await PropertyValue.PlainAsync(args.OldInputs),
            await PropertyValue.PlainAsync(args.NewInputs)
        );
        var born = await _bornFrom.Task.WaitAsync(cancellationToken);
        if (isSecondTry && born.StartsWith(RestoreSource.NamedBackup.Prefix, StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                $"{Name} stands, but the restore of {born} into it did not end well: it is empty or half full, and is not taken for the "
                    + "database. "
                    + "Restore again, as the next generation:\n"
                    + $"  infra:database:\n    generation: {_database.Generation + 1}\n    restore: {{ backup: NAME, instance: NAME }}"
            );
        }
    }

    private static string Lines(int generation) =>
        $"  infra:database:\n    generation: {generation}\n    restore: {{ latest: true }}   # or {{ pointInTime: "
        + "\"2026-11-23T13:02:30Z\" }, or { backup: NAME }";

    private ImmutableDictionary<string, object> Entry(int generation, ImmutableDictionary<string, string>? keepers, string previous)
    {
        var born = keepers?.GetValueOrDefault(SourceKey) ?? Unrecorded;
        if (generation == _database.Generation && _database.Restore?.Describe(previous) is { } wanted && wanted != born)
        {
            throw new RunException(
                $"Generation {generation} of the database was born from {born}; infra:database.restore now says {wanted}. "
                    + "A living database is never restored in place. Raise infra:database.generation to "
                    + (generation + 1).ToString(CultureInfo.InvariantCulture)
                    + ", or remove infra:database.restore."
            );
        }
        if (generation == _database.Generation && born == Empty && _identity is { } source)
        {
            throw new RunException(
                $"Generation {generation} of the database is born empty, so it needs no identities of {source.Prefix}. "
                    + "Say in infra:database.restore what it is restored from, or remove infra:identity.from."
            );
        }
        return ImmutableDictionary<string, object>
            .Empty.Add("generation", generation)
            .Add("instance", keepers?.GetValueOrDefault(InstanceKey) ?? _names.Database(generation))
            .Add("bornFrom", born);
    }
}
