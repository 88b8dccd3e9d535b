using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Reads what the wire refers to rather than holds: assets, archives and resources.</summary>
internal static class ReferenceReader
{
    /// <summary>The asset, archive or resource, or null where the value is none.</summary>
    public static object? Read(Value value) => WireValue.SignatureOf(value) switch
    {
        Signature.Asset => Asset(value.StructValue.Fields),
        Signature.Archive => Archive(value.StructValue.Fields),
        Signature.Resource => new DependencyResource(value.StructValue.Fields["urn"].StringValue, IdOf(value)),
        _ => null,
    };

    /// <summary>The id of a resource; empty where it has none yet.</summary>
    public static string IdOf(Value resource) =>
        resource.StructValue.Fields.TryGetValue("id", out var id) && !WireValue.IsUnknown(id) ? id.StringValue : "";

    private static Asset Asset(MapField<string, Value> fields) =>
        fields.TryGetValue("path", out var path) ? new FileAsset(path.StringValue)
        : fields.TryGetValue("uri", out var uri) ? new RemoteAsset(uri.StringValue)
        : fields.TryGetValue("text", out var text) ? new StringAsset(text.StringValue)
        : throw new WireException("", "is an asset without path, uri or text.");

    private static Archive Archive(MapField<string, Value> fields) =>
        fields.TryGetValue("path", out var path) ? new FileArchive(path.StringValue)
        : fields.TryGetValue("uri", out var uri) ? new RemoteArchive(uri.StringValue)
        : fields.TryGetValue("assets", out var assets) ? new AssetArchive(assets.StructValue.Fields.ToDictionary(
            entry => entry.Key,
            entry => Read(entry.Value) as AssetOrArchive ?? throw new WireException(entry.Key, "is no asset or archive.")))
        : throw new WireException("", "is an archive without path, uri or assets.");
}
