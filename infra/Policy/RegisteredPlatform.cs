using System.Collections.Immutable;

namespace Infra.Policy;

/// <summary>Everything a stack has registered, for the policies to look at.</summary>
/// <param name="Resources">Components and providers among them.</param>
/// <param name="IsDurable">Whether what holds data must outlive the program.</param>
internal sealed record RegisteredPlatform(ImmutableArray<RegisteredResource> Resources, bool IsDurable)
{
    /// <summary>The resources of some types.</summary>
    public IEnumerable<RegisteredResource> Of(params string[] types) => Resources.Where(resource => types.Contains(resource.Type));
}
