using System.Collections.Immutable;
using Infra.Cli.Recovery;

namespace Infra.Cli.Rehearse;

/// <summary>A rehearsal that has been played: what was done, what the clouds did, and whether the promises held.</summary>
/// <param name="Cloud"><c>gcp</c> or <c>aws</c>.</param>
/// <param name="Stack">The stack whose file was played.</param>
/// <param name="Plan">What was lost, and the plan that was followed.</param>
/// <param name="Steps">What was done, in order.</param>
/// <param name="Spans">What the clouds did, by simulated time.</param>
/// <param name="Checks">What was promised and what came back.</param>
/// <param name="Notes">What was left out or stood in for the real thing, in sentences: for example that no Postgres was there.</param>
internal sealed record PlayedRehearsal(
    string Cloud,
    string Stack,
    RecoveryPlan Plan,
    ImmutableArray<PlayedStep> Steps,
    ImmutableArray<CloudSpan> Spans,
    ImmutableArray<Check> Checks,
    ImmutableArray<string> Notes
)
{
    /// <summary>Whether every promise held.</summary>
    public bool Passed => Checks.All(check => check.Passed);
}

/// <summary>The acts of a rehearsal.</summary>
internal enum Act
{
    /// <summary>The platform is made.</summary>
    Launch,

    /// <summary>Rows are written and images pushed while time goes on.</summary>
    Life,

    /// <summary>The disaster.</summary>
    Loss,

    /// <summary>The plan is followed.</summary>
    Recovery,

    /// <summary>What came back is looked at.</summary>
    Check,
}

/// <summary>One step that was done.</summary>
/// <param name="Act">The act that it belongs to.</param>
/// <param name="Title">What was done, in a few words.</param>
/// <param name="Command">The command or the lines, as a person would type them; null where nothing was typed.</param>
/// <param name="Start">When it began, by the world's clock.</param>
/// <param name="End">When it ended, by the world's clock.</param>
/// <param name="RealTime">How long it took on this machine.</param>
/// <param name="Changes">What the clouds changed meanwhile, by operation: for example create, 97.</param>
internal sealed record PlayedStep(
    Act Act,
    string Title,
    string? Command,
    DateTimeOffset Start,
    DateTimeOffset End,
    TimeSpan RealTime,
    ImmutableSortedDictionary<string, int> Changes
);

/// <summary>One operation of a cloud.</summary>
/// <param name="Act">The act that it belongs to.</param>
/// <param name="Operation"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Type">The type token.</param>
/// <param name="Name">The logical name.</param>
/// <param name="Start">By the world's clock.</param>
/// <param name="End">By the world's clock.</param>
internal sealed record CloudSpan(Act Act, string Operation, string Type, string Name, DateTimeOffset Start, DateTimeOffset End);

/// <summary>A promise and what became of it.</summary>
/// <param name="Promise">For example <c>Rows</c>, <c>Images</c>, <c>Identities</c>, <c>Time</c>.</param>
/// <param name="Expected">What was promised, in words and numbers.</param>
/// <param name="Found">What came back, in words and numbers.</param>
/// <param name="Passed">Whether it held.</param>
internal sealed record Check(string Promise, string Expected, string Found, bool Passed);
