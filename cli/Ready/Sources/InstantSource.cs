using System.Collections.Immutable;
using Infra.Cli.Recovery;

namespace Infra.Cli.Ready.Sources;

/// <summary>Something that a database could be born from now, to be as it was at an instant.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="GivesBack">The last second that it gives back; the instant itself, or the time of the stored backup before it.</param>
/// <param name="IsAway">Whether it is in another region than the stack's, so that a stack of its own is born from it.</param>
/// <param name="Steps">What a person writes and runs, in order.</param>
internal sealed record InstantSource(string Name, DateTimeOffset GivesBack, bool IsAway, ImmutableArray<RecoveryStep> Steps);

/// <summary>Every source that could give an instant back now.</summary>
/// <param name="Stack">The stack's name.</param>
/// <param name="Instant">The instant.</param>
/// <param name="Sources">The best first: the one that loses least, then the nearest.</param>
/// <param name="Unreadable">What could not be read, so that there may be more than is told.</param>
internal sealed record InstantSources(
    string Stack,
    DateTimeOffset Instant,
    ImmutableArray<InstantSource> Sources,
    ImmutableArray<string> Unreadable
)
{
    /// <summary>
    /// How it stands: a fault where nothing gives the instant back or something could not be read, a warning where rows are lost.
    /// </summary>
    public Verdict Verdict =>
        Sources.IsEmpty || !Unreadable.IsEmpty ? Verdict.Fault
        : Sources[0].GivesBack < Instant ? Verdict.Warning
        : Verdict.Ok;
}
