namespace Pulumi.Serialization;

/// <summary>A value of the wire does not fit the type it is read as; the path grows on the way up.</summary>
internal sealed class WireException(string path, string fault) : Exception($"{path} {fault}")
{
    public WireException Under(string parent) => new(path.Length == 0 || path[0] == '[' ? parent + path : $"{parent}.{path}", fault);
}
