using System.Collections.Immutable;

namespace Infra.Cli.Ready;

/// <summary>One question that decides whether a stack could be recovered now.</summary>
/// <param name="Name">Its name, for programs; it never changes.</param>
/// <param name="WorstDay">What a fault of it means on the worst day.</param>
/// <param name="FindAsync">Looks, and writes nothing. It throws where a source can not be read.</param>
internal sealed record Check(string Name, string WorstDay, Func<CheckedStack, Task<ImmutableArray<Finding>>> FindAsync)
{
    /// <summary>A check that finds one thing.</summary>
    public static Check One(string name, string worstDay, Func<CheckedStack, Task<Finding>> find) =>
        new(name, worstDay, async stack => [await find(stack)]);
}
