using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Networks, addresses and names of Google Cloud.</summary>
internal static class GcpNetworkRules
{
    public const string Connection = "gcp:servicenetworking/connection:Connection";
    private const string Network = "gcp:compute/network:Network";
    private const string Subnetwork = "gcp:compute/subnetwork:Subnetwork";
    private const string Router = "gcp:compute/router:Router";
    private const string Firewall = "gcp:compute/firewall:Firewall";
    private const string Address = "gcp:compute/address:Address";
    private const string GlobalAddress = "gcp:compute/globalAddress:GlobalAddress";
    private const string Zone = "gcp:dns/managedZone:ManagedZone";
    private const string RecordSet = "gcp:dns/recordSet:RecordSet";
    private const string Cluster = "gcp:container/cluster:Cluster";
    private const string Exists = "googleapi: Error 409: The resource '{id}' already exists, alreadyExists";
    private const string InUse = "googleapi: Error 400: The resource '{id}' is already being used by '{0}', resourceInUseByAnotherResource";

    private static readonly Need OnNetwork = new("network", Network, "googleapi: Error 404: The resource '{0}' was not found, notFound");

    public static Rule[] Table { get; } =
    [
        new(Network)
        {
            Name = "name",
            Id = "projects/{project}/global/networks/{name}",
            Taken = Exists,
            ForceNew = ["name", "project", "autoCreateSubnetworks", "description"],
            HeldBy =
            [
                new(Subnetwork, "network"),
                new(Firewall, "network"),
                new(Router, "network"),
                new(GlobalAddress, "network"),
                new(Cluster, "network"),
                // An abandoned connection leaves its peering: https://github.com/GoogleCloudPlatform/magic-modules/pull/18476
                new(Connection, "network"),
            ],
            Held = InUse,
            Outputs = new()
            {
                ["networkId"] = "{number}",
                ["numericId"] = "{number}",
                ["gatewayIpv4"] = "",
            },
        },
        new(Subnetwork)
        {
            Name = "name",
            Id = "projects/{project}/regions/{region}/subnetworks/{name}",
            Taken = Exists,
            ForceNew = ["name", "network", "region", "project", "purpose"],
            Needs = [OnNetwork],
            HeldBy = [new(Cluster, "subnetwork"), new(Address, "subnetwork")],
            Held = InUse,
            Outputs = new() { ["gatewayAddress"] = "{privateIp}" },
        },
        new(Router)
        {
            Name = "name",
            Id = "projects/{project}/regions/{region}/routers/{name}",
            Taken = Exists,
            ForceNew = ["name", "network", "region", "project"],
            Needs = [OnNetwork],
            Takes = [new("gcp:compute/routerNat:RouterNat", "router")],
        },
        new("gcp:compute/routerNat:RouterNat")
        {
            Name = "name",
            Id = "projects/{project}/regions/{region}/routers/{leaf:router}/{name}",
            Taken = Exists,
            ForceNew = ["name", "router", "region", "project"],
            Needs = [new("router", Router, "googleapi: Error 404: The router '{0}' was not found, notFound"), new("natIps", Address)],
        },
        new(Firewall)
        {
            Name = "name",
            Id = "projects/{project}/global/firewalls/{name}",
            Taken = Exists,
            ForceNew = ["name", "network", "direction", "project"],
            Needs = [OnNetwork],
        },
        new(Address)
        {
            Name = "name",
            Id = "projects/{project}/regions/{region}/addresses/{name}",
            Taken = Exists,
            ForceNew = ["*"],
            HeldBy = [new("gcp:compute/routerNat:RouterNat", "natIps")],
            Held = InUse,
            Outputs = new() { ["address"] = "{ip}", ["addressId"] = "{number}" },
            OnDelete = RequireNoLoadBalancer,
        },
        new(GlobalAddress)
        {
            Name = "name",
            Id = "projects/{project}/global/addresses/{name}",
            Taken = Exists,
            ForceNew = ["name", "address", "addressType", "network", "prefixLength", "purpose", "project"],
            HeldBy = [new(Connection, "reservedPeeringRanges")],
            Held = InUse,
            Outputs = new() { ["address"] = "{privateIp}" },
        },
        new(Connection)
        {
            Id = "{network}:{service}",
            ForceNew = ["network", "service"],
            Taken =
                "Error 400: Cannot modify allocated ranges in CreateConnection. Please use UpdateConnection. Existing allocated IP "
                + "ranges: {reservedPeeringRanges}",
            Adopts = static call => call.Inputs.Flag("updateOnCreationFail") == true,
            Needs = [OnNetwork, new("reservedPeeringRanges", GlobalAddress, "Error 400: the allocated range {0} does not exist")],
            Outputs = new() { ["peering"] = "servicenetworking-googleapis-com" },
            OnDelete = RequireNoProducers,
        },
        new(Zone)
        {
            Name = "name",
            Id = "projects/{project}/managedZones/{name}",
            Taken = Exists,
            ForceNew = ["name", "dnsName", "visibility", "project"],
            HeldBy = [new(RecordSet, "managedZone")],
            Held = "googleapi: Error 400: The resource named '{name}' cannot be deleted because it contains {0}, containerNotEmpty",
            Outputs = new() { ["managedZoneId"] = "{number}" },
        },
        new(RecordSet)
        {
            Name = "name",
            Id = "projects/{project}/managedZones/{leaf:managedZone}/rrsets/{name}/{type}",
            ForceNew = ["name", "type", "managedZone", "project"],
            Taken = "googleapi: Error 409: The resource 'entity.change.additions[{name}][{type}]' already exists, alreadyExists",
            DeletesBeforeReplace = false,
            Needs =
            [
                new(
                    "managedZone",
                    Zone,
                    "googleapi: Error 404: The 'parameters.managedZone' resource named '{0}' does not exist., notFound"
                ),
            ],
        },
    ];

    // The load balancer of a Service that asked for the address goes with its cluster, and no earlier.
    private static void RequireNoLoadBalancer(Call call)
    {
        var address = call.Before.Text("address") ?? "";
        if (
            call.Content.Objects.Find(one =>
                one.Type.StartsWith("kubernetes:", StringComparison.Ordinal)
                && one.Inputs.ToJsonString().Contains($"\"{address}\"", StringComparison.Ordinal)
            ) is
            { } holder
        )
        {
            throw new Refusal(call.Fill(InUse).Replace("{0}", $"the load balancer of {holder.Name}", StringComparison.Ordinal));
        }
    }

    // Google keeps the peering while anything of its own uses it.
    private static void RequireNoProducers(Call call)
    {
        var network = call.Content.Objects.Find(one => one.Type == Network && one.IsCalled(call.Before.Text("network") ?? ""));
        if (
            network is not null
            && call.Content.Objects.Exists(one =>
                one.Type == CloudSqlInstance.Type && Bounds.Refers(one, "settings.ipConfiguration.privateNetwork", network)
            )
        )
        {
            throw new Refusal(
                "Unable to remove Service Networking Connection, err: Error waiting for Delete Service Networking Connection: Error code "
                    + "9, "
                    + "message: Failed to delete connection; Producer services (e.g. CloudSQL, Cloud Memstore, etc.) are still using this "
                    + "connection."
            );
        }
    }
}
