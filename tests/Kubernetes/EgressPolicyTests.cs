using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Platform;
using Infra.Tests.Platform;
using k8s;
using k8s.Models;

namespace Infra.Tests.Kubernetes;

/// <summary>The network policy of a drill's deployments.</summary>
public sealed class EgressPolicyTests
{
    private static readonly (string, string?)[] Drill = [("infra:lifetime", "\"disposable\""), ("infra:airflow.paused", "true")];

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_real_API_server_takes_it_for_every_pod_of_a_namespace(string cloud)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = ApiServer.Connect();
        var space = $"drill-{Guid.NewGuid():N}"[..16];
        await client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = space } }, cancellationToken: token);

        await client.CustomObjects.CreateNamespacedCustomObjectAsync(
            Policy(cloud, Drill),
            "networking.k8s.io",
            "v1",
            space,
            "networkpolicies",
            fieldValidation: "Strict",
            cancellationToken: token
        );

        var policy = await client.NetworkingV1.ReadNamespacedNetworkPolicyAsync("drill-egress", space, cancellationToken: token);
        Assert.Equal(["Egress"], policy.Spec.PolicyTypes);
        Assert.Null(policy.Spec.PodSelector.MatchLabels);
        Assert.All(policy.Spec.Egress, rule => Assert.NotEmpty(rule.To));
        await client.CoreV1.DeleteNamespaceAsync(space, cancellationToken: token);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void A_drill_reaches_its_own_pods_the_platform_names_the_database_and_the_API_server_alone(string cloud)
    {
        var egress = Policy(cloud, Drill)["spec"]!["egress"];

        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """
                    [
                      {"to":[{"podSelector":{}}]},
                      {"to":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"astronomer"}}}]},
                      {"to":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"kube-system"}}},
                             {"ipBlock":{"cidr":"169.254.20.10/32"}}],"ports":[{"protocol":"UDP","port":53},{"protocol":"TCP","port":53}]},
                      {"to":[{"ipBlock":{"cidr":"10.0.0.0/16"}}],"ports":[{"protocol":"TCP","port":5432},{"protocol":"TCP","port":443}]}
                    ]
                    """
                ),
                egress
            ),
            egress!.ToJsonString()
        );
    }

    [Theory]
    [InlineData("gcp", "durable", "true")]
    [InlineData("aws", "durable", "true")]
    [InlineData("gcp", "durable", null)]
    [InlineData("aws", "durable", null)]
    [InlineData("gcp", "disposable", null)]
    [InlineData("aws", "disposable", "false")]
    public void No_stack_that_works_has_it(string cloud, string lifetime, string? paused) =>
        Assert.Empty(
            EgressPolicy.Objects(SampleStack.Config(cloud, ("infra:lifetime", $"\"{lifetime}\""), ("infra:airflow.paused", paused)))
        );

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_Airflow_chart_makes_it_in_each_deployment_s_namespace_and_the_verification_asks_for_it(string cloud)
    {
        var (drill, real) = (await HandMadePlatform.OnAsync(cloud, Drill), await HandMadePlatform.OnAsync(cloud));

        const string Path = "astronomer.houston.config.deployments.helm.extraObjects";
        Assert.Equal(
            JsonSerializer.Serialize(Policy(cloud, Drill)),
            JsonSerializer.Serialize(Assert.Single(Assert.IsType<ImmutableArray<object>>(drill.Value(Path))))
        );
        Assert.Null(real.Value(Path));
        Assert.Equal(("drill-egress", ""), (Closed(drill), Closed(real)));
    }

    private static object? Closed(HandMadePlatform platform) =>
        Assert
            .IsType<ImmutableArray<object>>(platform.Container("verify-platform-g1-g1")["env"])
            .Cast<ImmutableDictionary<string, object>>()
            .Single(one => (string)one["name"] == "CLOSED")
            .GetValueOrDefault("value");

    private static JsonNode Policy(string cloud, params (string, string?)[] edits) =>
        JsonSerializer.SerializeToNode(Assert.Single(EgressPolicy.Objects(SampleStack.Config(cloud, edits))))!;
}
