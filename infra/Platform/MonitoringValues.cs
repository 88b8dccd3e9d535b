using System.Collections.Immutable;
using Infra.Configuration;
using static Infra.Platform.ChartValues;

namespace Infra.Platform;

/// <summary>The chart's values for metrics, alerts and dashboards.</summary>
internal static class MonitoringValues
{
    private const string ReceiversFolder = "/etc/alert-receivers";

    /// <summary>The dashboards; their state is in Postgres. The chart's own are under the same provider.</summary>
    public static ImmutableDictionary<string, object> Grafana(PlatformConfig config) =>
        Map(
            ("replicas", 2),
            (
                "dashboards",
                Map(("default", Map(("recoverability", Map(("json", RecoveryDashboard.For(config.Prometheus.Replicas, config.Tls?.End)))))))
            )
        );

    public static ImmutableDictionary<string, object> Prometheus(PlatformConfig config)
    {
        var prometheus = config.Prometheus;
        var replicas = Map(("tier", "monitoring"), ("component", "prometheus"), ("release", PlatformNamespace.Release));
        return Map(
            ("replicas", prometheus.Replicas),
            ("retention", $"{prometheus.RetentionDays}d"),
            // Each replica has gaps of its own; without affinity a reader jumps between them.
            ("sessionAffinity", "ClientIP"),
            ("persistence", Map(("enabled", true), ("size", $"{prometheus.StorageGiB}Gi"))),
            (
                "affinity",
                Map(
                    (
                        "podAntiAffinity",
                        Map(
                            ("requiredDuringSchedulingIgnoredDuringExecution", List(Apart("kubernetes.io/hostname", replicas))),
                            (
                                "preferredDuringSchedulingIgnoredDuringExecution",
                                List(Preferred(Apart("topology.kubernetes.io/zone", replicas)))
                            )
                        )
                    )
                )
            ),
            ("additionalAlerts", Map(("platform", AlertRules.For(prometheus.Replicas, config.Tls?.End))))
        );
    }

    public static ImmutableDictionary<string, object> Alertmanager(PlatformConfig config)
    {
        var alertmanager = Map(
            // More than one forms no gossip cluster, and every notification is sent twice.
            ("replicas", 1),
            ("persistence", Map(("enabled", true), ("size", "2Gi")))
        );
        return !config.Alerts.Any
            ? alertmanager
            : alertmanager
                .Add("receivers", Map(("platform", Receiver(config.Alerts, config.Smtp))))
                // The chart writes receivers into a ConfigMap; so what is secret in them is read from files.
                .Add(
                    "extraVolumes",
                    List(Map(("name", "alert-receivers"), ("secret", Map(("secretName", PlatformSecrets.AlertReceivers)))))
                )
                .Add("extraVolumeMounts", List(Map(("name", "alert-receivers"), ("mountPath", ReceiversFolder), ("readOnly", true))));
    }

    // https://prometheus.io/docs/alerting/latest/configuration/#receiver-integration-settings
    private static ImmutableDictionary<string, object> Receiver(AlertReceivers alerts, SmtpSpec? smtp)
    {
        var receiver = Map();
        if (alerts.Email is { } address && smtp is not null)
        {
            receiver = receiver.Add(
                "email_configs",
                List(
                    Map(
                        ("to", address),
                        ("from", smtp.From),
                        ("smarthost", $"{smtp.Host}:{smtp.Port}"),
                        ("auth_username", smtp.User),
                        ("auth_password_file", File(PlatformSecrets.SmtpPasswordFile)),
                        ("send_resolved", true)
                    )
                )
            );
        }
        if (alerts.SlackUrl is not null)
        {
            receiver = receiver.Add("slack_configs", List(Map(("api_url_file", File(PlatformSecrets.SlackFile)), ("send_resolved", true))));
        }
        if (alerts.PagerDutyKey is not null)
        {
            receiver = receiver.Add(
                "pagerduty_configs",
                List(Map(("routing_key_file", File(PlatformSecrets.PagerDutyFile)), ("send_resolved", true)))
            );
        }
        return alerts.WebhookUrl is null
            ? receiver
            : receiver.Add("webhook_configs", List(Map(("url_file", File(PlatformSecrets.WebhookFile)), ("send_resolved", true))));
    }

    private static string File(string name) => $"{ReceiversFolder}/{name}";
}
