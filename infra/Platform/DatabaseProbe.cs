using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace Infra.Platform;

/// <summary>
/// A pod that is ready while the database can be logged in to by its alias. The chart has no metric of an external database; whether a
/// pod is ready is one that it always has.
/// </summary>
internal static class DatabaseProbe
{
    /// <summary>The deployment's name, by which the alert rule finds it.</summary>
    public const string Name = "database-probe";

    private const int PeriodSeconds = 30;
    private const int Failures = 4;

    /// <summary>Declares the probe.</summary>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="config">Says where images come from.</param>
    /// <param name="postgres">The database that is watched.</param>
    /// <param name="login">The login check.</param>
    public static Deployment Declare(InCluster cluster, PlatformConfig config, PostgresAccess postgres, Resource login)
    {
        var container = DatabaseClient.Container(
            config.Chart,
            postgres,
            postgres.Host,
            "trap 'exit 0' TERM; while :; do sleep 3600 & wait $!; done"
        );
        container.ReadinessProbe = new ProbeArgs
        {
            Exec = new ExecActionArgs { Command = { "sh", "-c", "psql --no-psqlrc --quiet --command 'select 1'" } },
            PeriodSeconds = PeriodSeconds,
            TimeoutSeconds = PeriodSeconds / 2,
            FailureThreshold = Failures,
        };
        var labels = new InputMap<string> { ["component"] = Name };
        return new Deployment(
            cluster.LogicalName(Name),
            new DeploymentArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Name = Name,
                    Namespace = PlatformNamespace.Release,
                    Labels = labels,
                },
                Spec = new DeploymentSpecArgs
                {
                    Replicas = 1,
                    Selector = new LabelSelectorArgs { MatchLabels = labels },
                    Template = new PodTemplateSpecArgs
                    {
                        Metadata = new ObjectMetaArgs { Labels = labels },
                        Spec = NodePlacement
                            .Platform(config.Foundation.Cluster)
                            .Place(new PodSpecArgs { AutomountServiceAccountToken = false, Containers = { container } }),
                    },
                },
            },
            cluster.Options(login)
        );
    }
}
