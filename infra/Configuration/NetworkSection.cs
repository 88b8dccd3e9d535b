using System.Net;
using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:network</c>.</summary>
internal static class NetworkSection
{
    public static KeyGroup Keys { get; } = new("infra:network", "The private network.");

    // AWS takes no VPC above /16; below /20 two generations of clusters have too few addresses.
    // https://www.rfc-editor.org/rfc/rfc1918 and, for addresses shared with a carrier, https://www.rfc-editor.org/rfc/rfc6598
    private static readonly IPNetwork[] Private =
        [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10")];

    private static readonly Key<IPNetwork> Range = Keys.Defaulted("range", new Cidr(16, 20), IPNetwork.Parse("10.0.0.0/16"), "10.0.0.0/16",
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
        if (network.AreSound(Range) && !Array.Exists(Private, whole => whole.Contains(range.BaseAddress)))
        {
            network.Fault(Range, $"{range} are public addresses, which others answer to", $"Write a range within {string.Join(", ", Private)}");
        }
        return new(range.ToString(), network.Read(FlowLogs));
    }
}
