using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;

namespace Infra.Foundation;

/// <summary>
/// What a stack was born with: it places, names, addresses and encrypts everything that the stack has, so another value leads to another
/// platform, or to one of which half is elsewhere. It is kept for ever, and a change is refused before anything is registered with the
/// cloud, in a preview too.
/// </summary>
internal sealed class StackOrigin : ComponentResource
{
    /// <summary>The logical name of the record.</summary>
    public const string Record = "stack-origin";

    /// <summary>Declares the record.</summary>
    /// <param name="facts">What the configuration says now, by the keys that say it.</param>
    /// <param name="lifetime">Whether what holds data outlives the program.</param>
    /// <param name="options">Where it is shown.</param>
    /// <exception cref="RunException">The stack was born with something else.</exception>
    public StackOrigin(ImmutableSortedDictionary<string, string> facts, StackLifetime lifetime, ComponentResourceOptions? options = null)
        : base("infra:foundation:StackOrigin", "origin", options)
    {
        var record = new Stash(
            Record,
            new() { Input = Output.Create((object)facts.ToImmutableDictionary(pair => pair.Key, pair => (object)pair.Value)) },
            lifetime.Permanent(new() { Parent = this, IgnoreChanges = { "input" } })
        );
        Facts = record.Output.Apply(kept => Checked((ImmutableDictionary<string, object>)kept, facts));
        RegisterOutputs();
    }

    /// <summary>
    /// The facts as JSON, once they are known to be those that the configuration says. What waits for it is not registered for another
    /// platform.
    /// </summary>
    public Output<string> Facts { get; }

    // A version of the program may know more of them than the one that the stack was born with.
    private static string Checked(ImmutableDictionary<string, object> born, ImmutableSortedDictionary<string, string> now)
    {
        var changed = now.Where(fact => born.GetValueOrDefault(fact.Key) is string value && value != fact.Value)
            .Select(fact => $"  {fact.Key}: {born[fact.Key]} when the stack was born, {fact.Value} now")
            .ToList();
        return changed.Count == 0
            ? JsonSerializer.Serialize(now)
            : throw new RunException(
                "The configuration is of another platform than the one that this stack has:\n"
                    + string.Join('\n', changed)
                    + "\nThese values place, name, address and encrypt all that the stack has, so they stay as they were at its birth. "
                    + "Nothing was changed: put them back.\nA platform with other values is another stack, whose database can be restored "
                    + "from this one's backup: pulumi stack init NAME, with an infra:prefix of its own."
            );
    }
}
