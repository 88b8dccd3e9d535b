namespace Infra.Tests.Aws;

/// <summary>How the world gets in.</summary>
public sealed class IngressTests
{
    private static readonly (string, string?) Zone = ("infra:publicZone", "\"Z0123456789ABCDEFGHIJ\"");

    [Fact]
    public async Task Each_zone_has_a_fixed_address_that_is_known_before_the_release()
    {
        var stack = await AwsStack.DeclareAsync();

        var mappings = stack["ingress-load-balancer-g1"]["subnetMappings"]!.AsArray();
        Assert.Equal(3, mappings.Select(mapping => mapping!["allocationId"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal("network", stack["ingress-load-balancer-g1"]["loadBalancerType"]!.GetValue<string>());
    }

    [Fact]
    public async Task Web_traffic_goes_to_the_fixed_ports_of_the_platforms_nodes()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.Equal(
            [(80, 30080), (443, 30443)],
            new[] { "http", "https" }.Select(name =>
                (stack[$"ingress-{name}-g1"]["port"]!.GetValue<int>(), stack[$"ingress-{name}-nodes-g1"]["port"]!.GetValue<int>())
            )
        );
        Assert.Equal(6, stack.Of("autoscaling/attachment:Attachment").Count);
        Assert.All(stack.Of("autoscaling/attachment:Attachment"), attachment =>
            Assert.StartsWith(
                "(echo of platform-nodes-",
                attachment.Inputs["autoscalingGroupName"]!.GetValue<string>(),
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task Node_ports_are_open_to_the_load_balancer_alone()
    {
        var stack = await AwsStack.DeclareAsync();

        var rules = stack
            .Of("vpc/securityGroupIngressRule:SecurityGroupIngressRule")
            .Where(rule => rule.Inputs["toPort"]!.GetValue<int>() is 30080 or 30443)
            .ToList();
        Assert.Equal(2, rules.Count);
        Assert.All(rules, rule =>
            Assert.Equal(
                stack["ingress-load-balancer-g1"]["securityGroups"]![0]!.GetValue<string>(),
                rule.Inputs["referencedSecurityGroupId"]!.GetValue<string>()
            )
        );
    }

    [Fact]
    public async Task Public_records_lead_to_the_load_balancer_when_a_zone_is_given()
    {
        var stack = await AwsStack.DeclareAsync(Zone);

        Assert.Equal(
            ["astro.example.com", "*.astro.example.com"],
            new[] { "public-base", "public-wildcard" }.Select(name => stack[name]["name"]!.GetValue<string>())
        );
        Assert.All(["public-base", "public-wildcard"], name =>
            Assert.Equal("Z0123456789ABCDEFGHIJ", stack[name]["zoneId"]!.GetValue<string>())
        );
        Assert.NotEmpty(stack["public-base"]["aliases"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_a_public_zone_the_records_are_somebody_elses() =>
        Assert.False((await AwsStack.DeclareAsync()).Has("public-base"));

    [Fact]
    public async Task Every_policy_holds_for_the_AWS_foundation_in_every_shape()
    {
        Assert.Empty((await AwsStack.DeclareAsync(Zone, ("infra:network.flowLogs", "true"))).Faults);
        Assert.Empty(
            (
                await AwsStack.DeclareAsync(
                    Zone,
                    ("infra:aws.natGateways", "\"single\""),
                    ("infra:cluster.airflow.dedicated", "true"),
                    ("infra:cluster.allowedRanges", """["203.0.113.0/24"]""")
                )
            ).Faults
        );
    }
}
