using System.Text.Json.Nodes;

namespace Infra.Simulation;

/// <content>What others made before the stack, and the stack stands in.</content>
public sealed partial class World
{
    /// <summary>
    /// Places a VPC of AWS with an internet gateway, and in each zone a public subnet, and a private one whose route leads out through
    /// a NAT gateway of that zone. The ids of gateways and routes are the world's.
    /// </summary>
    /// <param name="region">The region.</param>
    /// <param name="vpcId">For example <c>vpc-0a1b2c3d</c>.</param>
    /// <param name="zones">Each zone with the ids of its two subnets.</param>
    public void PlaceVpc(string region, string vpcId, params (string Zone, string PublicSubnet, string PrivateSubnet)[] zones)
    {
        Place("aws:ec2/vpc:Vpc", region, vpcId);
        Place("aws:ec2/internetGateway:InternetGateway", region, $"igw-of-{vpcId}", new() { ["vpcId"] = vpcId });
        foreach (var (zone, publicSubnet, privateSubnet) in zones)
        {
            foreach (var subnet in new[] { publicSubnet, privateSubnet })
            {
                Place(AwsNetworkRules.Subnet, region, subnet, new() { ["vpcId"] = vpcId, ["availabilityZone"] = zone });
                Place(
                    "aws:ec2/routeTable:RouteTable",
                    region,
                    $"rtb-of-{subnet}",
                    new()
                    {
                        ["vpcId"] = vpcId,
                        ["routes"] = new JsonArray(
                            new JsonObject
                            {
                                [subnet == publicSubnet ? "gatewayId" : "natGatewayId"] =
                                    subnet == publicSubnet ? $"igw-of-{vpcId}" : $"nat-of-{publicSubnet}",
                            }
                        ),
                    }
                );
                Place(
                    "aws:ec2/routeTableAssociation:RouteTableAssociation",
                    region,
                    $"rtbassoc-of-{subnet}",
                    new() { ["subnetId"] = subnet, ["routeTableId"] = $"rtb-of-{subnet}" }
                );
            }
            Place("aws:ec2/natGateway:NatGateway", region, $"nat-of-{publicSubnet}", new() { ["subnetId"] = publicSubnet });
        }
    }

    /// <summary>
    /// Places a network of Google Cloud with one subnetwork, and a range of it that Google's own services, such as Cloud SQL, are
    /// peered with.
    /// </summary>
    /// <param name="network">For example <c>projects/host/global/networks/shared</c>.</param>
    /// <param name="subnetwork">For example <c>projects/host/regions/europe-west1/subnetworks/nodes</c>.</param>
    /// <param name="range">The name of the range.</param>
    public void PlaceNetwork(string network, string subnetwork, string range)
    {
        Place("gcp:compute/network:Network", "gcp", network);
        Place("gcp:compute/subnetwork:Subnetwork", "gcp", subnetwork, new() { ["network"] = network });
        Place(
            "gcp:compute/globalAddress:GlobalAddress",
            "gcp",
            $"projects/{network.Split('/')[1]}/global/addresses/{range}",
            new() { ["network"] = network }
        );
        Place(GcpNetworkRules.Connection, "gcp", $"{network}:servicenetworking.googleapis.com", new() { ["network"] = network });
    }
}
