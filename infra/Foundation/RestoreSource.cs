using System.Globalization;

namespace Infra.Foundation;

/// <summary>What a new database generation is born from. Matters at birth only; a living database is never edited.</summary>
internal abstract record RestoreSource
{
    /// <summary>The source in one line that is the same for equal sources, as the birth record keeps it.</summary>
    /// <param name="previous">The name of the previous generation's instance.</param>
    public abstract string Describe(string previous);

    /// <summary>The cloud's name of the instance whose data is wanted, where the configuration says it; else null.</summary>
    public abstract string? Instance { get; }

    /// <summary>
    /// Whether the data is another stack's, so that this stack's keys can not decrypt it. The first generation has nothing of this stack's
    /// own to be restored from. Of a later one only an instance's name tells; a backup by itself is taken for this stack's own.
    /// </summary>
    /// <param name="own">This stack's names.</param>
    /// <param name="generation">The generation that is born.</param>
    public virtual bool IsForeign(PhysicalNames own, int generation) =>
        generation == 1
        || (Instance is { } instance && !Enumerable.Range(1, generation - 1).Any(earlier => own.Database(earlier) == instance));

    /// <summary>The most recent state that a log holds.</summary>
    /// <param name="Log">Whose log.</param>
    public sealed record Latest(DatabaseLog Log) : RestoreSource
    {
        /// <inheritdoc/>
        public override string Describe(string previous) => $"{Log.Describe(previous)} at its latest";

        /// <inheritdoc/>
        public override string? Instance => Log.Instance;
    }

    /// <summary>The state at an instant.</summary>
    /// <param name="Log">Whose log.</param>
    /// <param name="Time">The instant, UTC.</param>
    public sealed record PointInTime(DatabaseLog Log, DateTimeOffset Time) : RestoreSource
    {
        /// <summary>The instant in RFC 3339 with Z, as both clouds take it.</summary>
        public string Rfc3339 => Instant(Time);

        /// <inheritdoc/>
        public override string Describe(string previous) => $"{Log.Describe(previous)} at {Rfc3339}";

        /// <inheritdoc/>
        public override string? Instance => Log.Instance;
    }

    /// <summary>One stored backup.</summary>
    /// <param name="Name">The cloud's name of it: a snapshot's on RDS; a run's number, or a vault's backup, on Cloud SQL.</param>
    /// <param name="Owner">Whose backup it is, where the name alone does not say so; null means the generation before this one.</param>
    public sealed record NamedBackup(string Name, string? Owner) : RestoreSource
    {
        /// <summary>How the line of every named backup begins.</summary>
        public const string Prefix = "backup ";

        /// <inheritdoc/>
        public override string Describe(string previous) => Owner is null ? Prefix + Name : $"{Prefix}{Name} of {Owner}";

        /// <inheritdoc/>
        public override string? Instance => Owner;
    }

    /// <summary>An instance that is there already and is taken over as it stands: nothing is made.</summary>
    /// <param name="Name">Its name in the cloud, which it keeps.</param>
    public sealed record Existing(string Name) : RestoreSource
    {
        /// <inheritdoc/>
        public override string Describe(string previous) => $"{Name}, taken over as it stood";

        /// <inheritdoc/>
        public override string? Instance => Name;

        /// <inheritdoc/>
        public override bool IsForeign(PhysicalNames own, int generation) => false;
    }

    /// <summary>The instant that was asked for, in RFC 3339 with Z; empty where no instant was.</summary>
    /// <param name="born">The source's line, as the birth record keeps it.</param>
    public static string InstantOf(string born) =>
        born.LastIndexOf(" at ", StringComparison.Ordinal) is var place and >= 0
        && DateTimeOffset.TryParseExact(
            born[(place + 4)..],
            "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var instant
        )
            ? Instant(instant)
            : "";

    /// <summary>An instant in RFC 3339 with Z.</summary>
    public static string Instant(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
