using System.Collections.Immutable;
using Infra.Configuration;
using Pulumi;

namespace Infra.Aws;

/// <summary>The network that everything stands in: the stack's own, or one that was there before it.</summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="Zones">Its three zones.</param>
/// <param name="Ways">
/// The ways in and out, which a subnet's id says nothing of: a node without one never joins, a load balancer is refused.
/// </param>
internal sealed record AwsNetwork(Output<string> VpcId, ImmutableArray<ZoneSubnets> Zones, ImmutableArray<Resource> Ways)
{
    /// <summary>The network that the configuration asks for.</summary>
    public static AwsNetwork Of(AwsScope scope)
    {
        return scope.Cloud.Network is { } existing
            ? new(Output.Create(existing.VpcId), Named(scope.Cloud, existing), [])
            : new OwnNetwork(scope).Network;
    }

    /// <summary>The subnets that nodes and databases stand in.</summary>
    public InputList<string> PrivateSubnetIds => Output.All(Zones.Select(zone => zone.Private));

    private static ImmutableArray<ZoneSubnets> Named(CloudConfig.Aws cloud, ExistingVpc existing) =>
        [
            .. cloud.Zones.Select(
                (zone, index) =>
                    new ZoneSubnets(zone, Output.Create(existing.PublicSubnetIds[index]), Output.Create(existing.PrivateSubnetIds[index]))
            ),
        ];
}

/// <summary>A zone's two subnets.</summary>
/// <param name="Zone">The zone, for example <c>eu-central-1a</c>.</param>
/// <param name="Public">Where load balancers and NAT gateways stand; its route leads to the Internet.</param>
/// <param name="Private">Where nodes and databases stand; its route leads out through a NAT gateway.</param>
internal sealed record ZoneSubnets(string Zone, Output<string> Public, Output<string> Private);
