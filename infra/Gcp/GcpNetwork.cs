using Pulumi;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Compute.Inputs;
using Pulumi.Gcp.ServiceNetworking;

namespace Infra.Gcp;

/// <summary>
/// The private network, permanent: it never belongs to a cluster. Its ranges have room for two generations side by side.
/// </summary>
public sealed class GcpNetwork : ComponentResource
{
    /// <summary>Range of the nodes.</summary>
    public const string NodeCidr = "10.0.0.0/20";

    /// <summary>Range of the databases, reached through private services access.</summary>
    public const string DatabaseCidr = "10.64.0.0/20";

    /// <summary>Declares the network.</summary>
    public GcpNetwork(GcpScope scope, ProjectServices services)
        : base("infra:gcp:Network", "network", scope.Component)
    {
        ArgumentNullException.ThrowIfNull(services);
        var names = scope.Spec.Names;
        Network = new Network("vpc", new()
        {
            Name = names.Permanent("net"),
            AutoCreateSubnetworks = false,
            RoutingMode = "REGIONAL",
        }, scope.Permanent(this, services.Enabled));
        // One pair of secondary ranges for odd cluster generations and one for even ones: two clusters never share one.
        Subnetwork = new Subnetwork("nodes", new()
        {
            Name = names.Permanent("nodes"),
            Network = Network.Id,
            Region = scope.Cloud.Region,
            IpCidrRange = NodeCidr,
            PrivateIpGoogleAccess = true,
            SecondaryIpRanges =
            {
                new SubnetworkSecondaryIpRangeArgs { RangeName = PodRange(1), IpCidrRange = "10.16.0.0/14" },
                new SubnetworkSecondaryIpRangeArgs { RangeName = ServiceRange(1), IpCidrRange = "10.32.0.0/20" },
                new SubnetworkSecondaryIpRangeArgs { RangeName = PodRange(2), IpCidrRange = "10.20.0.0/14" },
                new SubnetworkSecondaryIpRangeArgs { RangeName = ServiceRange(2), IpCidrRange = "10.32.16.0/20" },
            },
        }, scope.Permanent(this));
        var router = new Router("router", new()
        {
            Name = names.Permanent("router"),
            Network = Network.Id,
            Region = scope.Cloud.Region,
        }, scope.Permanent(this));
        new RouterNat("nat", new()
        {
            Name = names.Permanent("nat"),
            Router = router.Name,
            Region = scope.Cloud.Region,
            NatIpAllocateOption = "AUTO_ONLY",
            SourceSubnetworkIpRangesToNat = "ALL_SUBNETWORKS_ALL_IP_RANGES",
        }, scope.Permanent(this));
        var databases = new GlobalAddress("databases", new()
        {
            Name = names.Permanent("databases"),
            Network = Network.Id,
            Purpose = "VPC_PEERING",
            AddressType = "INTERNAL",
            Address = DatabaseCidr.Split('/')[0],
            PrefixLength = int.Parse(DatabaseCidr.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture),
        }, scope.Permanent(this));
        // Google refuses to delete the peering while it keeps deleted instances; so it is only ever forgotten.
        PrivateServices = new Connection("private-services", new()
        {
            Network = Network.Id,
            Service = "servicenetworking.googleapis.com",
            ReservedPeeringRanges = { databases.Name },
            DeletionPolicy = "ABANDON",
        }, scope.Permanent(this));
        RegisterOutputs();
    }

    /// <summary>The VPC network.</summary>
    public Network Network { get; }

    /// <summary>The nodes' subnetwork.</summary>
    public Subnetwork Subnetwork { get; }

    /// <summary>The way to the databases' range; an instance waits for it.</summary>
    public Connection PrivateServices { get; }

    /// <summary>The secondary range of a cluster generation's pods.</summary>
    public static string PodRange(int generation) => generation % 2 == 1 ? "pods-odd" : "pods-even";

    /// <summary>The secondary range of a cluster generation's services.</summary>
    public static string ServiceRange(int generation) => generation % 2 == 1 ? "services-odd" : "services-even";
}
