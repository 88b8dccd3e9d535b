using Pulumi.Serialization;

namespace Pulumi;

/// <summary>One file.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset(string property, string content) : base(Signature.Asset, property, content)
    {
    }
}

/// <summary>A file on this machine.</summary>
public sealed class FileAsset(string path) : Asset("path", path);

/// <summary>A file given as text.</summary>
public sealed class StringAsset(string text) : Asset("text", text);

/// <summary>A file at an address.</summary>
public sealed class RemoteAsset(string uri) : Asset("uri", uri);
