using System.Collections.Immutable;
using Infra.Configuration;

namespace Infra.Tests.Platform;

/// <summary>What the chart is told.</summary>
public sealed class ReleaseTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_chart_is_pinned_never_awaited_and_never_rolled_back(string cloud)
    {
        var release = (await HandMadePlatform.OnAsync(cloud))["astronomer-g1"];

        Assert.Equal("https://helm.astronomer.io", Assert.IsType<ImmutableDictionary<string, object>>(release["repositoryOpts"])["repo"]);
        Assert.Equal("astronomer", release["chart"]);
        Assert.Equal(ChartRelease.Current.Version, release["version"]);
        Assert.Equal(true, release["skipAwait"]);
        Assert.Equal(false, release["atomic"]);
        Assert.Equal(1800.0, release["timeout"]);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Two_Prometheus_replicas_stand_on_two_hosts_and_answer_a_reader_from_one_of_them(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        Assert.Equal(2.0, platform.Value("prometheus.replicas"));
        Assert.Equal("ClientIP", platform.Value("prometheus.sessionAffinity"));
        Assert.Equal("15d", platform.Value("prometheus.retention"));
        Assert.Equal("150Gi", platform.Value("prometheus.persistence.size"));
        var apart = Assert.IsType<ImmutableArray<object>>(
            platform.Value("prometheus.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution")
        );
        Assert.Equal("kubernetes.io/hostname", Assert.IsType<ImmutableDictionary<string, object>>(Assert.Single(apart))["topologyKey"]);
    }

    [Fact]
    public async Task On_Google_Cloud_the_registry_keeps_images_in_the_bucket_without_a_key_file()
    {
        var platform = await HandMadePlatform.OnAsync("gcp");

        Assert.Equal("images", platform.Value("astronomer.registry.gcs.bucket"));
        Assert.Equal(false, platform.Value("astronomer.registry.gcs.useKeyfile"));
        Assert.Equal(true, platform.Value("astronomer.registry.redirect.disable"));
        Assert.Null(platform.Value("astronomer.registry.s3"));
    }

    [Fact]
    public async Task On_AWS_the_registry_keeps_images_in_the_bucket_without_access_keys()
    {
        var platform = await HandMadePlatform.OnAsync("aws");

        Assert.Equal("images", platform.Value("astronomer.registry.s3.bucket"));
        Assert.Null(platform.Value("astronomer.registry.s3.accesskey"));
        Assert.Null(platform.Value("astronomer.registry.gcs"));
    }

    [Fact]
    public async Task On_Google_Cloud_the_ingress_asks_for_the_reserved_address()
    {
        var platform = await HandMadePlatform.OnAsync("gcp");

        Assert.Equal("LoadBalancer", platform.Value("nginx.serviceType"));
        Assert.Equal("203.0.113.10", platform.Value("nginx.loadBalancerIP"));
    }

    [Fact]
    public async Task On_AWS_the_stacks_own_Service_answers_on_the_ports_that_the_load_balancer_sends_to()
    {
        var platform = await HandMadePlatform.OnAsync("aws");

        Assert.Equal("ClusterIP", platform.Value("nginx.serviceType"));
        Assert.Equal("NodePort", platform.Input("astronomer-ingress-g1", "spec.type"));
        Assert.Equal("cp-ingress-controller", platform.Input("astronomer-ingress-g1", "spec.selector.component"));
        var ports = Assert
            .IsType<ImmutableArray<object>>(platform.Input("astronomer-ingress-g1", "spec.ports"))
            .Cast<ImmutableDictionary<string, object>>();
        Assert.Equal(
            [(80.0, "http", 30080.0), (443.0, "https", 30443.0)],
            ports.Select(port => ((double)port["port"], (string)port["targetPort"], (double)port["nodePort"]))
        );
    }

    [Fact]
    public async Task On_Google_Cloud_the_cloud_makes_the_load_balancer_and_there_is_no_Service_beside_it() =>
        Assert.False((await HandMadePlatform.OnAsync("gcp")).Has("astronomer-ingress-g1"));

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_chart_makes_no_identity_of_its_own(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        Assert.Equal(false, platform.Value("astronomer.houston.jwks.generation.enabled"));
        Assert.Equal("astronomer-platform-auth", platform.Value("global.authHeaderSecretName"));
        Assert.Equal("6f0c1d8e-5f0b-4c55-9a8a-2f6f2c1d7a10", platform.Value("global.controlPlaneHA.cpId"));
        Assert.Equal("astronomer-fernet-key", platform.Value("astronomer.houston.config.deployments.helm.airflow.fernetKeySecretName"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_database_is_reached_by_its_alias_over_TLS_with_a_port_and_nothing_behind_it(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        var secret = Assert.IsType<ImmutableDictionary<string, object>>(platform["astronomer-bootstrap-g1"]["stringData"]);
        Assert.Equal("postgres://postgres:passwordxofxdatabasexpassword@db.astro-prod.internal:5432", secret["connection"]);
        Assert.Equal("require", platform.Value("global.ssl.mode"));
        Assert.Equal(true, platform.Value("global.sslmodeEnabled"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_namespace_has_the_label_that_the_chart_would_put_there(string cloud) =>
        Assert.Equal("true", (await HandMadePlatform.OnAsync(cloud)).Input("namespace-g1", "metadata.labels.jetstreamEnabled"));

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Values_hold_no_password_and_no_key(string cloud)
    {
        var text = Flatten((await HandMadePlatform.OnAsync(cloud))["astronomer-g1"]["values"]).ToList();

        Assert.DoesNotContain(text, value =>
            value.Contains("databasexpassword", StringComparison.Ordinal)
            || value.StartsWith("key ", StringComparison.Ordinal)
            || value.Contains("platformxauthxtoken", StringComparison.Ordinal)
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task One_key_turns_the_chart_the_Airflow_chart_and_every_image_to_a_mirror(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(
            cloud,
            ("infra:chart", """{ "repository": "https://charts.example.com", "imageRegistry": "registry.example.com/mirror" }""")
        );

        Assert.Equal("https://charts.example.com", platform.Input("astronomer-g1", "repositoryOpts.repo"));
        Assert.Equal("https://charts.example.com", platform.Value("global.helmRepo"));
        Assert.Equal("registry.example.com/mirror", platform.Value("global.privateRegistry.repository"));
        foreach (var own in new[] { "login-check-g1-g1", "database-probe-g1" })
        {
            Assert.Equal("registry.example.com/mirror/postgres:17.6-alpine", platform.Container(own)["image"]);
        }
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Pods_of_the_platform_and_of_Airflow_stand_on_nodes_of_their_own_and_tolerate_their_taints(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(
            cloud,
            ("infra:cluster.platform.dedicated", "true"),
            ("infra:cluster.airflow.dedicated", "true")
        );

        Assert.Equal("platform", Pool(platform.Value("global.platformNodePool.nodeSelector")));
        Assert.Equal("platform", Taint(platform.Value("global.platformNodePool.tolerations")));
        Assert.Equal("airflow", Pool(platform.Value("astronomer.houston.config.deployments.helm.airflow.nodeSelector")));
        Assert.Equal("airflow", Taint(platform.Value("astronomer.houston.config.deployments.helm.airflow.tolerations")));
        foreach (var own in new[] { "login-check-g1-g1", "database-probe-g1" })
        {
            Assert.Equal("platform", Pool(platform.Input(own, "spec.template.spec.nodeSelector")));
            Assert.Equal("platform", Taint(platform.Input(own, "spec.template.spec.tolerations")));
        }

        static object Pool(object? selector) => Assert.IsType<ImmutableDictionary<string, object>>(selector)["infra/pool"];
        static object Taint(object? tolerations) =>
            Assert.IsType<ImmutableDictionary<string, object>>(Assert.Single(Assert.IsType<ImmutableArray<object>>(tolerations)))["value"];
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Nobody_on_the_Internet_reads_the_logs_by_the_ingress_that_has_no_login(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        Assert.Equal(true, platform.Value("global.networkPolicy.enabled"));
        Assert.Equal(true, platform.Value("global.defaultDenyNetworkPolicy"));
        var annotation = Assert.IsType<ImmutableDictionary<string, object>>(platform.Value("elasticsearch.ingress.annotation"));
        Assert.Equal("127.0.0.1/32", annotation["nginx.ingress.kubernetes.io/whitelist-source-range"]);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Every_volume_is_of_the_encrypted_class_NATS_too(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        Assert.Equal("platform", platform.Value("global.storageClass"));
        Assert.Equal("platform", platform.Value("nats.nats.jetStream.fileStorage.storageClassName"));
        Assert.Equal("platform", platform.Input("storage-class-g1", "metadata.name"));
    }

    private static IEnumerable<string> Flatten(object? value) =>
        value switch
        {
            ImmutableDictionary<string, object> map => map.Values.SelectMany(Flatten),
            ImmutableArray<object> list => list.SelectMany(Flatten),
            _ => [$"{value}"],
        };
}
