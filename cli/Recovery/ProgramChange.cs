using System.Collections.Immutable;

namespace Infra.Cli.Recovery;

/// <summary>What an update does that leads from one program to another.</summary>
/// <param name="After">The program that the update runs.</param>
/// <param name="Made">What is new in it.</param>
/// <param name="Changed">What stays, and is changed in place.</param>
/// <param name="Leaving">What is no longer in it.</param>
internal sealed record ProgramChange(
    ProgramGraph After,
    ImmutableHashSet<ProgramResource> Made,
    ImmutableHashSet<ProgramResource> Changed,
    ImmutableArray<ProgramResource> Leaving
)
{
    /// <summary>Compares two programs, things only; a component is not an operation.</summary>
    public static ProgramChange Between(ProgramGraph before, ProgramGraph after)
    {
        var (old, now) = (ByName(before), ByName(after));
        return new(
            after,
            [.. now.Where(entry => !old.ContainsKey(entry.Key)).Select(entry => entry.Value)],
            [.. now.Where(entry => old.TryGetValue(entry.Key, out var was) && entry.Value.DiffersFrom(was)).Select(entry => entry.Value)],
            [.. before.Resources.Where(resource => resource.IsThing && !now.ContainsKey((resource.Type, resource.Name)))]
        );
    }

    private static Dictionary<(string Type, string Name), ProgramResource> ByName(ProgramGraph program) =>
        program.Resources.Where(resource => resource.IsThing).ToDictionary(resource => (resource.Type, resource.Name));
}
