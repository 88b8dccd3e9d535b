using Infra.Foundation;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;

namespace Infra.Platform;

/// <summary>The releases that a cloud's cluster needs besides the platform. The platform does not wait for them.</summary>
internal static class ClusterReleases
{
    /// <summary>Declares them.</summary>
    /// <param name="cluster">Where they are installed.</param>
    /// <param name="kubernetes">What they are.</param>
    public static void Declare(InCluster cluster, KubernetesAccess kubernetes)
    {
        foreach (var release in kubernetes.Releases)
        {
            new Release(
                cluster.LogicalName(release.Name),
                new ReleaseArgs
                {
                    Name = release.Name,
                    Namespace = release.Namespace,
                    Chart = release.Chart,
                    Version = release.Version,
                    RepositoryOpts = new RepositoryOptsArgs { Repo = release.Repository },
                    Values = release.Values,
                    // Keep the evidence of a failure; never uninstall.
                    Atomic = false,
                },
                cluster.Options([.. kubernetes.Nodes])
            );
        }
    }
}
