using Pulumi;
using Pulumi.Gcp.Compute;

namespace Infra.Tests.Programs;

/// <summary>Networks that know nothing of each other, and an address that needs one of them.</summary>
internal static class Networks
{
    public static IDictionary<string, object?> Declare()
    {
        var google = Google.Options();
        var networks = Enumerable.Range(1, 4).Select(number => Google.Network($"network-{number}", google)).ToList();
        _ = new Address("address", new() { Name = "address", Region = "europe-west1" }, google);
        _ = new Subnetwork(
            "subnet",
            new()
            {
                Name = "subnet",
                Network = networks[0].Id,
                IpCidrRange = "10.0.0.0/24",
                Region = "europe-west1",
            },
            google
        );
        return new Dictionary<string, object?> { ["networks"] = Output.All(networks.Select(network => network.Name)) };
    }
}
