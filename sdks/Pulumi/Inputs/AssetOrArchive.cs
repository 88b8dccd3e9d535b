namespace Pulumi;

/// <summary>A file, or a collection of files: the type of properties that the program leaves alone.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive() { }
}
