namespace Infra.Foundation;

/// <summary>What the verification of the active database has ended with, as the output tells it.</summary>
internal static class DatabaseVerdict
{
    /// <summary>The database was born without data: there was nothing to verify.</summary>
    public const string NotRestored = "not restored";

    /// <summary>It is what was asked for.</summary>
    public const string Verified = "verified";

    /// <summary>It has faults, and somebody who has read them wants it.</summary>
    public const string Accepted = "accepted";
}
