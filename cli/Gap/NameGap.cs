using System.Collections.Immutable;

namespace Infra.Cli.Gap;

/// <summary>How two sets of names differ.</summary>
/// <param name="Made">What is on the old instance alone: made since, and unknown to the restored one.</param>
/// <param name="Removed">What is on the restored instance alone: removed since and back again, or made there after the restore.</param>
internal sealed record NameGap(ImmutableArray<string> Made, ImmutableArray<string> Removed)
{
    /// <summary>Nothing is known of either.</summary>
    public static NameGap None { get; } = new([], []);

    /// <summary>The difference, in order.</summary>
    public static NameGap Of(IReadOnlyCollection<string> old, IReadOnlyCollection<string> restored) =>
        new(Without(old, restored), Without(restored, old));

    private static ImmutableArray<string> Without(IEnumerable<string> some, IEnumerable<string> others) =>
        [.. some.Except(others, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
