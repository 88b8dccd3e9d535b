using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;

namespace Infra.Configuration;

/// <summary><c>infra:aws.network</c>: a network that others made.</summary>
internal static partial class AwsNetworkSection
{
    private const int Zones = 3;

    public static KeyGroup Keys { get; } =
        new(
            "infra:aws.network",
            "A VPC that is there already, with DNS support and DNS hostnames on.",
            absence: "the stack makes its own, out of `infra:network.range`"
        );

    private static readonly Key<string> VpcId = Keys.Required(
        "vpcId",
        new Text("a VPC's id", VpcForm()),
        "vpc-0a1b2c3d",
        "The VPC.",
        LaterChange.Refused("another value is another stack")
    );

    private static readonly Key<ImmutableArray<string>> PublicSubnetIds = Subnets(
        "publicSubnetIds",
        "A subnet in each zone, in the order of `infra:aws.zones`, with a route to the Internet: for the load balancers."
    );

    private static readonly Key<ImmutableArray<string>> PrivateSubnetIds = Subnets(
        "privateSubnetIds",
        "A subnet in each zone, in the order of `infra:aws.zones`, with a route out through NAT: for nodes and databases."
    );

    public static ExistingVpc Read(ConfigurationSection network)
    {
        var existing = new ExistingVpc(network.Read(VpcId), network.Read(PublicSubnetIds), network.Read(PrivateSubnetIds));
        RequireThree(PublicSubnetIds, existing.PublicSubnetIds);
        RequireThree(PrivateSubnetIds, existing.PrivateSubnetIds);
        if (
            network.AreSound(PublicSubnetIds, PrivateSubnetIds)
            && existing.PublicSubnetIds.Intersect(existing.PrivateSubnetIds).FirstOrDefault() is { } both
        )
        {
            network.Fault(
                PrivateSubnetIds,
                $"{both} is among the public subnets, too: a subnet has one way out",
                "Write the subnets whose way out is NAT"
            );
        }
        return existing;

        void RequireThree(Key<ImmutableArray<string>> key, ImmutableArray<string> subnets)
        {
            if (network.AreSound(key) && subnets.Distinct().Count() != Zones)
            {
                network.Fault(
                    key,
                    $"it names {subnets.Distinct().Count()} different subnets, and there are {Zones} zones",
                    $"Write for example {key.Example}"
                );
            }
        }
    }

    private static Key<ImmutableArray<string>> Subnets(string name, string description) =>
        Keys.Required(
            name,
            new ListOf<string>("a list of subnet ids", new Text("a subnet's id", SubnetForm())),
            "[subnet-0a, subnet-0b, subnet-0c]",
            description,
            LaterChange.Refused("another value is another stack")
        );

    [GeneratedRegex("^vpc-[0-9a-f]+$")]
    private static partial Regex VpcForm();

    [GeneratedRegex("^subnet-[0-9a-f]+$")]
    private static partial Regex SubnetForm();
}
