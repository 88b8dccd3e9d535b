using System.Collections.Immutable;
using Infra.Configuration;
using Pulumi;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Compute.Inputs;
using Pulumi.Gcp.ServiceNetworking;

namespace Infra.Gcp;

/// <summary>
/// The private network, permanent: it never belongs to a cluster. Its ranges have room for two generations side by side.
/// </summary>
internal sealed class GcpNetwork : ComponentResource
{
    private static readonly ImmutableArray<string> PodRanges = ["pods-odd", "pods-even"];
    private static readonly ImmutableArray<string> ServiceRanges = ["services-odd", "services-even"];
    private readonly GcpScope _scope;
    private readonly GcpAddressPlan _plan;
    private readonly Network _network;

    /// <summary>Declares the network.</summary>
    public GcpNetwork(GcpScope scope, ProjectServices services)
        : base("infra:gcp:Network", "network", scope.Component)
    {
        (_scope, _plan) = (scope, new(scope.Spec.Network.Range));
        _network = new Network(
            "vpc",
            new()
            {
                Name = ServicePeering.NetworkOf(scope.Spec.Names),
                AutoCreateSubnetworks = false,
                RoutingMode = "REGIONAL",
            },
            scope.Permanent(this, services.Compute)
        );
        var subnetwork = DeclareSubnetwork();
        var nat = DeclareNat(services);
        var databases = new GlobalAddress(
            "databases",
            new()
            {
                Name = scope.Spec.Names.Permanent("databases"),
                Network = _network.Id,
                Purpose = "VPC_PEERING",
                AddressType = "INTERNAL",
                Address = _plan.Databases.Address,
                PrefixLength = _plan.Databases.PrefixLength,
            },
            scope.Permanent(this)
        );
        // Google refuses to delete the peering for days after the last database; so it is only ever forgotten.
        // https://github.com/hashicorp/terraform-provider-google/issues/16275
        var privateServices = new Connection(
            "private-services",
            new()
            {
                Network = _network.Id,
                Service = "servicenetworking.googleapis.com",
                ReservedPeeringRanges = { databases.Name },
                DeletionPolicy = "ABANDON",
                // Google remembers a connection whose peering was taken away: the next stack of these names has it again.
                // https://github.com/GoogleCloudPlatform/cluster-toolkit/pull/4744
                UpdateOnCreationFail = scope.Spec.Lifetime.IsDurable ? default(Input<bool>) : true,
            },
            scope.Permanent(this, services.ServiceNetworking)
        );
        if (!scope.Spec.Lifetime.IsDurable)
        {
            ServicePeering.SayHowItGoes(scope, privateServices);
        }
        Access = new()
        {
            Id = _network.Id,
            Subnetwork = subnetwork.Id,
            PodRanges = PodRanges,
            ServiceRanges = ServiceRanges,
            DatabaseRangeName = databases.Name,
            DatabaseRange = _plan.Databases,
            Project = scope.Cloud.Project,
            IsShared = false,
            PrivateServices = [privateServices],
            Egress = [nat],
        };
        RegisterOutputs();
    }

    /// <summary>What the other rooms build on.</summary>
    public PrivateNetwork Access { get; }

    private Subnetwork DeclareSubnetwork() =>
        new(
            "nodes",
            new()
            {
                Name = _scope.Spec.Names.Permanent("nodes"),
                Network = _network.Id,
                Region = _scope.Cloud.Region,
                IpCidrRange = _plan.Nodes.ToString(),
                // Nodes have no public address and still reach Google's APIs.
                PrivateIpGoogleAccess = true,
                // One pair of secondary ranges for odd cluster generations and one for even ones: two clusters never share one.
                SecondaryIpRanges = new[] { 1, 2 }
                    .SelectMany(generation =>
                        new[]
                        {
                            new SubnetworkSecondaryIpRangeArgs
                            {
                                RangeName = PodRanges[generation - 1],
                                IpCidrRange = _plan.Pods(generation).ToString(),
                            },
                            new SubnetworkSecondaryIpRangeArgs
                            {
                                RangeName = ServiceRanges[generation - 1],
                                IpCidrRange = _plan.Services(generation).ToString(),
                            },
                        }
                    )
                    .ToArray(),
                LogConfig = _scope.Spec.Network.FlowLogs
                    ? new SubnetworkLogConfigArgs
                    {
                        AggregationInterval = "INTERVAL_5_MIN",
                        FlowSampling = 0.5,
                        Metadata = "INCLUDE_ALL_METADATA",
                    }
                    : default(Input<SubnetworkLogConfigArgs>),
            },
            _scope.Permanent(this)
        );

    private RouterNat DeclareNat(ProjectServices services)
    {
        var names = _scope.Spec.Names;
        var router = new Router(
            "router",
            new()
            {
                Name = names.Permanent("router"),
                Network = _network.Id,
                Region = _scope.Cloud.Region,
            },
            _scope.Permanent(this)
        );
        // Fixed, because firewalls of other people's data sources name them.
        var addresses = Enumerable
            .Range(0, 2)
            .Select(index => new Address(
                $"nat-address-{index}",
                new()
                {
                    Name = names.Permanent($"nat-{index}"),
                    Region = _scope.Cloud.Region,
                    AddressType = "EXTERNAL",
                },
                _scope.Permanent(this, services.Compute)
            ))
            .ToList();
        return new RouterNat(
            "nat",
            new()
            {
                Name = names.Permanent("nat"),
                Router = router.Name,
                Region = _scope.Cloud.Region,
                NatIpAllocateOption = "MANUAL_ONLY",
                NatIps = addresses.Select(address => address.SelfLink).ToArray(),
                SourceSubnetworkIpRangesToNat = "ALL_SUBNETWORKS_ALL_IP_RANGES",
                // Many tasks of one node speak to one data source; ports follow need. The two exclude each other.
                EnableDynamicPortAllocation = true,
                EnableEndpointIndependentMapping = false,
                MinPortsPerVm = 128,
                MaxPortsPerVm = 8192,
                LogConfig = new RouterNatLogConfigArgs { Enable = true, Filter = "ERRORS_ONLY" },
            },
            _scope.Permanent(this)
        );
    }
}
