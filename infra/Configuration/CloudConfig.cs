using System.Collections.Immutable;

namespace Infra.Configuration;

/// <summary>Which account of which cloud, and where.</summary>
/// <param name="Region">The region, in the cloud's own words.</param>
public abstract partial record CloudConfig(string Region)
{
    /// <summary>Amazon Web Services.</summary>
    /// <param name="AccountId">The one account that may be touched.</param>
    /// <param name="Region">The region, for example <c>eu-central-1</c>.</param>
    /// <param name="Zones">Three availability zones of the region.</param>
    public sealed record Aws(string AccountId, string Region, ImmutableArray<string> Zones) : CloudConfig(Region);
}
