using System.Globalization;

namespace Infra.Foundation;

/// <summary>What a new database generation is born from. Matters at birth only; a living database is never edited.</summary>
public abstract record RestoreSource
{
    /// <summary>
    /// The cloud's name of the instance whose data is wanted. Null means the generation before this one.
    /// </summary>
    public string? Instance { get; init; }

    /// <summary>The source in one line that is the same for equal sources, as the birth record keeps it.</summary>
    /// <param name="previous">The name of the previous generation's instance.</param>
    public abstract string Describe(string previous);

    /// <summary>The most recent state that the cloud can restore.</summary>
    public sealed record Latest : RestoreSource
    {
        /// <inheritdoc/>
        public override string Describe(string previous) => $"{Instance ?? previous} at its latest";
    }

    /// <summary>The state at an instant.</summary>
    /// <param name="Time">The instant, UTC.</param>
    public sealed record PointInTime(DateTimeOffset Time) : RestoreSource
    {
        /// <summary>The instant in RFC 3339 with Z, as both clouds take it.</summary>
        public string Rfc3339 => Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

        /// <inheritdoc/>
        public override string Describe(string previous) => $"{Instance ?? previous} at {Rfc3339}";
    }
}
