using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;

namespace Infra.Aws;

/// <summary>
/// The stack's own network, permanent: it never belongs to a cluster. Each subnet has room for two generations side by side.
/// </summary>
internal sealed class OwnNetwork : ComponentResource
{
    private const string Anywhere = "0.0.0.0/0";
    private readonly AwsScope _scope;
    private readonly Vpc _vpc;
    private readonly List<Resource> _ways = [];

    /// <summary>Declares the network.</summary>
    public OwnNetwork(AwsScope scope)
        : base("infra:aws:Network", "network", scope.Component)
    {
        _scope = scope;
        var range = scope.Spec.Network.Range;
        var zones = scope.Cloud.Zones;
        _vpc = new Vpc(
            "vpc",
            new()
            {
                CidrBlock = range.ToString(),
                EnableDnsHostnames = true,
                EnableDnsSupport = true,
                Tags = Named("net"),
            },
            scope.Permanent(this)
        );
        var internet = new InternetGateway("internet", new() { VpcId = _vpc.Id, Tags = Named("internet") }, scope.Permanent(this));
        var publicRoutes = new RouteTable(
            "public-routes",
            new()
            {
                VpcId = _vpc.Id,
                Routes =
                {
                    new RouteTableRouteArgs { CidrBlock = Anywhere, GatewayId = internet.Id },
                },
                Tags = Named("public"),
            },
            scope.Permanent(this)
        );
        ImmutableArray<Subnet> publicSubnets =
        [
            .. zones.Select((zone, index) => Subnet("public", zone, new AwsAddressPlan(range).Public(index), publicRoutes)),
        ];
        // A gateway a zone: the loss of a zone takes nothing from the others. One alone is cheaper, and its zone takes all.
        ImmutableArray<NatGateway> gateways =
        [
            .. publicSubnets.Take(scope.Cloud.NatPerZone ? zones.Length : 1).Select((subnet, index) => Nat(subnet, index, internet)),
        ];
        ImmutableArray<RouteTable> privateRoutes =
        [
            .. zones.Select((_, index) => PrivateRoutes(index, gateways[Math.Min(index, gateways.Length - 1)])),
        ];
        ImmutableArray<Subnet> privateSubnets =
        [
            .. zones.Select((zone, index) => Subnet("private", zone, new AwsAddressPlan(range).Private(index), privateRoutes[index])),
        ];
        // Images and backups go to S3 by this way, free of charge, and not through the NAT gateways.
        _ways.Add(
            new VpcEndpoint(
                "s3-endpoint",
                new()
                {
                    VpcId = _vpc.Id,
                    VpcEndpointType = "Gateway",
                    ServiceName = $"com.amazonaws.{scope.Cloud.Region}.s3",
                    RouteTableIds = Output.All(privateRoutes.Select(routes => routes.Id)),
                    Tags = Named("s3"),
                },
                scope.Permanent(this)
            )
        );
        Network = new(
            _vpc.Id,
            [.. zones.Select((zone, index) => new ZoneSubnets(zone, publicSubnets[index].Id, privateSubnets[index].Id))],
            [internet, .. _ways]
        );
        RegisterOutputs();
    }

    /// <summary>What stands in it is told this.</summary>
    public AwsNetwork Network { get; }

    private NatGateway Nat(Subnet subnet, int index, InternetGateway internet)
    {
        var address = new Eip(
            $"nat-address-{index}",
            new() { Domain = "vpc", Tags = Named($"nat-{index}") },
            _scope.Permanent(this, internet)
        );
        return new(
            $"nat-{index}",
            new()
            {
                AllocationId = address.AllocationId,
                SubnetId = subnet.Id,
                Tags = Named($"nat-{index}"),
            },
            _scope.Permanent(this, internet)
        );
    }

    private RouteTable PrivateRoutes(int index, NatGateway gateway)
    {
        var options = _scope.Permanent(this);
        if (!_scope.Cloud.NatPerZone && index > 0)
        {
            options.Hooks.BeforeUpdate.Add(RefuseFewerGateways(index));
        }
        return new(
            $"private-routes-{index}",
            new()
            {
                VpcId = _vpc.Id,
                Routes =
                {
                    new RouteTableRouteArgs { CidrBlock = Anywhere, NatGatewayId = gateway.Id },
                },
                Tags = Named($"private-{index}"),
            },
            options
        );
    }

    // Runs before the way out of a zone that has a gateway of its own is led to the first zone's, in preview too.
    private static ResourceHook RefuseFewerGateways(int index) =>
        new(
            $"zone-{index}-keeps-its-gateway",
            async (args, _) =>
            {
                var (stands, wanted) = (await PropertyValue.PlainAsync(args.OldInputs), await PropertyValue.PlainAsync(args.NewInputs));
                if (!PropertyValue.AreEqual(stands.GetValueOrDefault("routes"), wanted.GetValueOrDefault("routes")))
                {
                    throw new InvalidOperationException(
                        "infra:aws.natGateways says single, and each zone has a gateway of its own. Their addresses stand in the firewalls "
                            + "of what the deployments read from, so none is taken away. Nothing was changed: write natGateways: zonal."
                    );
                }
            },
            new() { OnDryRun = true }
        );

    private Subnet Subnet(string kind, string zone, IpRange range, RouteTable routes)
    {
        var subnet = new Subnet(
            $"{kind}-{zone}",
            new()
            {
                VpcId = _vpc.Id,
                AvailabilityZone = zone,
                CidrBlock = range.ToString(),
                MapPublicIpOnLaunch = false,
                Tags = Named($"{kind}-{zone}"),
            },
            _scope.Permanent(this)
        );
        _ways.Add(
            new RouteTableAssociation(
                $"{kind}-{zone}-routes",
                new() { SubnetId = subnet.Id, RouteTableId = routes.Id },
                _scope.Permanent(this)
            )
        );
        return subnet;
    }

    private InputMap<string> Named(string noun) => new() { ["Name"] = _scope.Spec.Names.Permanent(noun) };
}
