using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;

namespace Infra.Aws;

/// <summary>
/// The private network, permanent: it never belongs to a cluster. Each subnet has room for two generations side by side.
/// </summary>
public sealed class AwsNetwork : ComponentResource
{
    private const string Anywhere = "0.0.0.0/0";
    private readonly AwsScope _scope;

    /// <summary>Declares the network.</summary>
    public AwsNetwork(AwsScope scope)
        : base("infra:aws:Network", "network", scope.Component)
    {
        _scope = scope;
        Vpc = new Vpc("vpc", new()
        {
            CidrBlock = "10.0.0.0/16",
            EnableDnsHostnames = true,
            EnableDnsSupport = true,
            Tags = Named("net"),
        }, scope.Permanent(this));
        var internet = new InternetGateway("internet", new() { VpcId = Vpc.Id, Tags = Named("internet") }, scope.Permanent(this));
        var publicRoutes = new RouteTable("public-routes", new()
        {
            VpcId = Vpc.Id,
            Routes = { new RouteTableRouteArgs { CidrBlock = Anywhere, GatewayId = internet.Id } },
            Tags = Named("public"),
        }, scope.Permanent(this));
        PublicSubnets = [.. scope.Cloud.Zones.Select((zone, index) => Subnet("public", zone, $"10.0.{index}.0/24", "kubernetes.io/role/elb", publicRoutes))];
        PrivateSubnets = [.. scope.Cloud.Zones.Select((zone, index) => Subnet("private", zone, $"10.0.{64 * (index + 1)}.0/18", "kubernetes.io/role/internal-elb", PrivateRoutes(index, internet)))];
        RegisterOutputs();
    }

    /// <summary>The VPC.</summary>
    public Vpc Vpc { get; }

    /// <summary>One subnet a zone that the load balancers stand in.</summary>
    public ImmutableArray<Subnet> PublicSubnets { get; }

    /// <summary>One subnet a zone that nodes and databases stand in.</summary>
    public ImmutableArray<Subnet> PrivateSubnets { get; }

    // A NAT gateway a zone: the loss of a zone takes nothing from the others.
    private RouteTable PrivateRoutes(int index, InternetGateway internet)
    {
        var address = new Eip($"nat-address-{index}", new() { Domain = "vpc", Tags = Named($"nat-{index}") }, _scope.Permanent(this, internet));
        var nat = new NatGateway($"nat-{index}", new()
        {
            AllocationId = address.AllocationId,
            SubnetId = PublicSubnets[index].Id,
            Tags = Named($"nat-{index}"),
        }, _scope.Permanent(this, internet));
        return new($"private-routes-{index}", new()
        {
            VpcId = Vpc.Id,
            Routes = { new RouteTableRouteArgs { CidrBlock = Anywhere, NatGatewayId = nat.Id } },
            Tags = Named($"private-{index}"),
        }, _scope.Permanent(this));
    }

    private Subnet Subnet(string kind, string zone, string cidr, string loadBalancerRole, RouteTable routes)
    {
        var tags = Named($"{kind}-{zone}");
        tags.Add(loadBalancerRole, "1");
        var subnet = new Subnet($"{kind}-{zone}", new()
        {
            VpcId = Vpc.Id,
            AvailabilityZone = zone,
            CidrBlock = cidr,
            MapPublicIpOnLaunch = false,
            Tags = tags,
        }, _scope.Permanent(this));
        new RouteTableAssociation($"{kind}-{zone}-routes", new() { SubnetId = subnet.Id, RouteTableId = routes.Id }, _scope.Permanent(this));
        return subnet;
    }

    private InputMap<string> Named(string noun) => new() { ["Name"] = _scope.Spec.Names.Permanent(noun) };
}
