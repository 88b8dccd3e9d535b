using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A collection of files.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive(string property, object content) : base(Signature.Archive, property, content)
    {
    }
}

/// <summary>A collection of assets and archives by name.</summary>
public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets) : Archive("assets", assets.ToImmutableDictionary());

/// <summary>An archive, or a folder, on this machine.</summary>
public sealed class FileArchive(string path) : Archive("path", path);

/// <summary>An archive at an address.</summary>
public sealed class RemoteArchive(string uri) : Archive("uri", uri);
