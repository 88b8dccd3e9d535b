using System.Net;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>Reads <c>infra:network</c>.</summary>
internal static class NetworkSection
{
    // AWS takes no VPC above /16; below /20 two generations of clusters have too few addresses.
    private const int Widest = 16;
    private const int Narrowest = 20;

    public static NetworkSpec Read(ConfigurationSection network)
    {
        var range = network.Text("range", "10.0.0.0/16");
        if (!IPNetwork.TryParse(range, out var parsed) || parsed.ToString() != range || parsed.PrefixLength is < Widest or > Narrowest)
        {
            range = network.Fault("range", $"'{range}' is not a range of addresses from /{Widest} to /{Narrowest}", "Write one in CIDR notation with no host bits set, for example 10.0.0.0/16", "10.0.0.0/16");
        }
        var spec = new NetworkSpec(range, FlowLogs: network.Flag("flowLogs", false));
        network.RefuseUnknownKeys();
        return spec;
    }
}
