using System.Collections.Immutable;
using System.Net;
using Pulumi;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;
using Pulumi.Aws.Vpc;

namespace Infra.Aws;

/// <summary>Who reaches a cluster's API server, and who is let in as an administrator.</summary>
internal sealed class ControlPlaneAccess
{
    private const int Https = 443;
    private const string ClusterAdmin = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

    // EKS takes only these for the private endpoint's side: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
    private static readonly ImmutableArray<IPNetwork> Reserved =
        [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10" }.Select(IPNetwork.Parse)];

    /// <summary>Declares the entries and rules.</summary>
    /// <param name="scope">Who and from where.</param>
    /// <param name="parent">What they are shown under.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="securityGroupId">The group in front of the private endpoint.</param>
    public ControlPlaneAccess(AwsScope scope, Resource parent, Cluster cluster, Output<string> securityGroupId)
    {
        var generation = scope.Spec.Cluster.Generation;
        ImmutableArray<string> own = scope.Cloud.Network is null ? [scope.Spec.Network.Range] : [];
        Admission =
        [
            .. scope.Cloud.Admins.Select(Admin),
            .. own.Concat(PrivateRanges(scope.Spec.Cluster.AllowedRanges)).Distinct().Select(Rule),
        ];

        Resource Admin(string principal)
        {
            // The account and the name; an ARN's double colon has a meaning in the state.
            var name = string.Join(':', principal.Split(':')[4..]);
            var entry = new AccessEntry($"admin-{name}-g{generation}", new()
            {
                ClusterName = cluster.Name,
                PrincipalArn = principal,
            }, new() { Parent = parent, DeletedWith = cluster });
            return new AccessPolicyAssociation($"admin-policy-{name}-g{generation}", new()
            {
                ClusterName = cluster.Name,
                PrincipalArn = entry.PrincipalArn,
                PolicyArn = ClusterAdmin,
                AccessScope = new AccessPolicyAssociationAccessScopeArgs { Type = "cluster" },
            }, new() { Parent = parent, DeletedWith = cluster });
        }

        Resource Rule(string range) => new SecurityGroupIngressRule($"api-from-{range}-g{generation}", new()
        {
            SecurityGroupId = securityGroupId,
            Description = "Kubernetes API",
            IpProtocol = "tcp",
            FromPort = Https,
            ToPort = Https,
            CidrIpv4 = range,
        }, new() { Parent = parent });
    }

    /// <summary>What must stand before the API server lets the stack in.</summary>
    public ImmutableArray<Resource> Admission { get; }

    /// <summary>The ranges that come over the Internet; none closes the public endpoint.</summary>
    public static ImmutableArray<string> PublicRanges(ImmutableArray<string> ranges) => [.. ranges.Where(range => !IsReserved(range))];

    /// <summary>The ranges that come over private networks, and need a rule on the private endpoint.</summary>
    public static ImmutableArray<string> PrivateRanges(ImmutableArray<string> ranges) => [.. ranges.Where(IsReserved)];

    private static bool IsReserved(string range)
    {
        var asked = IPNetwork.Parse(range);
        return Reserved.Any(reserved => reserved.Contains(asked.BaseAddress) && asked.PrefixLength >= reserved.PrefixLength);
    }
}
