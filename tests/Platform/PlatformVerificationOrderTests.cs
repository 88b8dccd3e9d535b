using System.Collections.Immutable;
using Infra.Platform;

namespace Infra.Tests.Platform;

/// <summary>
/// Nobody is sent to a platform before it was proven, and the job that proves it may read what it needs and nothing else.
/// </summary>
public sealed class PlatformVerificationOrderTests
{
    private const string Job = "verify-platform-g1-g1";

    private static readonly (string, string?)[] Relaunched = [("infra:cluster.generation", "2")];

    [Theory]
    [InlineData("gcp", "example-com", "public-apex", "public-wildcard")]
    [InlineData("aws", "Z0123456789ABC", "public-base", "public-wildcard")]
    public async Task It_is_proven_after_the_release_and_before_the_public_names_move(string cloud, string zone, params string[] names)
    {
        var stack = await SampleStack.EvaluateAsync(cloud, ("infra:publicZone", $"\"{zone}\""));

        Assert.Superset(
            new HashSet<string> { "astronomer-g1", "verify-platform-binding-g1", "verify-platform-policy-g1" },
            await stack.BeforeAsync(Job)
        );
        foreach (var name in names)
        {
            Assert.Contains(Job, await stack.BeforeAsync(name));
        }
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Deployments_are_looked_for_wherever_cluster_or_database_was_not_born_empty(string cloud)
    {
        var (first, later, born) = (
            await HandMadePlatform.OnAsync(cloud),
            await HandMadePlatform.OnAsync(cloud, Relaunched),
            await HandMadePlatform.BornFromDataAsync(cloud)
        );

        Assert.Equal(("true", "none"), Expected(first, Job));
        Assert.Equal(("false", "newest"), Expected(later, "verify-platform-g1-g2"));
        Assert.Equal(("false", "newest"), Expected(born, Job));

        static (object?, object?) Expected(HandMadePlatform platform, string job) =>
            (Variables(platform, job)["FIRST"], Variables(platform, job)["SET"]);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task It_asks_the_chart_s_own_services_each_Prometheus_server_by_its_own(string cloud)
    {
        var variables = Variables(await HandMadePlatform.OnAsync(cloud, ("infra:prometheus.replicas", "3")), Job);

        Assert.Equal(
            ("http://astronomer-registry:5000", "registry.astro.example.com", "http://astronomer-houston:8871"),
            (variables["REGISTRY"], variables["REGISTRY_HOST"], variables["HOUSTON"])
        );
        Assert.Equal(
            "http://astronomer-prometheus-0:9090 http://astronomer-prometheus-1:9090 http://astronomer-prometheus-2:9090",
            variables["PROMETHEUS"]
        );
        Assert.Equal(("db.astro-prod.internal", "false"), (variables["PGHOST"], variables["ACCEPTED"]));
        Assert.Equal("select 1 from step where name = 'platform-verified-0123456789abcdef-g1'", variables["IS_DONE"]);
        Assert.Null(variables["PGPASSWORD"]);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Its_account_reads_by_name_and_lists_no_secret_and_changes_nothing(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        var rules = List(platform.Input("verify-platform-role-g1", "rules"))
            .Select(Map)
            .Select(rule => $"{string.Join(',', List(rule["verbs"]))} {string.Join(',', List(rule["resources"]))}");
        Assert.Equal(["get namespaces,secrets", "list deployments,statefulsets", "list networkpolicies", "list restores"], rules);
        Assert.Equal(["python3", "-I", "-c", PlatformVerificationScript.Text], List(platform.Container(Job)["command"]));
        Assert.Equal("FallbackToLogsOnError", platform.Container(Job)["terminationMessagePolicy"]);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Its_pods_alone_are_let_to_the_servers_that_the_chart_keeps_others_from(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud, Relaunched);

        var servers = Map(Assert.Single(List(platform.Input("verify-platform-policy-g2", "spec.podSelector.matchExpressions"))));
        Assert.Equal(["registry", "houston", "prometheus"], List(servers["values"]));
        var rule = Map(Assert.Single(List(platform.Input("verify-platform-policy-g2", "spec.ingress"))));
        var who = Map(Map(Map(Assert.Single(List(rule["from"])))["podSelector"])["matchLabels"]);
        Assert.Equal(KeyValuePair.Create("batch.kubernetes.io/job-name", (object)"verify-platform-g1-g2"), Assert.Single(who));
    }

    private static ImmutableDictionary<string, object> Map(object? value) => Assert.IsType<ImmutableDictionary<string, object>>(value);

    private static ImmutableArray<object> List(object? value) => Assert.IsType<ImmutableArray<object>>(value);

    private static Dictionary<string, object?> Variables(HandMadePlatform platform, string job) =>
        List(platform.Container(job)["env"])
            .Select(Map)
            .ToDictionary(variable => (string)variable["name"], variable => variable.GetValueOrDefault("value"));
}
