namespace Infra.Tests.Gcp;

/// <summary>The network on Google Cloud, and the fence in it.</summary>
public sealed class GcpNetworkTests
{
    private static readonly (string, string?) Shared = (
        "infra:gcp.network",
        """
        {
          "id": "projects/host/global/networks/shared", "subnetwork": "projects/host/regions/europe-west1/subnetworks/nodes",
          "podRanges": ["pods-a", "pods-b"], "serviceRanges": ["services-a", "services-b"],
          "databaseRangeName": "managed", "databaseRange": "10.64.0.0/20"
        }
        """
    );

    [Fact]
    public async Task Its_subnetwork_has_ranges_for_two_cluster_generations_and_reaches_Google_s_APIs_privately()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("vpc", "autoCreateSubnetworks", "false");
        stack.AssertAsks("nodes", "ipCidrRange", "\"10.0.0.0/20\"");
        stack.AssertAsks("nodes", "privateIpGoogleAccess", "true");
        stack.AssertAsks(
            "nodes",
            "secondaryIpRanges",
            """
            [
              { "rangeName": "pods-odd", "ipCidrRange": "10.0.64.0/18" }, { "rangeName": "services-odd", "ipCidrRange": "10.0.16.0/20" },
              { "rangeName": "pods-even", "ipCidrRange": "10.0.128.0/18" }, { "rangeName": "services-even", "ipCidrRange": "10.0.32.0/20" }
            ]
            """
        );
    }

    [Theory]
    [InlineData(1, "pods-odd", "services-odd")]
    [InlineData(2, "pods-even", "services-even")]
    [InlineData(3, "pods-odd", "services-odd")]
    public async Task Neighbouring_cluster_generations_share_no_range(int generation, string pods, string services)
    {
        var stack = await GcpStack.DeclareAsync(("infra:cluster.generation", $"{generation}"));

        stack.AssertAsks(
            $"cluster-g{generation}",
            "ipAllocationPolicy",
            $$"""{ "clusterSecondaryRangeName": "{{pods}}", "servicesSecondaryRangeName": "{{services}}" }"""
        );
    }

    [Fact]
    public async Task What_goes_out_has_two_fixed_addresses_that_other_people_s_firewalls_can_name()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("nat", "natIpAllocateOption", "\"MANUAL_ONLY\"");
        Assert.Equal(2, stack["nat"]["natIps"]!.AsArray().Distinct().Count());
        stack.AssertAsks("nat", "sourceSubnetworkIpRangesToNat", "\"ALL_SUBNETWORKS_ALL_IP_RANGES\"");
    }

    [Fact]
    public async Task The_peering_of_the_databases_is_only_ever_forgotten()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("databases", "purpose", "\"VPC_PEERING\"");
        stack.AssertAsks("databases", "address", "\"10.0.48.0\"");
        stack.AssertAsks("databases", "prefixLength", "20");
        stack.AssertAsks("private-services", "deletionPolicy", "\"ABANDON\"");
    }

    [Fact]
    public async Task Flow_logs_are_kept_when_they_are_asked_for()
    {
        var with = await GcpStack.DeclareAsync(("infra:network.flowLogs", "true"));
        var without = await GcpStack.DeclareAsync();

        with.AssertAsks(
            "nodes",
            "logConfig",
            """{ "aggregationInterval": "INTERVAL_5_MIN", "flowSampling": 0.5, "metadata": "INCLUDE_ALL_METADATA" }"""
        );
        with.AssertAsks("database-deny", "logConfig", """{ "metadata": "EXCLUDE_ALL_METADATA" }""");
        Assert.False(without["nodes"].ContainsKey("logConfig"));
    }

    [Fact]
    public async Task The_fence_lets_the_nodes_of_one_generation_through_and_shuts_everybody_else_out()
    {
        var stack = await GcpStack.DeclareAsync(("infra:cluster.generation", "3"));

        stack.AssertAsks("database-deny", "destinationRanges", """["10.0.48.0/20"]""");
        stack.AssertAsks("database-deny", "denies", """[{ "protocol": "all" }]""");
        Assert.False(stack["database-deny"].ContainsKey("targetTags") && stack["database-deny"]["targetTags"]!.AsArray().Count > 0);
        stack.AssertAsks("database-allow", "targetTags", """["astro-prod-nodes-g3"]""");
        stack.AssertAsks("database-allow", "allows", """[{ "protocol": "tcp", "ports": ["5432"] }]""");
        stack.AssertAsks("platform-pool-g3", "nodeConfig.tags", """["astro-prod-nodes", "astro-prod-nodes-g3"]""");
        Assert.True(stack["database-allow"]["priority"]!.GetValue<double>() < stack["database-deny"]["priority"]!.GetValue<double>());
    }

    [Fact]
    public async Task In_a_network_that_somebody_else_keeps_nothing_of_it_is_declared_and_everything_stands_in_it()
    {
        var stack = await GcpStack.DeclareAsync(Shared);

        Assert.All(["vpc", "nodes", "router", "nat", "databases", "private-services"], name => Assert.False(stack.Has(name), name));
        stack.AssertAsks("cluster-g1", "network", "\"projects/host/global/networks/shared\"");
        stack.AssertAsks("cluster-g1", "subnetwork", "\"projects/host/regions/europe-west1/subnetworks/nodes\"");
        stack.AssertAsks(
            "cluster-g1",
            "ipAllocationPolicy",
            """{ "clusterSecondaryRangeName": "pods-a", "servicesSecondaryRangeName": "services-a" }"""
        );
        stack.AssertAsks("database-g1", "settings.ipConfiguration.privateNetwork", "\"projects/host/global/networks/shared\"");
        stack.AssertAsks("database-g1", "settings.ipConfiguration.allocatedIpRange", "\"managed\"");
    }

    [Fact]
    public async Task In_a_shared_network_the_fence_stands_in_its_project_and_shuts_out_the_platform_s_own_nodes_only()
    {
        var stack = await GcpStack.DeclareAsync(Shared);

        stack.AssertAsks("database-deny", "project", "\"host\"");
        stack.AssertAsks("database-deny", "destinationRanges", """["10.64.0.0/20"]""");
        stack.AssertAsks("database-deny", "targetTags", """["astro-prod-nodes"]""");
        stack.AssertAsks("database-allow", "targetTags", """["astro-prod-nodes-g1"]""");
        Assert.Empty(stack.Faults);
    }
}
