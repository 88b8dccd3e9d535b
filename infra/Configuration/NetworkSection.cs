using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:network</c>.</summary>
internal static class NetworkSection
{
    public static KeyGroup Keys { get; } = new("infra:network", "The private network.");

    // AWS takes no VPC above /16; below /20 two generations of clusters have too few addresses.
    private static readonly Key<IpRange> Range = Keys.Defaulted("range", new Cidr(16, 20), IpRange.Parse("10.0.0.0/16"), "10.0.0.0/16",
        "Its addresses, private ones; room for two generations of everything.");

    private static readonly Key<bool> FlowLogs = Keys.Defaulted("flowLogs", new Flag(), false, "true",
        "Whether the cloud logs who spoke to whom; paid for by traffic.");

    /// <summary>Notes when the nodes' pods have no room in the range, which is divided on Google Cloud.</summary>
    public static void CheckRoomForPods(ConfigurationSection network, NetworkSpec spec, ClusterSpec cluster)
    {
        var most = cluster.Platform.MostNodes + cluster.Airflow.MostNodes;
        if (network.AreSound(Range) && new GcpAddressPlan(spec.Range).MostNodes is var room && most > room)
        {
            network.Fault(Range, $"{spec.Range} has room for the pods of {room} nodes, and the two pools may have {most}", "Write a wider range, or fewer mostNodes");
        }
    }

    public static NetworkSpec Read(ConfigurationSection network)
    {
        var range = network.Read(Range);
        if (network.AreSound(Range) && !range.IsPrivate)
        {
            network.Fault(Range, $"{range} are public addresses, which others answer to", $"Write a range within {string.Join(", ", IpRange.Private)}");
        }
        return new(range, network.Read(FlowLogs));
    }
}
