using System.Collections.Immutable;

namespace Infra.Cli.Recovery;

/// <summary>How a stack comes back from one loss, computed from what its program registers.</summary>
/// <param name="Loss">What is lost.</param>
/// <param name="Survives">What survives, in words.</param>
/// <param name="IsLost">What is lost for good, in words.</param>
/// <param name="RowsLost">How far back the newest surviving row can be (RPO); null when no row is lost or nobody can say.</param>
/// <param name="Time">How long the recovery takes (RTO), a model.</param>
/// <param name="Steps">What a person does, in order.</param>
/// <param name="PreviewShows">What the preview must show, in sentences.</param>
internal sealed record RecoveryPlan(
    Loss Loss,
    string Survives,
    string IsLost,
    TimeSpan? RowsLost,
    RecoveryTime Time,
    ImmutableArray<RecoveryStep> Steps,
    ImmutableArray<string> PreviewShows
);

/// <summary>A modelled duration and the chain of operations that it is the sum of.</summary>
/// <param name="Total">From the start of the <c>up</c> until the platform stands; deletions of what is old come later.</param>
/// <param name="CriticalPath">One after the other.</param>
internal sealed record RecoveryTime(TimeSpan Total, ImmutableArray<TimedOperation> CriticalPath);

/// <summary>One operation of the cloud.</summary>
/// <param name="Operation"><c>create</c> or <c>update</c>.</param>
/// <param name="Type">The type token.</param>
/// <param name="Name">The logical name.</param>
/// <param name="Start">After the start of the <c>up</c>.</param>
/// <param name="Duration">How long it takes.</param>
internal sealed record TimedOperation(string Operation, string Type, string Name, TimeSpan Start, TimeSpan Duration);
