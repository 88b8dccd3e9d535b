namespace Infra.Platform;

/// <summary>
/// What the platform's own alerts watch, besides the chart's: the ways in which a recovery gets harder while nobody looks. The chart runs
/// the text through its template engine, so it holds no double braces. A metric that is silent counts as a fault: a rule on what is absent
/// would never ring.
/// </summary>
internal static class AlertRules
{
    /// <summary>The rules, in YAML.</summary>
    /// <param name="prometheusReplicas">How many servers there should be.</param>
    /// <param name="certificateEnd">When the web certificate ends; null where the stack does not say so, and nothing watches it.</param>
    public static string For(int prometheusReplicas, DateTimeOffset? certificateEnd) =>
        Platform(prometheusReplicas) + (certificateEnd is { } end ? "\n" + Certificate(end) : "");

    private static string Platform(int prometheusReplicas) =>
        $$"""
            - alert: PrometheusReplicaDown
              expr: kube_statefulset_status_replicas_ready{namespace="{{PlatformNamespace.Release}}",statefulset="astronomer-prometheus"} < {{prometheusReplicas}} or absent(kube_statefulset_status_replicas_ready{namespace="{{PlatformNamespace.Release}}",statefulset="astronomer-prometheus"})
              for: 10m
              labels:
                tier: platform
                severity: high
              annotations:
                summary: A Prometheus replica is down
                description: Fewer than {{prometheusReplicas}} replicas have been ready for ten minutes. The metrics have a gap on the one that is down, and none are left if another goes.
            - alert: PlatformVolumeFills
              expr: kubelet_volume_stats_available_bytes{namespace="{{PlatformNamespace.Release}}"} / kubelet_volume_stats_capacity_bytes{namespace="{{PlatformNamespace.Release}}"} < 0.15 or absent(kubelet_volume_stats_available_bytes{namespace="{{PlatformNamespace.Release}}"})
              for: 30m
              labels:
                tier: platform
                severity: high
              annotations:
                summary: A volume of the platform is more than 85 % full
                description: Keep less, or give it more room. For Prometheus that is fewer infra:prometheus.retentionDays, or more storageGiB together with the next infra:cluster.generation.
            - alert: DatabaseUnreachable
              expr: kube_deployment_status_replicas_available{namespace="{{PlatformNamespace.Release}}",deployment="{{DatabaseProbe.Name}}"} < 1 or absent(kube_deployment_status_replicas_available{namespace="{{PlatformNamespace.Release}}",deployment="{{DatabaseProbe.Name}}"})
              for: 5m
              labels:
                tier: platform
                severity: high
              annotations:
                summary: The platform can not log in to its database
                description: Logging in by the alias has failed for minutes. The instance may be down, the alias may lead elsewhere, or the fence may be shut.
            """;

    // From the certificate itself: the chart scrapes no metric of the ingress that has it.
    private static string Certificate(DateTimeOffset end) =>
        $$"""
            - alert: PlatformCertificateExpires
              expr: vector({{end.ToUnixTimeSeconds()}}) - time() < 21 * 24 * 3600
              for: 1h
              labels:
                tier: platform
                severity: high
              annotations:
                summary: The platform's certificate expires within three weeks
                description: Set a new pair in infra:tls and run pulumi up.
            """;
}
