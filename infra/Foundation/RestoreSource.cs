using System.Globalization;

namespace Infra.Foundation;

/// <summary>What a new database generation is born from. Matters at birth only; a living database is never edited.</summary>
internal abstract record RestoreSource
{
    /// <summary>The source in one line that is the same for equal sources, as the birth record keeps it.</summary>
    /// <param name="previous">The name of the previous generation's instance.</param>
    public abstract string Describe(string previous);

    /// <summary>The most recent state that a log holds.</summary>
    /// <param name="Log">Whose log.</param>
    public sealed record Latest(DatabaseLog Log) : RestoreSource
    {
        /// <inheritdoc/>
        public override string Describe(string previous) => $"{Log.Describe(previous)} at its latest";
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
    }

    /// <summary>One stored backup.</summary>
    /// <param name="Name">The cloud's name of it: a snapshot's on RDS; a run's number, or a vault's backup, on Cloud SQL.</param>
    /// <param name="Instance">Whose backup it is, where the name alone does not say so; null means the generation before this one.</param>
    public sealed record NamedBackup(string Name, string? Instance) : RestoreSource
    {
        /// <summary>How the line of every named backup begins.</summary>
        public const string Prefix = "backup ";

        /// <inheritdoc/>
        public override string Describe(string previous) => Instance is null ? Prefix + Name : $"{Prefix}{Name} of {Instance}";
    }

    /// <summary>An instance that is there already and is taken over as it stands: nothing is made.</summary>
    /// <param name="Instance">Its name in the cloud, which it keeps.</param>
    public sealed record Existing(string Instance) : RestoreSource
    {
        /// <inheritdoc/>
        public override string Describe(string previous) => $"{Instance}, taken over as it stood";
    }

    /// <summary>An instant in RFC 3339 with Z.</summary>
    public static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
