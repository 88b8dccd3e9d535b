namespace Infra.Foundation;

/// <summary>Whose log a state is restored from.</summary>
internal abstract record DatabaseLog
{
    /// <summary>The owner in a few words that are the same for equal owners.</summary>
    /// <param name="previous">The name of the previous generation's instance.</param>
    public abstract string Describe(string previous);

    /// <summary>The cloud's name of the owner, where the configuration says it; else null.</summary>
    public abstract string? Instance { get; }

    /// <summary>A living instance's.</summary>
    /// <param name="Name">The cloud's name of it; null means the generation before this one.</param>
    public sealed record OfInstance(string? Name) : DatabaseLog
    {
        /// <inheritdoc/>
        public override string Describe(string previous) => Name ?? previous;

        /// <inheritdoc/>
        public override string? Instance => Name;
    }

    /// <summary>That of an instance which was deleted and whose backups were retained.</summary>
    /// <param name="Name">The name it had; null means the generation before this one.</param>
    /// <param name="Identity">What tells it from others of that name: RDS's resource id, Cloud SQL's time of the deletion.</param>
    public sealed record OfDeletedInstance(string? Name, string Identity) : DatabaseLog
    {
        /// <inheritdoc/>
        public override string Describe(string previous) => $"{Name ?? previous} (deleted: {Identity})";

        /// <inheritdoc/>
        public override string? Instance => Name;
    }

    /// <summary>The copy of a log that another region's instance keeps in this one.</summary>
    /// <param name="Name">The ARN of RDS's replicated automated backups, or the data source of a Google backup vault.</param>
    public sealed record RegionCopy(string Name) : DatabaseLog
    {
        /// <inheritdoc/>
        public override string Describe(string previous) => Name;

        /// <inheritdoc/>
        public override string? Instance => null;
    }
}
