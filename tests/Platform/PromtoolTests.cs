using System.Text.Json;

namespace Infra.Tests.Platform;

/// <summary>Each of the platform's own alerts has rung in Prometheus' own test tool, and rings when its source is silent too.</summary>
public sealed class PromtoolTests
{
    private static readonly MonitoringTool Promtool = new("promtool", "prometheus");

    private const string Ready = "kube_statefulset_status_replicas_ready{namespace=\"astronomer\",statefulset=\"astronomer-prometheus\"}";
    private const string Free = "kubelet_volume_stats_available_bytes{namespace=\"astronomer\",persistentvolumeclaim=\"a\"}";
    private const string Size = "kubelet_volume_stats_capacity_bytes{namespace=\"astronomer\",persistentvolumeclaim=\"a\"}";
    private const string Probe = "kube_deployment_status_replicas_available{namespace=\"astronomer\",deployment=\"database-probe\"}";

    [Theory]
    [InlineData(null, 2, 100_000_000, 90, 1)]
    [InlineData("PrometheusReplicaDown", 1, 100_000_000, 90, 1)]
    [InlineData("PrometheusReplicaDown", null, 100_000_000, 90, 1)]
    [InlineData("PlatformCertificateExpires", 2, 1_000_000, 90, 1)]
    [InlineData("PlatformVolumeFills", 2, 100_000_000, 10, 1)]
    [InlineData("PlatformVolumeFills", 2, 100_000_000, null, 1)]
    [InlineData("DatabaseUnreachable", 2, 100_000_000, 90, 0)]
    [InlineData("DatabaseUnreachable", 2, 100_000_000, 90, null)]
    public async Task An_alert_rings_for_its_reason_alone(string? alert, int? ready, int expires, int? free, int? probe)
    {
        // The clock of the test tool begins at the epoch.
        var certificate = SampleCertificate.Ending(DateTimeOffset.UnixEpoch.AddSeconds(expires));
        var platform = await HandMadePlatform.OnAsync("aws", ("infra:tls.certificate", JsonSerializer.Serialize(certificate)));
        var rules = Assert
            .IsType<string>(platform.Value("prometheus.additionalAlerts.platform"))
            .Replace("\n", "\n    ", StringComparison.Ordinal);
        var (exitCode, output) = await Promtool.RunAsync(
            ["test", "rules", "test.yaml"],
            ("rules.yaml", $"groups:\n- name: platform\n  rules:\n    {rules}\n"),
            (
                "test.yaml",
                $"""
            rule_files: [rules.yaml]
            evaluation_interval: 1m
            tests:
            - interval: 1m
              input_series: [{string.Join(
                ", ",
                new[] { Series(Ready, ready), Series(Free, free), Series(Size, 100), Series(Probe, probe) }.Where(series =>
                    series.Length > 0
                )
            )}]
              promql_expr_test:
              - expr: count by (alertname) (ALERTS) * 0 + 1
                eval_time: 3h
                exp_samples: [{(alert is null ? "" : $"{{ labels: '{{alertname=\"{alert}\"}}', value: 1 }}")}]
            """
            )
        );

        Assert.True(exitCode == 0, output);
    }

    private static string Series(string name, int? value) => value is null ? "" : $"{{ series: '{name}', values: '{value}x240' }}";
}
