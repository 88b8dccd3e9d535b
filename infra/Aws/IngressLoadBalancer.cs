using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.AutoScaling;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.LB;
using Pulumi.Aws.LB.Inputs;

namespace Infra.Aws;

/// <summary>
/// The network load balancer of the active cluster generation, in front of fixed ports of the platform's nodes. It is the stack's and
/// no controller's in the cluster: a lost cluster leaves none behind to hold addresses and keep the network from going.
/// </summary>
/// <remarks>Its addresses, one a zone, are known before the release. The old generation's holds its own until the end.</remarks>
internal sealed class IngressLoadBalancer : ComponentResource
{
    private const int HttpNodePort = 30080;
    private const int HttpsNodePort = 30443;

    // Open connections of a node that leaves are given this long.
    private const int DrainSeconds = 60;

    private static readonly ImmutableArray<(string Name, int Port, int NodePort)> Ports =
    [
        ("http", 80, HttpNodePort),
        ("https", 443, HttpsNodePort),
    ];

    /// <summary>Declares the load balancer.</summary>
    public IngressLoadBalancer(AwsScope scope, AwsNetwork network, EksCluster cluster)
        : base("infra:aws:IngressLoadBalancer", $"ingress-g{scope.Spec.Cluster.Generation}", scope.Component)
    {
        var generation = scope.Spec.Cluster.Generation;
        var names = scope.Spec.Names;
        var child = new CustomResourceOptions { Parent = this };
        ImmutableArray<Eip> addresses =
        [
            .. Enumerable
                .Range(0, network.Zones.Length)
                .Select(zone => new Eip(
                    $"ingress-{zone}-g{generation}",
                    new() { Domain = "vpc", Tags = { ["Name"] = names.Of($"ingress-{zone}", generation) } },
                    child
                )),
        ];
        var firewall = new IngressFirewall(scope, this, network, cluster, Ports);
        LoadBalancer = new LoadBalancer(
            $"ingress-load-balancer-g{generation}",
            new()
            {
                Name = names.Of("ingress", generation),
                LoadBalancerType = "network",
                SecurityGroups = { firewall.GroupId },
                SubnetMappings = network
                    .Zones.Select(
                        (zone, index) =>
                            new LoadBalancerSubnetMappingArgs { SubnetId = zone.Public, AllocationId = addresses[index].AllocationId }
                    )
                    .ToArray(),
                // A zone may have no node with an ingress pod at the moment.
                EnableCrossZoneLoadBalancing = true,
                EnableDeletionProtection = false,
            },
            new() { Parent = this, DependsOn = network.Ways.ToArray() }
        );
        foreach (var (name, port, nodePort) in Ports)
        {
            var nodes = new TargetGroup(
                $"ingress-{name}-nodes-g{generation}",
                new()
                {
                    Name = names.Of(name, generation),
                    VpcId = network.VpcId,
                    TargetType = "instance",
                    Protocol = "TCP",
                    Port = nodePort,
                    DeregistrationDelay = DrainSeconds,
                    HealthCheck = new TargetGroupHealthCheckArgs
                    {
                        Protocol = "TCP",
                        Port = "traffic-port",
                        Interval = 10,
                        HealthyThreshold = 2,
                        UnhealthyThreshold = 2,
                    },
                },
                child
            );
            new Listener(
                $"ingress-{name}-g{generation}",
                new()
                {
                    LoadBalancerArn = LoadBalancer.Arn,
                    Protocol = "TCP",
                    Port = port,
                    DefaultActions =
                    {
                        new ListenerDefaultActionArgs { Type = "forward", TargetGroupArn = nodes.Arn },
                    },
                },
                child
            );
            foreach (var (group, index) in cluster.Pools.Platform.Select((group, index) => (group, index)))
            {
                // It goes with the group, which may be gone already.
                new Attachment(
                    $"ingress-{name}-{index}-g{generation}",
                    new()
                    {
                        AutoscalingGroupName = group.Resources.Apply(resources => resources[0].AutoscalingGroups[0].Name!),
                        LbTargetGroupArn = nodes.Arn,
                    },
                    new() { Parent = this, DeletedWith = group }
                );
            }
        }
        Access = new IngressAccess.NodePorts(Output.All(addresses.Select(address => address.PublicIp)), HttpNodePort, HttpsNodePort);
        RegisterOutputs();
    }

    /// <summary>The load balancer; the public records lead to it.</summary>
    public LoadBalancer LoadBalancer { get; }

    /// <summary>What the platform gets.</summary>
    public IngressAccess Access { get; }
}
