namespace Infra.Simulation;

/// <summary>What a provider was asked to do.</summary>
public enum Operation
{
    /// <summary>Make a thing.</summary>
    Create,

    /// <summary>Look at a thing, in a refresh or an import.</summary>
    Read,

    /// <summary>Change a thing in place.</summary>
    Update,

    /// <summary>Delete a thing.</summary>
    Delete,

    /// <summary>Do the second half of a create: pour a backup into an instance that was made empty for it.</summary>
    Complete,
}

/// <summary>One call that changed the world.</summary>
/// <param name="Operation">What was done.</param>
/// <param name="Type">The Pulumi type token.</param>
/// <param name="Name">The physical name; the logical one where the cloud gives no names.</param>
/// <param name="LogicalName">The name in the program.</param>
/// <param name="Id">The provider's id.</param>
/// <param name="At">When it was done, by the world's clock; with time that passes, later than the change can be seen.</param>
public sealed record JournalEntry(Operation Operation, string Type, string Name, string LogicalName, string Id, DateTimeOffset At)
{
    /// <summary>When it was asked for.</summary>
    public DateTimeOffset StartedAt { get; init; } = At;

    /// <summary>Short enough to read in a failed test.</summary>
    public override string ToString() => $"{Operation} {Type} {Name}";
}
