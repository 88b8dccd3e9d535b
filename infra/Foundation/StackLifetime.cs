using Pulumi;

namespace Infra.Foundation;

/// <summary>
/// The lifetimes of what holds data, as resource options. A durable stack keeps what holds data, whatever is
/// removed from the program; a disposable one (a try-out, a drill) can be destroyed.
/// </summary>
/// <remarks>
/// The engine takes <c>RetainOnDelete</c>, <c>Protect</c> and <c>DeletedWith</c> from the <em>recorded</em> state when it deletes
/// (https://github.com/pulumi/pulumi/issues/13428), so they are set from the first create.
/// </remarks>
internal sealed record StackLifetime(string Name, bool IsDurable)
{
    /// <summary>Protected and retained: production.</summary>
    public static StackLifetime Durable { get; } = new("durable", true);

    /// <summary>No protection, no retention, no final backup.</summary>
    public static StackLifetime Disposable { get; } = new("disposable", false);

    /// <summary>Network, keys, buckets, passwords, zones, birth records: outlives every cluster and database.</summary>
    public CustomResourceOptions Permanent(CustomResourceOptions options)
    {
        options.Protect = IsDurable;
        options.RetainOnDelete = IsDurable;
        return options;
    }

    /// <summary>
    /// A database generation: stays in the cloud when it leaves the program. Never <c>Protect</c>: the engine refuses to
    /// remove a protected resource from the program even when it would be retained.
    /// </summary>
    public CustomResourceOptions DatabaseGeneration(CustomResourceOptions options)
    {
        options.RetainOnDelete = IsDurable;
        options.CustomTimeouts = new()
        {
            Create = TimeSpan.FromHours(3),
            Update = TimeSpan.FromHours(3),
            Delete = TimeSpan.FromHours(2),
        };
        return options;
    }
}
