using System.Collections.Immutable;
using Infra.Cli.Recovery;

namespace Infra.Cli.Rehearse;

/// <summary>A recovery that has been played, as the promises are held against it.</summary>
internal sealed record Aftermath
{
    /// <summary>What was lost, and the plan that was followed.</summary>
    public required RecoveryPlan Plan { get; init; }

    /// <summary>The day before.</summary>
    public required Life Life { get; init; }

    /// <summary>The last second that was wanted back; null: as much as there is.</summary>
    public required DateTimeOffset? Instant { get; init; }

    /// <summary>When the loss befell.</summary>
    public required DateTimeOffset LostAt { get; init; }

    /// <summary>The stack as it was: its configuration at the time of the loss.</summary>
    public required StackBefore Before { get; init; }

    /// <summary>The stack that the plan has led to.</summary>
    public required SimulatedStack Stack { get; init; }

    /// <summary>How many changes the clouds had seen when the loss befell.</summary>
    public required int JournalAtLoss { get; init; }

    /// <summary>How long the platform was away, from the start of the first <c>up</c> to the release, by the world's clock.</summary>
    public required TimeSpan RecoveryTime { get; init; }

    /// <summary>The engine's answer to a last preview that may find no change; null where the platform mended itself.</summary>
    public required EngineRun? LastPreview { get; init; }
}

/// <summary>What is remembered of a stack from before its loss.</summary>
/// <param name="Database">Its active database.</param>
/// <param name="Cluster">Its active cluster.</param>
/// <param name="Secrets">The secrets in its cluster.</param>
internal sealed record StackBefore(string Database, string Cluster, ImmutableSortedDictionary<string, string> Secrets)
{
    /// <summary>Looks at a stack.</summary>
    public static StackBefore Of(SimulatedStack stack) =>
        new(
            stack.ActiveDatabase,
            stack.ActiveCluster,
            stack.SecretsOf(stack.ActiveCluster).ToImmutableSortedDictionary(StringComparer.Ordinal)
        );
}
