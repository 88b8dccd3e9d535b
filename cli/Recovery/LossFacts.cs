namespace Infra.Cli.Recovery;

/// <summary>
/// What a person finds out after a loss and writes into the recovery's lines. What is not known yet stands as a placeholder in the plan.
/// </summary>
internal sealed record LossFacts
{
    /// <summary>The last second that is wanted back, UTC.</summary>
    public DateTimeOffset? Instant { get; init; }

    /// <summary>The deleted instance: its resource id on RDS (<c>db-…</c>), the time of its deletion on Cloud SQL.</summary>
    public string? Deleted { get; init; }

    /// <summary>The stored backup: a snapshot's name on RDS, the number of a run on Cloud SQL.</summary>
    public string? Backup { get; init; }

    /// <summary>The ARN of the automated backups in the other region; RDS only.</summary>
    public string? Copy { get; init; }

    /// <summary>The region to go to when the stack's own is lost.</summary>
    public string? Region { get; init; }
}
