using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Policy;
using Infra.Schemas;

namespace Infra.Cli.Policy;

/// <summary>Who may come in from the Internet.</summary>
internal static class NetworkPolicies
{
    private const string Eks = "aws:eks/cluster:Cluster";
    private const string Gke = "gcp:container/cluster:Cluster";

    private static readonly double[] Web = [80, 443];

    public static ImmutableArray<PolicyRule> Rules { get; } =
    [
        new(
            "no-open-ingress",
            "The Internet comes in at the load balancer's ports 80 and 443 alone.",
            "Everything else of the platform is for machines that are known.",
            "Name a security group, a tag or a CIDR range instead of 0.0.0.0/0 or ::/0."
        )
        {
            Breaches = platform =>
                PolicyRule
                    .Each(rule => Open(rule.Inputs), "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")(platform)
                    .Concat(
                        PolicyRule.Each(
                            group => group.Inputs.All("ingress").Select(Open).FirstOrDefault(fault => fault is not null),
                            "aws:ec2/securityGroup:SecurityGroup"
                        )(platform)
                    )
                    .Concat(PolicyRule.Each(OpenFirewall, "gcp:compute/firewall:Firewall")(platform)),
        },
        new(
            "control-plane-guarded",
            "The cluster's API server is not open to every address.",
            "Whoever speaks to it with a stolen credential owns the platform.",
            "Leave the public endpoint off, or list the ranges that may reach it in infra:cluster.allowedRanges."
        )
        {
            Breaches = PolicyRule.Each(OpenControlPlane, Eks, Gke),
        },
    ];

    private static string? Open(JsonNode rule)
    {
        var open = new[] { "cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks" }
            .SelectMany(name => rule.All(name))
            .Select(node => node.GetValue<string>())
            .FirstOrDefault(IsEverybody);
        var (from, to) = (rule.Number("fromPort"), rule.Number("toPort"));
        return open is null || (from == to && from is { } port && Web.Contains(port)) ? null : $"{open} may come in at {Ports(from, to)}";
    }

    private static string? OpenFirewall(RegisteredResource rule)
    {
        // The direction is INGRESS where none is written.
        if (
            rule.Inputs.Text("direction") == "EGRESS"
            || rule.Inputs.Flag("disabled") == true
            || !rule.Inputs.All("sourceRanges").Any(range => IsEverybody(range.GetValue<string>()))
        )
        {
            return null;
        }
        var ports = rule
            .Inputs.All("allows")
            .SelectMany(allowed => allowed.All("ports").Select(port => port.GetValue<string>()).DefaultIfEmpty("every port"));
        return ports.FirstOrDefault(port => port is not ("80" or "443")) is { } other ? $"everybody may come in at {other}" : null;
    }

    private static string? OpenControlPlane(RegisteredResource cluster)
    {
        if (cluster.Type == Eks)
        {
            var ranges = cluster.Inputs.All("vpcConfig.publicAccessCidrs").Select(range => range.GetValue<string>()).ToList();
            return cluster.Inputs.Flag("vpcConfig.endpointPublicAccess") == false || (ranges.Count > 0 && !ranges.Exists(IsEverybody))
                ? null
                : "vpcConfig.endpointPublicAccess is not false, and publicAccessCidrs names no ranges or everybody";
        }
        var networks = cluster
            .Inputs.All("masterAuthorizedNetworksConfig.cidrBlocks")
            .Select(block => block.Text("cidrBlock") ?? "")
            .ToList();
        return networks.Exists(IsEverybody) ? "masterAuthorizedNetworksConfig names everybody"
            : cluster.Inputs.Flag("privateClusterConfig.enablePrivateEndpoint") == true || networks.Count > 0 ? null
            : "privateClusterConfig.enablePrivateEndpoint is not true, and masterAuthorizedNetworksConfig names no ranges";
    }

    private static bool IsEverybody(string range) => range is "0.0.0.0/0" or "::/0" or "*";

    private static string Ports(double? from, double? to) =>
        from is null || from == -1 ? "every port"
        : from == to ? $"port {from}"
        : $"ports {from} to {to}";
}
