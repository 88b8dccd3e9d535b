namespace Infra.Foundation;

/// <summary>What the verifications of the active platform have ended with, as the output tells it.</summary>
internal static class PlatformVerdict
{
    /// <summary>Database and cluster were both born empty: there was nothing to compare.</summary>
    public const string NotRestored = "not restored";

    /// <summary>It is what was asked for, and what was lost.</summary>
    public const string Verified = "verified";

    /// <summary>It has faults, and somebody who has read them wants it.</summary>
    public const string Accepted = "accepted";
}
