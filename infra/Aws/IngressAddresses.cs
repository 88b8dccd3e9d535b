using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Ec2;

namespace Infra.Aws;

/// <summary>
/// The public addresses of the active cluster generation, one a zone, known before the release. The old generation's load
/// balancer holds its own until the end, so each generation has three.
/// </summary>
public sealed class IngressAddresses : ComponentResource
{
    private const int HttpPort = 30080;
    private const int HttpsPort = 30443;

    /// <summary>Reserves the addresses.</summary>
    public IngressAddresses(AwsScope scope, AwsNetwork network)
        : base("infra:aws:IngressAddresses", "ingress", scope.Component)
    {
        ArgumentNullException.ThrowIfNull(network);
        var generation = scope.Spec.Cluster.Generation;
        ImmutableArray<Eip> addresses = [.. Enumerable.Range(0, network.PublicSubnets.Length).Select(zone => new Eip($"ingress-{zone}-g{generation}", new()
        {
            Domain = "vpc",
            Tags = { ["Name"] = scope.Spec.Names.Of($"ingress-{zone}", generation) },
        }, new() { Parent = this }))];
        Access = new IngressAccess.NodePorts(Output.All(addresses.Select(address => address.PublicIp)), HttpPort, HttpsPort);
        RegisterOutputs();
    }

    /// <summary>What the platform gets.</summary>
    public IngressAccess Access { get; }
}
