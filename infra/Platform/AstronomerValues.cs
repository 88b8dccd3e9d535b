using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using static Infra.Platform.ChartValues;

namespace Infra.Platform;

/// <summary>The values of the <c>astronomer</c> chart. Pure: what it is told decides all of it. Names of secrets, never secrets.</summary>
internal static class AstronomerValues
{
    /// <summary>Makes the chart's values.</summary>
    /// <param name="config">What the stack is told.</param>
    /// <param name="foundation">What the cloud gave.</param>
    /// <param name="identity">The identifiers that must stay.</param>
    /// <param name="upgradeDeployments">Whether the Airflow deployments are applied anew; a flag, or an output of one.</param>
    public static ImmutableDictionary<string, object> For(
        PlatformConfig config,
        CloudFoundation foundation,
        PlatformIdentity identity,
        object upgradeDeployments
    )
    {
        return Map(
            ("global", Global(config, identity)),
            ("tags", Map(("platform", true), ("monitoring", true), ("logging", true))),
            (
                "astronomer",
                Map(
                    ("affinity", Affinity),
                    ("houston", HoustonValues.For(config, foundation.Registry, upgradeDeployments)),
                    (
                        "commander",
                        Map(
                            ("replicas", 2),
                            ("cloudProvider", foundation.Kubernetes.CloudProvider),
                            ("region", foundation.Kubernetes.Region)
                        )
                    ),
                    ("astroUI", Map(("replicas", 2))),
                    ("registry", RegistryValues.For(foundation.Registry, identity))
                )
            ),
            ("nginx", Nginx(foundation.Ingress)),
            ("prometheus", MonitoringValues.Prometheus(config)),
            ("alertmanager", MonitoringValues.Alertmanager(config)),
            ("grafana", MonitoringValues.Grafana(config)),
            // NATS does not follow global.storageClass.
            (
                "nats",
                Map(
                    (
                        "nats",
                        Map(
                            (
                                "jetStream",
                                Map(
                                    (
                                        "fileStorage",
                                        Map(("enabled", true), ("size", "1Gi"), ("storageClassName", PlatformNamespace.StorageClass))
                                    )
                                )
                            )
                        )
                    )
                )
            ),
            ("elasticsearch", Elasticsearch),
            ("vector", VectorValues.For(foundation.TaskLogs))
        );
    }

    private static ImmutableDictionary<string, object> Global(PlatformConfig config, PlatformIdentity identity)
    {
        var nodes = NodePlacement.Platform(config.Foundation.Cluster);
        var global = Map(
            ("baseDomain", config.BaseDomain),
            ("tlsSecret", PlatformSecrets.Tls),
            ("plane", Map(("mode", "unified"))),
            // Unset, the chart makes a token that is the hash of nothing on a first install.
            ("authHeaderSecretName", PlatformSecrets.PlatformAuth),
            ("helmRepo", config.Chart.Repository),
            ("storageClass", PlatformNamespace.StorageClass),
            ("postgresql", Map(("enabled", false))),
            // Off, no volume's free space is measured, and the alert on it never rings.
            ("cadvisor", Map(("enabled", true))),
            // Every Airflow deployment brings its own.
            ("pgbouncer", Map(("enabled", false))),
            ("ssl", Map(("enabled", true), ("mode", "require"), ("grafana", Map(("sslmode", "require"))))),
            // The job that applies the deployments anew asks for this name, and would leave TLS out of the URI that it writes.
            ("sslmodeEnabled", true),
            ("nats", Map(("enabled", true), ("replicas", 3), ("jetStream", Map(("enabled", true), ("tls", false))))),
            // Elasticsearch's ingress has no login of its own; the policies keep the Internet from it.
            ("networkPolicy", Map(("enabled", true))),
            ("defaultDenyNetworkPolicy", true),
            ("podDisruptionBudgets", Map(("enabled", true))),
            ("controlPlaneHA", Map(("enabled", false), ("cpId", identity.ControlPlaneId))),
            ("dataPlaneFailover", Map(("enabled", false))),
            ("platformNodePool", Map(("nodeSelector", nodes.Selector), ("tolerations", nodes.Tolerations))),
            // A pod keeps its connections to the old database when the alias moves; a label that changes replaces the pods. It begins
            // with a letter, or a template without quotes would print a number, which is no label.
            ("podLabels", Map(("infra/database-generation", $"g{config.Foundation.Database.Generation}")))
        );
        return config.Chart.ImageRegistry is not { } registry
            ? global
            : global.Add("privateRegistry", Map(("enabled", true), ("repository", registry)));
    }

    // Pods of one component on different hosts, so that a lost host takes one of each.
    private static ImmutableDictionary<string, object> Affinity { get; } =
        Map(
            (
                "podAntiAffinity",
                Map(
                    (
                        "preferredDuringSchedulingIgnoredDuringExecution",
                        List(
                            Preferred(
                                Apart("kubernetes.io/hostname", Map(("tier", "astronomer"), ("release", PlatformNamespace.Release)))
                                    .Add("matchLabelKeys", List("component"))
                            )
                        )
                    )
                )
            )
        );

    private static ImmutableDictionary<string, object> Nginx(IngressAccess ingress)
    {
        var nginx = Map(
            ("replicas", 2),
            ("replicasDefaultBackend", 2),
            // "hard" drops the tolerations, a fault of the chart's template.
            ("antiAffinity", "soft")
        );
        return ingress switch
        {
            IngressAccess.ReservedAddress reserved => nginx
                .Add("serviceType", "LoadBalancer")
                .Add("loadBalancerIP", reserved.Address)
                .Add("preserveSourceIP", true),
            // The stack's own Service stands in front; see PlatformIngress.
            IngressAccess.NodePorts => nginx.Add("serviceType", "ClusterIP"),
            _ => throw new ArgumentOutOfRangeException(nameof(ingress), ingress, "Say here how the ingress is reached."),
        };
    }

    private static ImmutableDictionary<string, object> Elasticsearch { get; } =
        Map(
            ("common", Map(("persistence", Map(("enabled", true))))),
            ("client", Map(("replicas", 2))),
            ("data", Map(("replicas", 2), ("persistence", Map(("size", "100Gi"))))),
            ("master", Map(("replicas", 3), ("persistence", Map(("size", "20Gi"))))),
            ("nginx", Map(("replicas", 2))),
            ("ingress", Map(("annotation", Map(("nginx.ingress.kubernetes.io/whitelist-source-range", "127.0.0.1/32")))))
        );
}
