using System.Collections.Immutable;
using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:network</c>.</summary>
internal static class NetworkSection
{
    public static KeyGroup Keys { get; } = new("infra:network", "The private network.");

    // AWS takes no VPC above /16; below /20 two generations of clusters have too few addresses.
    private static readonly Key<IpRange> Range = Keys.Defaulted(
        "range",
        new Cidr(16, 20),
        IpRange.Parse("10.0.0.0/16"),
        "10.0.0.0/16",
        "Its addresses, private ones; room for two generations of everything. They stay as they were when the stack was born.",
        LaterChange.Refused("another value is another stack")
    );

    private static readonly Key<bool> FlowLogs = Keys.Defaulted(
        "flowLogs",
        new Flag(),
        false,
        "true",
        "Whether the cloud logs who spoke to whom; paid for by traffic.",
        LaterChange.InPlace()
    );

    // Docker's bridge on every node, which the clouds do not move: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html,
    // https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips
    private static readonly IpRange DockerBridge = IpRange.Parse("172.17.0.0/16");

    // EKS takes one of them for the cluster's services, and says nowhere which: https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
    private static readonly ImmutableArray<IpRange> EksServices = [IpRange.Parse("10.100.0.0/16"), IpRange.Parse("172.20.0.0/16")];

    /// <summary>
    /// Notes when the nodes and their pods have no room in the stack's own network, or something else of the cloud's has its addresses.
    /// </summary>
    public static void CheckOwn(ConfigurationSection network, CloudConfig cloud, NetworkSpec spec, ClusterSpec cluster)
    {
        if (!network.AreSound(Range))
        {
            return;
        }
        var most = cluster.Platform.MostNodes + cluster.Airflow.MostNodes;
        var room = cloud.Match(_ => new GcpAddressPlan(spec.Range).MostNodes, _ => new AwsAddressPlan(spec.Range).MostNodes);
        if (most > room)
        {
            network.Fault(
                Range,
                $"{spec.Range} has room for the pods of {room} nodes, and the two pools may have {most}",
                "Write a wider range, or fewer mostNodes"
            );
        }
        if (spec.Range.Overlaps(DockerBridge))
        {
            network.Fault(
                Range,
                $"{spec.Range} overlaps {DockerBridge}, which Docker's bridge has on every node",
                "Write another range, for example 10.0.0.0/16"
            );
        }
        if (cloud is CloudConfig.Aws && EksServices.Any(spec.Range.Overlaps))
        {
            network.Warn(
                Range,
                $"{spec.Range} overlaps one of {string.Join(" and ", EksServices)}, and EKS takes one of the two for the cluster's "
                    + "services",
                "A new stack should have another range; one that stands goes on"
            );
        }
    }

    public static NetworkSpec Read(ConfigurationSection network)
    {
        var range = network.Read(Range);
        if (network.AreSound(Range) && !range.IsPrivate)
        {
            network.Fault(
                Range,
                $"{range} are public addresses, which others answer to",
                $"Write a range within {string.Join(", ", IpRange.Private)}"
            );
        }
        return new(range, network.Read(FlowLogs));
    }
}
