using System.Text.Json.Nodes;

namespace Infra.Tests.Platform;

/// <summary>One page of Grafana shows what the platform's alerts watch, and says where the rest rings.</summary>
public sealed class RecoveryDashboardTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Every_metric_that_an_alert_watches_has_a_tile_that_says_when_it_is_silent(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud, ("infra:prometheus.replicas", "3"));
        var text = Assert.IsType<string>(platform.Value("grafana.dashboards.default.recoverability.json"));
        var panels = JsonNode.Parse(text)!["panels"]!.AsArray();
        var stats = panels.Where(panel => $"{panel!["type"]}" == "stat").ToList();

        // The chart's template engine would take them for its own.
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        var queries = string.Concat(stats.Select(stat => $"{stat!["targets"]![0]!["expr"]}"));
        Assert.All(
            [
                "kube_deployment_status_replicas_available",
                "kube_statefulset_status_replicas_ready",
                "vector(3155760000) - time()",
                "kubelet_volume_stats_available_bytes",
            ],
            metric =>
            {
                Assert.Contains(
                    metric,
                    Assert.IsType<string>(platform.Value("prometheus.additionalAlerts.platform")),
                    StringComparison.Ordinal
                );
                Assert.Contains(metric, queries, StringComparison.Ordinal);
            }
        );
        Assert.All(stats, stat => Assert.Equal("silent", $"{stat!["fieldConfig"]!["defaults"]!["noValue"]}"));
        Assert.Equal(3, stats[1]!["fieldConfig"]!["defaults"]!["thresholds"]!["steps"]![1]!["value"]!.GetValue<double>());
        Assert.Contains("docs/alarms.md", $"{panels[0]!["options"]!["content"]}", StringComparison.Ordinal);
        Assert.Distinct(panels.Select(panel => $"{panel!["gridPos"]!.ToJsonString()}"));
    }

    // Off in the chart, and then no volume's free space is measured: an alert on it would never ring.
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_kubelets_are_asked_for_the_free_space_of_volumes(string cloud) =>
        Assert.Equal(true, (await HandMadePlatform.OnAsync(cloud)).Value("global.cadvisor.enabled"));
}
