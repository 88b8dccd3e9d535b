using System.Globalization;

namespace Infra.Cli;

/// <summary>An instant of the past as a person types it.</summary>
internal static class PastInstant
{
    /// <summary>The instant; null where the text is none, or is of the future.</summary>
    public static DateTimeOffset? Read(string text, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var instant
        )
        && instant <= now
            ? instant
            : null;

    /// <summary>What is wrong with a text that is none.</summary>
    public static string Fault(string text) => $"'{text}' is no instant of the past in UTC, like 2026-11-23T13:02:30Z.";
}
