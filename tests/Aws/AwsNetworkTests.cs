using System.Text.Json.Nodes;
using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Tests.Aws;

/// <summary>The account and the network that everything stands in.</summary>
public sealed class AwsNetworkTests
{
    private const string Existing = """
        { "vpcId": "vpc-0a", "publicSubnetIds": ["subnet-01", "subnet-02", "subnet-03"], "privateSubnetIds": ["subnet-0a", "subnet-0b", "subnet-0c"] }
        """;

    [Fact]
    public async Task The_provider_is_held_to_one_account_and_region_tags_everything_and_holds_no_credential()
    {
        var provider = (await AwsStack.DeclareAsync())["aws"];

        Assert.Equal("eu-central-1", provider["region"]!.GetValue<string>());
        Assert.Equal(["123456789012"], AwsStack.Texts(JsonNode.Parse(provider["allowedAccountIds"]!.GetValue<string>())));
        Assert.Equal(
            """{"infra-lifetime":"durable","infra-owner":"platform","infra-prefix":"astro-prod","infra-stack":"aws"}""",
            Sorted(JsonNode.Parse(provider["defaultTags"]!.GetValue<string>())!["tags"]!.AsObject())
        );
        Assert.All(["accessKey", "secretKey", "token", "profile", "assumeRoles"], key => Assert.False(provider.ContainsKey(key), key));
    }

    [Theory]
    [InlineData("10.0.0.0/16", "10.0.0.0/24 10.0.1.0/24 10.0.2.0/24", "10.0.64.0/18 10.0.128.0/18 10.0.192.0/18")]
    [InlineData("10.12.0.0/16", "10.12.0.0/24 10.12.1.0/24 10.12.2.0/24", "10.12.64.0/18 10.12.128.0/18 10.12.192.0/18")]
    [InlineData("172.16.16.0/20", "172.16.16.0/28 172.16.16.16/28 172.16.16.32/28", "172.16.20.0/22 172.16.24.0/22 172.16.28.0/22")]
    public void The_range_is_cut_into_a_small_public_and_a_large_private_subnet_a_zone(
        string range,
        string publicRanges,
        string privateRanges
    )
    {
        Assert.Equal(
            publicRanges,
            string.Join(' ', Enumerable.Range(0, 3).Select(zone => new AwsAddressPlan(IpRange.Parse(range)).Public(zone)))
        );
        Assert.Equal(
            privateRanges,
            string.Join(' ', Enumerable.Range(0, 3).Select(zone => new AwsAddressPlan(IpRange.Parse(range)).Private(zone)))
        );
    }

    [Fact]
    public async Task Each_zone_has_a_way_out_of_its_own()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.Equal(
            3,
            stack.Of("ec2/natGateway:NatGateway").Select(gateway => gateway.Inputs["subnetId"]!.GetValue<string>()).Distinct().Count()
        );
        Assert.Equal(
            3,
            stack
                .Of("ec2/routeTable:RouteTable")
                .SelectMany(table => table.Inputs["routes"]!.AsArray())
                .Select(route => route!["natGatewayId"]?.GetValue<string>())
                .OfType<string>()
                .Distinct()
                .Count()
        );
    }

    [Fact]
    public async Task One_way_out_for_all_zones_is_a_choice()
    {
        var stack = await AwsStack.DeclareAsync(("infra:aws.natGateways", "\"single\""));

        Assert.Single(stack.Of("ec2/natGateway:NatGateway"));
        Assert.Single(
            stack
                .Of("ec2/routeTable:RouteTable")
                .SelectMany(table => table.Inputs["routes"]!.AsArray())
                .Select(route => route!["natGatewayId"]?.GetValue<string>())
                .OfType<string>()
                .Distinct()
        );
    }

    [Fact]
    public async Task Images_and_backups_reach_S3_without_a_NAT_gateway()
    {
        var endpoint = (await AwsStack.DeclareAsync())["s3-endpoint"];

        Assert.Equal("com.amazonaws.eu-central-1.s3", endpoint["serviceName"]!.GetValue<string>());
        Assert.Equal(3, endpoint["routeTableIds"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_existing_VPC_is_used_and_nothing_in_it_is_made()
    {
        var stack = await AwsStack.DeclareAsync(("infra:aws.network", Existing));

        Assert.Empty(stack.Of("ec2/vpc:Vpc"));
        Assert.Empty(stack.Of("ec2/subnet:Subnet"));
        Assert.Equal(["subnet-0a", "subnet-0b", "subnet-0c"], AwsStack.Texts(stack["cluster-g1"]["vpcConfig"]!["subnetIds"]));
        Assert.Equal(["subnet-0a", "subnet-0b", "subnet-0c"], AwsStack.Texts(stack["database-subnets"]["subnetIds"]));
        Assert.Equal(
            ["subnet-01", "subnet-02", "subnet-03"],
            stack["ingress-load-balancer-g1"]["subnetMappings"]!.AsArray().Select(mapping => mapping!["subnetId"]!.GetValue<string>())
        );
        Assert.Equal("vpc-0a", stack["databases"]["vpcId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Flow_logs_are_a_choice_and_age_out()
    {
        Assert.False((await AwsStack.DeclareAsync()).Has("flow-log"));

        var stack = await AwsStack.DeclareAsync(("infra:network.flowLogs", "true"));

        Assert.Equal("ALL", stack["flow-log"]["trafficType"]!.GetValue<string>());
        Assert.Equal(90, stack["flow-log-group"]["retentionInDays"]!.GetValue<int>());
    }

    private static string Sorted(JsonObject map) =>
        new JsonObject(
            map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))
        ).ToJsonString();
}
