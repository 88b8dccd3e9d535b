namespace Pulumi.Serialization;

/// <summary>How the engine marks values that a plain struct cannot express.</summary>
internal static class Signature
{
    /// <summary>A map that holds this key is one of the kinds below.</summary>
    public const string Key = "4dabf18193072939515e22adb298388d";

    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    public const string Asset = "c44067f5952c0a294b673a41bacd8c17";
    public const string Archive = "0def7320c3a5731c473e5ecbe6d01bc7";
    public const string Resource = "5cf8f73096256a8f31e491e813e4eb8e";
    public const string OutputValue = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

    /// <summary>Stands for any value that is not known yet; the one that is sent.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>Whether text stands for an unknown value; engine and providers have a sentinel for each kind.</summary>
    public static bool IsUnknown(string text) => text
        is Unknown
        or "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"
        or "3eeb2bf0-c639-47a8-9e75-3b44932eb421"
        or "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"
        or "030794c1-ac77-496b-92df-f27374a8bd58"
        or "e48ece36-62e2-4504-bad9-02848725956a"
        or "dd056dcd-154b-4c76-9bd3-c8f88648b5ff";
}
