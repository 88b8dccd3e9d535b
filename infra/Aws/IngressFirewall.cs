using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;

namespace Infra.Aws;

/// <summary>
/// Lets everybody reach the web ports of the load balancer, and the load balancer alone reach the node ports behind them.
/// </summary>
internal sealed class IngressFirewall
{
    private const string Anywhere = "0.0.0.0/0";

    /// <summary>Declares the load balancer's security group and the rules on both sides.</summary>
    /// <param name="scope">The generation.</param>
    /// <param name="parent">What they are shown under.</param>
    /// <param name="network">Where the group stands.</param>
    /// <param name="cluster">The nodes behind.</param>
    /// <param name="ports">Name, port of the load balancer and port of the nodes.</param>
    public IngressFirewall(
        AwsScope scope,
        Resource parent,
        AwsNetwork network,
        EksCluster cluster,
        ImmutableArray<(string Name, int Port, int NodePort)> ports
    )
    {
        var generation = scope.Spec.Cluster.Generation;
        var group = new SecurityGroup(
            $"ingress-group-g{generation}",
            new()
            {
                Name = scope.Spec.Names.Of("ingress", generation),
                Description = "Load balancer of the Astronomer platform",
                VpcId = network.VpcId,
            },
            new() { Parent = parent }
        );
        GroupId = group.Id;
        foreach (var (name, port, nodePort) in ports)
        {
            new SecurityGroupIngressRule(
                $"ingress-{name}-from-anywhere-g{generation}",
                new()
                {
                    SecurityGroupId = group.Id,
                    Description = $"The platform's {name}",
                    IpProtocol = "tcp",
                    FromPort = port,
                    ToPort = port,
                    CidrIpv4 = Anywhere,
                },
                new() { Parent = parent }
            );
            new SecurityGroupEgressRule(
                $"ingress-{name}-to-nodes-g{generation}",
                new()
                {
                    SecurityGroupId = group.Id,
                    Description = $"The nodes' {name}",
                    IpProtocol = "tcp",
                    FromPort = nodePort,
                    ToPort = nodePort,
                    ReferencedSecurityGroupId = cluster.SecurityGroupId,
                },
                new() { Parent = parent }
            );
            new SecurityGroupIngressRule(
                $"nodes-{name}-from-ingress-g{generation}",
                new()
                {
                    SecurityGroupId = cluster.SecurityGroupId,
                    Description = $"{name}, from the load balancer",
                    IpProtocol = "tcp",
                    FromPort = nodePort,
                    ToPort = nodePort,
                    ReferencedSecurityGroupId = group.Id,
                },
                new() { Parent = parent }
            );
        }
    }

    /// <summary>The load balancer's security group.</summary>
    public Output<string> GroupId { get; }
}
