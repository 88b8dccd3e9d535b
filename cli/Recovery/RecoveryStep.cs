using System.Collections.Immutable;

namespace Infra.Cli.Recovery;

/// <summary>One thing that a person does in a recovery.</summary>
/// <param name="Why">What it is for, in a few words.</param>
internal abstract record RecoveryStep(string Why)
{
    /// <summary>Writes lines into the stack file.</summary>
    /// <param name="Why">What it is for.</param>
    /// <param name="Stack">The stack whose file it is.</param>
    /// <param name="Lines">Paths like <c>infra:database.generation</c>, and JSON values; null takes a line out.</param>
    internal sealed record Edit(string Why, string Stack, ImmutableArray<(string Path, string? Json)> Lines) : RecoveryStep(Why);

    /// <summary>Makes the file of a new stack from another one's; an edit of it follows.</summary>
    /// <param name="Why">What it is for.</param>
    /// <param name="Stack">The new stack.</param>
    /// <param name="From">The stack whose file is copied.</param>
    internal sealed record CopyStackFile(string Why, string Stack, string From) : RecoveryStep(Why);

    /// <summary>Runs a command in a shell.</summary>
    /// <param name="Why">What it is for.</param>
    /// <param name="Line">The command as it is typed, for example <c>pulumi up --stack gcp</c>.</param>
    internal sealed record Command(string Why, string Line) : RecoveryStep(Why);

    /// <summary>Nothing is done by the stack's user: the platform or the cloud mends itself.</summary>
    /// <param name="Why">What mends itself.</param>
    internal sealed record Wait(string Why) : RecoveryStep(Why);
}
