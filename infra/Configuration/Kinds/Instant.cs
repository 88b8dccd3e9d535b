using System.Globalization;
using System.Text.Json;

namespace Infra.Configuration.Kinds;

/// <summary>An instant in RFC 3339 with a literal Z, so that nobody has to think about daylight saving.</summary>
internal sealed class Instant : ValueKind<DateTimeOffset>
{
    // The second pair is what the engine makes of an instant that stands in the file without quotes.
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'",
        "yyyy-MM-dd HH:mm:ss' +0000 UTC'",
        "yyyy-MM-dd HH:mm:ss.FFF' +0000 UTC'",
    ];

    /// <inheritdoc/>
    public override string Type => "string";

    /// <inheritdoc/>
    public override string Words => "an instant in UTC, with Z";

    /// <inheritdoc/>
    public override DateTimeOffset StandIn => default;

    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out DateTimeOffset read) =>
        DateTimeOffset.TryParseExact(
            Plain(value),
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out read
        );

    /// <inheritdoc/>
    public override string Write(DateTimeOffset value) =>
        value.UtcDateTime.ToString("'\"'yyyy-MM-dd'T'HH:mm:ss'Z\"'", CultureInfo.InvariantCulture);
}
