using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;

namespace Infra.Platform;

/// <summary>
/// The identities that each database generation was born with. They belong to the data: a generation that is restored from an earlier one
/// of this stack takes over that one's, and a generation that is born from another stack's data takes over the other stack's.
/// </summary>
/// <remarks>
/// Each record is made once and keeps its first value (https://www.pulumi.com/docs/iac/concepts/resources/stash/), so that the line which
/// names the other stack can go after the birth, and so can the other stack.
/// </remarks>
internal static class IdentityRecords
{
    private const string SourceKey = "from";

    /// <summary>Declares a record for each database generation, and gives the active one's secrets by name.</summary>
    /// <param name="spec">The generations, and the stack whose data the active one is born from.</param>
    /// <param name="made">The secrets that this stack has made itself.</param>
    /// <param name="taken">The other stack's secrets; null where the data is this stack's own.</param>
    /// <param name="parent">The component that the records are shown under.</param>
    /// <exception cref="RunException">The active generation was born with other identities than the configuration says.</exception>
    public static ImmutableDictionary<string, Output<string>> Declare(
        FoundationSpec spec,
        ImmutableDictionary<string, Output<string>> made,
        ImmutableDictionary<string, Output<string>>? taken,
        Resource parent
    )
    {
        var (database, source) = (spec.Database, spec.Identity.Source?.Prefix);
        var active = database.Generation;
        // Without a restore line the birth is over, or the stack is older than these records.
        var isForeign = database.Restore?.IsForeign(spec.Names, active) ?? true;
        var generations = new List<ImmutableDictionary<string, Output<string>>> { made.Add(SourceKey, Output.Create("")) };
        for (var generation = 1; generation <= active; generation++)
        {
            var secrets = generations[generation == active ? Ancestor(spec) : generation - 1];
            if (generation == active && taken is not null && isForeign)
            {
                secrets = secrets.SetItems(taken).SetItem(SourceKey, Output.Create(source!));
            }
            generations.Add(Keep(generation, secrets));
        }
        if (source is not null)
        {
            generations[^1] = Checked(generations[^1], active, source);
        }
        return generations[^1].Remove(SourceKey);

        ImmutableDictionary<string, Output<string>> Keep(int generation, ImmutableDictionary<string, Output<string>> secrets)
        {
            var names = secrets.Keys.Order(StringComparer.Ordinal).ToList();
            var content = Output.CreateSecret(
                Output
                    .All(names.Select(name => secrets[name]))
                    .Apply(object (values) => names.Zip(values).ToImmutableDictionary(pair => pair.First, pair => (object)pair.Second))
            );
            var record = new Stash(
                $"identity-g{generation}",
                new() { Input = content },
                spec.Lifetime.Permanent(new() { Parent = parent, IgnoreChanges = { "input" } })
            );
            return names.ToImmutableDictionary(
                name => name,
                name => Output.CreateSecret(record.Output.Apply(kept => (string)((ImmutableDictionary<string, object>)kept)[name]))
            );
        }
    }

    // The generation of this stack that the active one is restored from; 0 where there is none before it.
    private static int Ancestor(FoundationSpec spec)
    {
        var previous = spec.Database.Generation - 1;
        var instance = spec.Database.Restore?.Instance;
        return Enumerable.Range(1, previous).FirstOrDefault(generation => spec.Names.Database(generation) == instance, previous);
    }

    private static ImmutableDictionary<string, Output<string>> Checked(
        ImmutableDictionary<string, Output<string>> kept,
        int generation,
        string source
    ) =>
        kept.ToImmutableDictionary(
            pair => pair.Key,
            pair =>
                Output
                    .Tuple(kept[SourceKey], pair.Value)
                    .Apply(both =>
                    {
                        var (recorded, value) = both;
                        var bornWith = recorded.Length == 0 ? "this stack's own identities" : $"the identities of {recorded}";
                        return recorded == source
                            ? value
                            : throw new RunException(
                                $"Generation {generation} of the database was born with {bornWith}; infra:identity.from now says "
                                    + $"{source}. Identities are taken at a "
                                    + $"birth only. Remove infra:identity.from, or restore {source}'s database as generation "
                                    + $"{generation + 1}."
                            );
                    })
        );
}
