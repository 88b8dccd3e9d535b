using System.Text.Json.Nodes;

namespace Infra.Tests.Gcp;

/// <summary>What holds for the whole foundation on Google Cloud.</summary>
public sealed class GcpFoundationTests
{
    [Fact]
    public async Task The_provider_is_held_to_the_project_and_the_region_and_labels_everything()
    {
        var stack = await GcpStack.DeclareAsync(("infra:owner", "\"data-platform\""));

        Assert.Equal(
            ("my-project", "europe-west1"),
            (stack.Provider["project"]!.GetValue<string>(), stack.Provider["region"]!.GetValue<string>())
        );
        const string Labels = """{ "infra-prefix": "astro-prod", "infra-lifetime": "durable", "infra-owner": "data-platform" }""";
        stack.AssertAsks("database-g1", "settings.userLabels", Labels);
        stack.AssertAsks("cluster-g1", "resourceLabels", Labels);
        stack.AssertAsks("platform-pool-g1", "nodeConfig.resourceLabels", Labels);
    }

    [Fact]
    public async Task APIs_stay_enabled_for_the_other_people_of_the_project()
    {
        var apis = (await GcpStack.DeclareAsync()).Of("gcp:projects/service:Service").ToList();

        Assert.Contains("sqladmin.googleapis.com", apis.Select(api => api.Inputs["service"]!.GetValue<string>()));
        Assert.All(apis, api => Assert.False(api.Inputs["disableOnDestroy"]!.GetValue<bool>(), api.Name));
    }

    [Fact]
    public async Task Every_permanent_secret_has_a_version_in_Secret_Manager_that_no_region_s_loss_takes_away()
    {
        var stack = await GcpStack.DeclareAsync();
        string[] names =
        [
            "control-plane-id",
            "database-password",
            "fernet-key",
            "jwt-certificate",
            "jwt-signing-key",
            "platform-auth-token",
            "registry-http-secret",
            "tls-certificate",
            "tls-key",
        ];

        Assert.All(names, name =>
        {
            stack.AssertAsks($"{name}-secret", "replication", """{ "auto": {} }""");
            stack.AssertAsks($"{name}-secret", "versionDestroyTtl", "\"2592000s\"");
            Assert.NotEmpty(stack[$"{name}-secret-version"]["secretData"]!.GetValue<string>());
        });
    }

    [Fact]
    public async Task The_ingress_has_an_address_of_its_cluster_generation_that_is_known_before_the_release()
    {
        var stack = await GcpStack.DeclareAsync(("infra:cluster.generation", "2"));

        stack.AssertAsks("ingress-g2", "name", "\"astro-prod-ingress-g2\"");
        stack.AssertAsks("ingress-g2", "addressType", "\"EXTERNAL\"");
        Assert.Equal("(echo of ingress-g2.address)", stack["astronomer-g2"]["values"]!["nginx"]!["loadBalancerIP"]!.GetValue<string>());
    }

    [Fact]
    public async Task Where_a_public_zone_is_named_the_base_domain_and_its_wildcard_lead_to_the_ingress()
    {
        var stack = await GcpStack.DeclareAsync(("infra:publicZone", "\"example-com\""));

        var address = stack["astronomer-g1"]["values"]!["nginx"]!["loadBalancerIP"]!.GetValue<string>();
        foreach (var (name, record) in new[] { ("public-apex", "astro.example.com."), ("public-wildcard", "*.astro.example.com.") })
        {
            stack.AssertAsks(name, "name", $"\"{record}\"");
            stack.AssertAsks(name, "managedZone", "\"example-com\"");
            stack.AssertAsks(name, "ttl", "60");
            stack.AssertAsks(name, "rrdatas", new JsonArray(address).ToJsonString());
        }
    }

    [Fact]
    public async Task Without_a_public_zone_no_public_record_is_made() =>
        Assert.Equal(["database-alias"], (await GcpStack.DeclareAsync()).Of("gcp:dns/recordSet:RecordSet").Select(record => record.Name));

    [Theory]
    [InlineData("infra:gcp.registryRegions", """["europe-west1", "europe-west4"]""")]
    [InlineData("infra:cluster.allowedRanges", """["203.0.113.0/24"]""")]
    [InlineData("infra:network.flowLogs", "true")]
    [InlineData("infra:gcp.key", "\"projects/keys/locations/europe-west1/keyRings/ring/cryptoKeys/key\"")]
    public async Task Every_choice_keeps_every_policy(string key, string json) =>
        Assert.Empty((await GcpStack.DeclareAsync((key, json))).Faults);
}
