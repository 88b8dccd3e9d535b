namespace Infra.Foundation;

/// <summary>
/// The escrow of the Airflow deployments that is wanted: what stands in their namespaces and in no database leaves the cluster, again and
/// again.
/// </summary>
/// <param name="EveryMinutes">Minutes from one set to the next: 5 to 60. Default 60.</param>
/// <param name="KeepDays">Days a set is kept, at least as long as the database's backups. Default 35.</param>
/// <param name="Restore">What comes back: <see cref="Newest"/>, <see cref="Nothing"/> or a set's name. Default the newest.</param>
/// <param name="From">Another stack, whose sets can come back too; null: none.</param>
internal sealed record EscrowSpec(int EveryMinutes, int KeepDays, string Restore, EscrowOrigin? From)
{
    /// <summary>The newest set that is whole.</summary>
    public const string Newest = "newest";

    /// <summary>No set.</summary>
    public const string Nothing = "none";
}
