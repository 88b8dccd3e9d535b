using System.Globalization;
using System.Text.Json;

namespace Infra.Configuration.Kinds;

/// <summary>A time of day in UTC.</summary>
internal sealed class TimeOfDay : ValueKind<TimeOnly>
{
    /// <inheritdoc/>
    public override string Type => "string";

    /// <inheritdoc/>
    public override string Words => "a time of day in UTC, hours and minutes in quotes";

    /// <inheritdoc/>
    public override TimeOnly StandIn => default;

    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out TimeOnly read) =>
        TimeOnly.TryParseExact(Plain(value), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out read);

    /// <inheritdoc/>
    public override string Write(TimeOnly value) => value.ToString("'\"'HH:mm'\"'", CultureInfo.InvariantCulture);
}
