using Pulumi;
using Pulumi.Gcp.Compute;

namespace Infra.Tests.Programs;

/// <summary>Resources that depend on each other in every way there is.</summary>
internal static class Graph
{
    public static IDictionary<string, object?> Declare()
    {
        var provider = Google.Provider();
        var group = new Group("group", new() { Provider = provider });
        var subnet = new Subnetwork(
            "subnet",
            new()
            {
                Name = "subnet",
                Network = group.Network.Id,
                IpCidrRange = "10.0.0.0/24",
                Region = "europe-west1",
            },
            new() { Provider = provider }
        );
        // Through a transform and a component: neither may lose what it came from.
        var address = new Address(
            "address",
            new()
            {
                Name = "address",
                Description = subnet.GatewayAddress.Apply(gateway => $"beside {gateway}"),
                Region = "europe-west1",
            },
            new() { Provider = provider, DependsOn = { group } }
        );
        return new Dictionary<string, object?>
        {
            ["gateway"] = subnet.GatewayAddress,
            ["address"] = address.IPAddress.Apply(text =>
            {
                // Says whether the transform ran: in a preview nothing may, the address is not known.
                Log.Info($"The address is {text}.", address);
                return text;
            }),
        };
    }

    private sealed class Group : ComponentResource
    {
        public Group(string name, ComponentResourceOptions options)
            : base("programs:index:Group", name, options)
        {
            Network = Google.Network("grouped", new() { Parent = this });
            Inner = new Part($"{name}-inner", new() { Parent = this });
            RegisterOutputs(new Dictionary<string, object?> { ["network"] = Network.Id });
        }

        public Network Network { get; }

        private Part Inner { get; }
    }

    private sealed class Part : ComponentResource
    {
        public Part(string name, ComponentResourceOptions options)
            : base("programs:index:Part", name, options)
        {
            Google.Network("innermost", new() { Parent = this });
            RegisterOutputs();
        }
    }
}
