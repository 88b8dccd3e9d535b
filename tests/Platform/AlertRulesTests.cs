using YamlDotNet.Serialization;

namespace Infra.Tests.Platform;

/// <summary>The platform says when it gets into trouble that makes a recovery harder.</summary>
public sealed class AlertRulesTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_lost_Prometheus_an_old_certificate_a_full_volume_and_a_lost_database_are_alerts_of_the_platform(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud, ("infra:prometheus.replicas", "3"));
        var text = Assert.IsType<string>(platform.Value("prometheus.additionalAlerts.platform"));

        // The chart's template engine would take them for its own.
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        var rules = new DeserializerBuilder().Build().Deserialize<List<Dictionary<string, object>>>(text);
        Assert.Equal(
            ["PrometheusReplicaDown", "PlatformVolumeFills", "DatabaseUnreachable", "PlatformCertificateExpires"],
            rules.Select(rule => rule["alert"])
        );
        Assert.All(rules, rule =>
        {
            Assert.Equal("platform", Assert.IsType<Dictionary<object, object>>(rule["labels"])["tier"]);
            Assert.Equal(["description", "summary"], Assert.IsType<Dictionary<object, object>>(rule["annotations"]).Keys.Order());
            Assert.Contains("for", rule.Keys);
        });
        Assert.Contains(" < 3 or ", Assert.IsType<string>(rules[0]["expr"]), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_alert_of_a_lost_database_watches_the_probe_that_logs_in_by_the_alias(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);
        var text = Assert.IsType<string>(platform.Value("prometheus.additionalAlerts.platform"));

        var name = Assert.IsType<string>(platform.Input("database-probe-g1", "metadata.name"));
        Assert.Contains(
            $$"""kube_deployment_status_replicas_available{namespace="astronomer",deployment="{{name}}"}""",
            text,
            StringComparison.Ordinal
        );
        Assert.Equal("astronomer", platform.Input("database-probe-g1", "metadata.namespace"));
    }
}
