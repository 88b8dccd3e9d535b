using System.Collections.Immutable;
using Pulumi;

namespace Infra;

/// <summary>One resource that the program declares, as it was registered.</summary>
internal sealed class DeclaredResource
{
    /// <summary>The resource.</summary>
    public required Resource Resource { get; init; }

    /// <summary>The options it was declared with.</summary>
    public required ResourceOptions Options { get; init; }

    /// <summary>The arguments it was declared with, whose outputs tell what it waits for.</summary>
    public required ResourceArgs Args { get; init; }

    /// <summary>Type token, for example <c>aws:rds/instance:Instance</c>.</summary>
    public string Type => Resource.GetResourceType();

    /// <summary>Logical name.</summary>
    public string Name => Resource.GetResourceName();

    /// <summary>The inputs that are known before anything exists; empty for components.</summary>
    public ImmutableSortedDictionary<string, object> Inputs { get; set; } = ImmutableSortedDictionary<string, object>.Empty;
}
