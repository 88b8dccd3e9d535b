namespace Pulumi.Serialization;

/// <summary>How the engine marks values that a plain struct cannot express.</summary>
internal static class Signature
{
    /// <summary>A map that holds this key is one of the kinds below.</summary>
    public const string Key = "4dabf18193072939515e22adb298388d";

    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    public const string Resource = "5cf8f73096256a8f31e491e813e4eb8e";

    /// <summary>Stands for a value that is not known yet.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
}
