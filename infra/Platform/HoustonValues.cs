using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using static Infra.Platform.ChartValues;

namespace Infra.Platform;

/// <summary>The chart's values for Houston, the API, and by it for every Airflow deployment.</summary>
internal static class HoustonValues
{
    public static ImmutableDictionary<string, object> For(PlatformConfig config, RegistryStorage registry, object upgradeDeployments)
    {
        var houston = Map(
            ("replicas", 2),
            ("worker", Map(("replicas", 2))),
            ("regenerateCaEachUpgrade", false),
            ("jwks", Map(("generation", Map(("enabled", false))))),
            // It restarts every Airflow deployment; see Relaunch.
            ("upgradeDeployments", Map(("enabled", upgradeDeployments))),
            ("config", Settings(config, registry))
        );
        return config.Smtp is null
            ? houston
            : houston.Add(
                "secret",
                List(
                    Map(("envName", "EMAIL__SMTP_URL"), ("secretName", PlatformSecrets.Smtp), ("secretKey", PlatformSecrets.ConnectionKey))
                )
            );
    }

    private static ImmutableDictionary<string, object> Settings(PlatformConfig config, RegistryStorage registry)
    {
        var settings = Map(
            ("publicSignups", Map(("enabled", false))),
            ("emailConfirmation", Map(("enabled", false))),
            (
                "auth",
                Map(
                    ("local", Map(("enabled", true))),
                    ("github", Map(("enabled", false))),
                    ("openidConnect", Map(("google", Map(("enabled", false)))))
                )
            ),
            (
                "deployments",
                Map(
                    ("helm", Airflow(config)),
                    ("databaseManagement", Map(("database", Map(("retainOnDelete", true))))),
                    ("deploymentImagesRegistry", Map(("serviceAccountAnnotationKey", RegistryValues.IdentityAnnotation(registry))))
                )
            )
        );
        return config.Smtp is not { } smtp ? settings : settings.Add("email", Map(("enabled", true), ("reply", smtp.From)));
    }

    // The Airflow chart's own values, of every deployment.
    private static ImmutableDictionary<string, object> Airflow(PlatformConfig config)
    {
        var nodes = NodePlacement.Airflow(config.Foundation.Cluster);
        var values = Map(
            (
                "airflow",
                Map(("fernetKeySecretName", PlatformSecrets.Fernet), ("nodeSelector", nodes.Selector), ("tolerations", nodes.Tolerations))
            )
        );
        return EgressPolicy.Objects(config) is { IsEmpty: false } policies ? values.Add("extraObjects", policies) : values;
    }
}
