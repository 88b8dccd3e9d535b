using System.Collections.Immutable;
using Infra.Foundation;

namespace Infra.Configuration;

internal abstract partial record CloudConfig
{
    /// <summary>Amazon Web Services.</summary>
    /// <param name="AccountId">The one account that may be touched.</param>
    /// <param name="Region">The region, for example <c>eu-central-1</c>.</param>
    /// <param name="Zones">Three availability zones of the region.</param>
    public sealed record Aws(string AccountId, string Region, ImmutableArray<string> Zones) : CloudConfig(Region)
    {
        /// <inheritdoc/>
        public override string Name => "aws";

        /// <inheritdoc/>
        public override string SecretManager => "Secrets Manager";

        /// <inheritdoc/>
        public override ImmutableSortedDictionary<string, string> Place(PhysicalNames names) =>
            ImmutableSortedDictionary<string, string>
                .Empty.Add("aws:allowedAccountIds", AccountId)
                .Add("aws:region", Region)
                .Add("infra:aws.zones", string.Join(", ", Zones))
                .Add("infra:aws.network", Network?.VpcId ?? OwnNetwork)
                .AddRange(Network?.Parts ?? ImmutableSortedDictionary<string, string>.Empty);

        /// <inheritdoc/>
        public override T Match<T>(Func<Gcp, T> gcp, Func<Aws, T> aws) => aws(this);

        /// <summary>
        /// ARNs of the IAM roles and users that administer the clusters; two at least, for the day when one of them is gone.
        /// The role that deploys is one of them.
        /// </summary>
        public required ImmutableArray<string> Admins { get; init; }

        /// <summary>ARNs of the IAM roles and users that may read in the cluster what the program declares there. Default none.</summary>
        public required ImmutableArray<string> Viewers { get; init; }

        /// <summary>ARNs of who may disable or delete the encryption key, besides the account's root user. Default none.</summary>
        public required ImmutableArray<string> KeyAdministrators { get; init; }

        /// <summary>Whether each zone has a NAT gateway of its own, or the first zone's serves all. Default true.</summary>
        public required bool NatPerZone { get; init; }

        /// <summary>
        /// The ARN of the policy that bounds what every role of the stack can do; null: none does. Whoever may make a role without one can
        /// in the end do anything in the account: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
        /// </summary>
        public required string? PermissionsBoundary { get; init; }

        /// <summary>The network that is there already; null: the stack makes its own.</summary>
        public required ExistingVpc? Network { get; init; }

        /// <summary>Versions of EKS add-ons by name, where another than the pinned one is wanted.</summary>
        public required ImmutableSortedDictionary<string, string> AddOnVersions { get; init; }
    }
}

/// <summary>A VPC that others made.</summary>
/// <param name="VpcId">The VPC; DNS support and DNS hostnames must be on.</param>
/// <param name="PublicSubnetIds">A subnet in each zone, in the zones' order, with a route to the Internet.</param>
/// <param name="PrivateSubnetIds">A subnet in each zone, in the zones' order, with a route out through NAT.</param>
internal sealed record ExistingVpc(string VpcId, ImmutableArray<string> PublicSubnetIds, ImmutableArray<string> PrivateSubnetIds)
{
    /// <summary>What else of it places clusters and databases, by the keys that say it.</summary>
    public ImmutableSortedDictionary<string, string> Parts =>
        ImmutableSortedDictionary<string, string>
            .Empty.Add("infra:aws.network.privateSubnetIds", string.Join(", ", PrivateSubnetIds))
            .Add("infra:aws.network.publicSubnetIds", string.Join(", ", PublicSubnetIds));
}
