namespace Pulumi;

/// <summary>How long operations of a resource may take.</summary>
public sealed class CustomTimeouts
{
    /// <summary>How long a creation may take.</summary>
    public TimeSpan? Create { get; set; }

    /// <summary>How long an update may take.</summary>
    public TimeSpan? Update { get; set; }

    /// <summary>How long a deletion may take.</summary>
    public TimeSpan? Delete { get; set; }
}
