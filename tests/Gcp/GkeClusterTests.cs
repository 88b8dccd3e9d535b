using System.Text.Json.Nodes;

namespace Infra.Tests.Gcp;

/// <summary>The cluster that the platform runs in on Google Cloud.</summary>
public sealed class GkeClusterTests
{
    [Fact]
    public async Task Nobody_reaches_a_node_or_the_API_server_by_a_public_address_and_IAM_guards_the_server_s_name()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("cluster-g1", "privateClusterConfig", """{ "enablePrivateEndpoint": true, "enablePrivateNodes": true }""");
        stack.AssertAsks("cluster-g1", "masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled", "false");
        stack.AssertAsks("cluster-g1", "controlPlaneEndpointsConfig", """{ "dnsEndpointConfig": { "allowExternalTraffic": true } }""");
        var (server, authority) = Cluster(stack);
        Assert.Equal("https://(echo of cluster-g1.controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint)", server);
        Assert.Null(authority);
    }

    [Fact]
    public async Task Where_ranges_are_named_they_alone_reach_the_API_server_and_by_its_address()
    {
        var stack = await GcpStack.DeclareAsync(("infra:cluster.allowedRanges", """["203.0.113.0/24"]"""));

        stack.AssertAsks(
            "cluster-g1",
            "masterAuthorizedNetworksConfig",
            """{ "cidrBlocks": [{ "cidrBlock": "203.0.113.0/24" }], "gcpPublicCidrsAccessEnabled": false }"""
        );
        stack.AssertAsks("cluster-g1", "privateClusterConfig.enablePrivateEndpoint", "false");
        stack.AssertAsks("cluster-g1", "controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic", "false");
        var (server, authority) = Cluster(stack);
        Assert.Equal("https://(echo of cluster-g1.endpoint)", server);
        Assert.NotNull(authority);
    }

    [Fact]
    public async Task Google_patches_the_cluster_at_the_weekend_and_never_leads_it_out_of_the_minor_version_that_the_chart_supports()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("cluster-g1", "minMasterVersion", "\"1.34\"");
        stack.AssertAsks("cluster-g1", "releaseChannel", """{ "channel": "REGULAR" }""");
        stack.AssertAsks(
            "cluster-g1",
            "maintenancePolicy.recurringWindow",
            """{ "startTime": "2026-01-03T04:00:00Z", "endTime": "2026-01-03T10:00:00Z", "recurrence": "FREQ=WEEKLY;BYDAY=SA,SU" }"""
        );
        stack.AssertAsks(
            "cluster-g1",
            "maintenancePolicy.maintenanceExclusions",
            """[{ "exclusionName": "no-minor-upgrades", "startTime": "2026-01-03T04:00:00Z", "exclusionOptions": { "scope": "NO_MINOR_UPGRADES", "endTimeBehavior": "UNTIL_END_OF_SUPPORT" } }]"""
        );
    }

    [Fact]
    public async Task Network_policies_are_enforced_secrets_are_encrypted_with_the_platform_s_key_and_pods_get_their_own_identity()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("cluster-g1", "datapathProvider", "\"ADVANCED_DATAPATH\"");
        stack.AssertAsks("cluster-g1", "enableShieldedNodes", "true");
        stack.AssertAsks("cluster-g1", "databaseEncryption", """{ "state": "ENCRYPTED", "keyName": "(echo of platform-key.id)" }""");
        stack.AssertAsks("cluster-g1", "workloadIdentityConfig", """{ "workloadPool": "my-project.svc.id.goog" }""");
    }

    [Fact]
    public async Task No_default_pool_is_left_and_it_never_runs_as_the_project_s_default_account()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("cluster-g1", "removeDefaultNodePool", "true");
        stack.AssertAsks("cluster-g1", "nodeConfig.serviceAccount", "\"(echo of node-account-g1.email)\"");
    }

    [Fact]
    public async Task Every_zone_has_a_node_of_the_platform_because_volumes_are_zonal()
    {
        var stack = await GcpStack.DeclareAsync(("infra:cluster.platform.leastNodes", "4"), ("infra:cluster.platform.mostNodes", "8"));

        stack.AssertAsks("platform-pool-g1", "autoscaling", """{ "minNodeCount": 2, "maxNodeCount": 3, "locationPolicy": "BALANCED" }""");
        stack.AssertAsks("platform-pool-g1", "initialNodeCount", "2");
    }

    [Fact]
    public async Task Spot_nodes_are_taken_where_there_are_some_and_dedicated_ones_let_no_other_pod_in()
    {
        var stack = await GcpStack.DeclareAsync(
            ("infra:cluster.airflow.spot", "true"),
            ("infra:cluster.airflow.dedicated", "true"),
            ("infra:cluster.airflow.leastNodes", "0")
        );

        stack.AssertAsks("airflow-pool-g1", "name", "\"airflow-spot\"");
        stack.AssertAsks("airflow-pool-g1", "nodeConfig.spot", "true");
        stack.AssertAsks(
            "airflow-pool-g1",
            "nodeConfig.taints",
            """[{ "key": "infra/pool", "value": "airflow", "effect": "NO_SCHEDULE" }]"""
        );
        stack.AssertAsks(
            "airflow-pool-g1",
            "autoscaling",
            """{ "totalMinNodeCount": 0, "totalMaxNodeCount": 30, "locationPolicy": "ANY" }"""
        );
        stack.AssertAsks("platform-pool-g1", "nodeConfig.spot", "false");
    }

    [Fact]
    public async Task A_node_s_account_may_write_logs_and_metrics_and_nothing_else()
    {
        var stack = await GcpStack.DeclareAsync();

        var grant = Assert.Single(stack.Of("gcp:projects/iAMMember:IAMMember")).Inputs;
        Assert.Equal("roles/container.defaultNodeServiceAccount", grant["role"]!.GetValue<string>());
        Assert.Equal("(echo of node-account-g1.member)", grant["member"]!.GetValue<string>());
        stack.AssertAsks("platform-pool-g1", "nodeConfig.workloadMetadataConfig", """{ "mode": "GKE_METADATA" }""");
    }

    private static (string Server, string? Authority) Cluster(GcpStack stack)
    {
        var cluster = JsonNode.Parse(stack["kubernetes-g1"]["kubeconfig"]!.GetValue<string>())!["clusters"]![0]!["cluster"]!;
        return (cluster["server"]!.GetValue<string>(), cluster["certificate-authority-data"]?.GetValue<string>());
    }
}
