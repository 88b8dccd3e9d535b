using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Platform;

/// <summary>The values of the <c>astronomer</c> chart 2.1.0. Pure: what it is told decides all of it. Names of secrets, never secrets.</summary>
public static class AstronomerValues
{
    /// <summary>Makes the chart's values.</summary>
    /// <param name="config">The platform's domain and metrics.</param>
    /// <param name="foundation">What the cloud gave.</param>
    /// <param name="identity">The identifiers that must stay.</param>
    public static ImmutableDictionary<string, object> For(PlatformConfig config, CloudFoundation foundation, PlatformIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(foundation);
        ArgumentNullException.ThrowIfNull(identity);
        return Map(
            ("global", Global(config, identity)),
            ("tags", Map(("platform", true), ("monitoring", true), ("logging", true))),
            ("astronomer", Astronomer(foundation, identity)),
            ("nginx", Nginx(foundation.Ingress)),
            ("prometheus", Prometheus(config.Prometheus)),
            // More than one forms no gossip cluster, and every notification is sent twice.
            ("alertmanager", Map(("replicas", 1), ("persistence", Map(("enabled", true), ("size", "2Gi"))))),
            ("grafana", Map(("replicas", 2))),
            // NATS does not follow global.storageClass.
            ("nats", Map(("nats", Map(("jetStream", Map(("fileStorage", Map(("enabled", true), ("size", "1Gi"), ("storageClassName", PlatformNamespace.StorageClass))))))))),
            ("elasticsearch", Elasticsearch()));
    }

    private static ImmutableDictionary<string, object> Global(PlatformConfig config, PlatformIdentity identity) => Map(
        ("baseDomain", config.BaseDomain),
        ("tlsSecret", PlatformSecrets.Tls),
        ("plane", Map(("mode", "unified"))),
        // Unset, the chart makes a token that is the hash of nothing on a first install.
        ("authHeaderSecretName", PlatformSecrets.PlatformAuth),
        ("storageClass", PlatformNamespace.StorageClass),
        ("postgresql", Map(("enabled", false))),
        ("pgbouncer", Map(("enabled", false))),
        ("ssl", Map(("enabled", true), ("mode", "require"), ("grafana", Map(("sslmode", "require"))))),
        ("nats", Map(("enabled", true), ("replicas", 3), ("jetStream", Map(("enabled", true), ("tls", false))))),
        // Elasticsearch's ingress has no login of its own; the policies keep the Internet from it.
        ("networkPolicy", Map(("enabled", true))),
        ("podDisruptionBudgets", Map(("enabled", true))),
        ("controlPlaneHA", Map(("enabled", false), ("cpId", identity.ControlPlaneId))),
        ("platformNodePool", Map(("nodeSelector", Map((NodePoolSpec.Label, "platform"))))));

    private static ImmutableDictionary<string, object> Astronomer(CloudFoundation foundation, PlatformIdentity identity) => Map(
        ("houston", Map(
            ("replicas", 2),
            ("worker", Map(("replicas", 2))),
            ("regenerateCaEachUpgrade", false),
            ("jwks", Map(("generation", Map(("enabled", false))))),
            // It restarts every Airflow deployment; a routine update must not.
            ("upgradeDeployments", Map(("enabled", false))),
            ("config", Map(
                ("publicSignups", Map(("enabled", false))),
                ("deployments", Map(
                    ("helm", Map(("airflow", Map(("fernetKeySecretName", PlatformSecrets.Fernet))))),
                    ("databaseManagement", Map(("database", Map(("retainOnDelete", true))))))))))),
        ("commander", Map(
            ("replicas", 2),
            ("cloudProvider", foundation.Kubernetes.CloudProvider),
            ("region", foundation.Kubernetes.Region))),
        ("astroUI", Map(("replicas", 2))),
        ("registry", Registry(foundation.Registry, identity)));

    private static ImmutableDictionary<string, object> Registry(RegistryStorage storage, PlatformIdentity identity)
    {
        var registry = Map(
            ("replicas", 2),
            ("httpSecret", identity.RegistryHttpSecret),
            ("persistence", Map(("enabled", false))));
        return storage switch
        {
            RegistryStorage.Gcs gcs => registry
                .Add("serviceAccount", Map(("create", true), ("annotations", Map(("iam.gke.io/gcp-service-account", gcs.ServiceAccount)))))
                .Add("gcs", Map(("enabled", true), ("bucket", gcs.Bucket), ("useKeyfile", false), ("rootdirectory", "/")))
                // Without a key file the driver can not sign URLs; the registry hands the layers out itself.
                .Add("redirect", Map(("disable", true))),
            RegistryStorage.S3 s3 => registry
                .Add("serviceAccount", Map(("create", true)))
                .Add("s3", Map(("enabled", true), ("region", s3.Region), ("bucket", s3.Bucket), ("encrypt", true))),
            _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "Say here how the registry uses this storage."),
        };
    }

    private static ImmutableDictionary<string, object> Nginx(IngressAccess ingress)
    {
        var nginx = Map(
            ("replicas", 2),
            ("replicasDefaultBackend", 2),
            // "hard" drops the tolerations, a fault of the chart's template.
            ("antiAffinity", "soft"));
        return ingress switch
        {
            IngressAccess.ReservedAddress reserved => nginx.Add("serviceType", "LoadBalancer").Add("loadBalancerIP", reserved.Address),
            IngressAccess.NodePorts ports => nginx.Add("serviceType", "NodePort").Add("httpNodePort", ports.Http).Add("httpsNodePort", ports.Https),
            _ => throw new ArgumentOutOfRangeException(nameof(ingress), ingress, "Say here how the ingress is reached."),
        };
    }

    private static ImmutableDictionary<string, object> Prometheus(PrometheusSpec prometheus)
    {
        var replicas = Map(("tier", "monitoring"), ("component", "prometheus"), ("release", PlatformNamespace.Release));
        var apart = Map(
            ("requiredDuringSchedulingIgnoredDuringExecution", List(Map(
                ("topologyKey", "kubernetes.io/hostname"),
                ("labelSelector", Map(("matchLabels", replicas)))))),
            ("preferredDuringSchedulingIgnoredDuringExecution", List(Map(
                ("weight", 100),
                ("podAffinityTerm", Map(
                    ("topologyKey", "topology.kubernetes.io/zone"),
                    ("labelSelector", Map(("matchLabels", replicas)))))))));
        return Map(
            ("replicas", prometheus.Replicas),
            ("retention", $"{prometheus.RetentionDays}d"),
            // Each replica has gaps of its own; without affinity a reader jumps between them.
            ("sessionAffinity", "ClientIP"),
            ("persistence", Map(("enabled", true), ("size", $"{prometheus.StorageGiB}Gi"))),
            ("affinity", Map(("podAntiAffinity", apart))));
    }

    private static ImmutableDictionary<string, object> Elasticsearch() => Map(
        ("common", Map(("persistence", Map(("enabled", true))))),
        ("client", Map(("replicas", 2))),
        ("data", Map(("replicas", 2), ("persistence", Map(("size", "100Gi"))))),
        ("master", Map(("replicas", 3), ("persistence", Map(("size", "20Gi"))))),
        ("nginx", Map(("replicas", 2))),
        ("ingress", Map(("annotation", Map(("nginx.ingress.kubernetes.io/whitelist-source-range", "127.0.0.1/32"))))));

    private static ImmutableDictionary<string, object> Map(params (string Key, object Value)[] entries) =>
        entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);

    private static ImmutableArray<object> List(params object[] items) => [.. items];
}
