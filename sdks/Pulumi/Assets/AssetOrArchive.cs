namespace Pulumi;

/// <summary>A file, or a collection of files, that a resource is given.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(string kind, string property, object content) =>
        (Kind, Property, Content) = (kind, property, content);

    /// <summary>The wire's signature.</summary>
    internal string Kind { get; }

    /// <summary>The wire's key: what the content is.</summary>
    internal string Property { get; }

    internal object Content { get; }
}
