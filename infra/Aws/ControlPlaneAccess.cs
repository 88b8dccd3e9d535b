using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;
using Pulumi.Aws.Vpc;

namespace Infra.Aws;

/// <summary>Who reaches a cluster's API server, and who is let in: as an administrator, or to read.</summary>
internal sealed class ControlPlaneAccess
{
    /// <summary>The group that a viewer is in; a role in the cluster is given to it.</summary>
    public const string ViewersGroup = "infra-viewers";

    private const int Https = 443;
    private const string ClusterAdmin = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

    /// <summary>Declares the entries and rules.</summary>
    /// <param name="scope">Who and from where.</param>
    /// <param name="parent">What they are shown under.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="securityGroupId">The group in front of the private endpoint.</param>
    public ControlPlaneAccess(AwsScope scope, Resource parent, Cluster cluster, Output<string> securityGroupId)
    {
        var generation = scope.Spec.Cluster.Generation;
        ImmutableArray<IpRange> own = scope.Cloud.Network is null ? [scope.Spec.Network.Range] : [];
        Admission =
        [
            .. scope.Cloud.Admins.Select(Admin),
            .. own.Concat(PrivateRanges(scope.Spec.Cluster.AllowedRanges)).Distinct().Select(Rule),
        ];

        foreach (var principal in scope.Cloud.Viewers)
        {
            new AccessEntry(
                $"viewer-{NameOf(principal)}-g{generation}",
                new()
                {
                    ClusterName = cluster.Name,
                    PrincipalArn = principal,
                    KubernetesGroups = ViewersGroup,
                },
                new() { Parent = parent, DeletedWith = cluster }
            );
        }

        Resource Admin(string principal)
        {
            var name = NameOf(principal);
            var entry = new AccessEntry(
                $"admin-{name}-g{generation}",
                new() { ClusterName = cluster.Name, PrincipalArn = principal },
                new() { Parent = parent, DeletedWith = cluster }
            );
            return new AccessPolicyAssociation(
                $"admin-policy-{name}-g{generation}",
                new()
                {
                    ClusterName = cluster.Name,
                    PrincipalArn = entry.PrincipalArn,
                    PolicyArn = ClusterAdmin,
                    AccessScope = new AccessPolicyAssociationAccessScopeArgs { Type = "cluster" },
                },
                new() { Parent = parent, DeletedWith = cluster }
            );
        }

        Resource Rule(IpRange range) =>
            new SecurityGroupIngressRule(
                $"api-from-{range}-g{generation}",
                new()
                {
                    SecurityGroupId = securityGroupId,
                    Description = "Kubernetes API",
                    IpProtocol = "tcp",
                    FromPort = Https,
                    ToPort = Https,
                    CidrIpv4 = range.ToString(),
                },
                new() { Parent = parent }
            );
    }

    // The account and the name; an ARN's double colon has a meaning in the state.
    private static string NameOf(string principal) => string.Join(':', principal.Split(':')[4..]);

    /// <summary>What must stand before the API server lets the stack in.</summary>
    public ImmutableArray<Resource> Admission { get; }

    /// <summary>The ranges that come over the Internet; none closes the public endpoint.</summary>
    public static ImmutableArray<IpRange> PublicRanges(ImmutableArray<IpRange> ranges) => [.. ranges.Where(range => !range.IsPrivate)];

    /// <summary>
    /// The ranges that come over private networks, and need a rule on the private endpoint. EKS refuses them on the public one:
    /// https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html.
    /// </summary>
    public static ImmutableArray<IpRange> PrivateRanges(ImmutableArray<IpRange> ranges) => [.. ranges.Where(range => range.IsPrivate)];
}
