using System.Globalization;
using Pulumi;

namespace Infra.Foundation;

/// <summary>Kubernetes' minor version on a living cluster: it is raised in place, by one at a time, and never goes back.</summary>
internal static class KubernetesMinor
{
    /// <summary>
    /// Runs before a cluster is updated, in preview too, and refuses what is not the next version. Both clouds refuse it, or do nothing.
    /// </summary>
    /// <param name="cluster">The active generation.</param>
    /// <param name="property">The input that holds the version, for example <c>minMasterVersion</c>.</param>
    public static ResourceHook RefuseLeap(ClusterSpec cluster, string property) =>
        new(
            $"cluster-g{cluster.Generation}-goes-up-by-one",
            (args, _) =>
            {
                var (stands, wanted) = (
                    args.OldInputs?.GetValueOrDefault(property) as string,
                    args.NewInputs?.GetValueOrDefault(property) as string
                );
                return stands is null || wanted is null || Of(wanted) - Of(stands) is 0 or 1
                    ? Task.CompletedTask
                    : throw new InvalidOperationException(
                        $"The cluster is at Kubernetes {stands}, and infra:cluster.kubernetesVersion says {wanted}. A living cluster "
                            + "goes up one minor version at a time, and never back.\n"
                            + $"Write kubernetesVersion: \"{(Of(wanted) < Of(stands) ? stands : $"1.{Of(stands) + 1}")}\", or take "
                            + "the version with the next cluster:\n"
                            + $"  infra:cluster:\n    generation: {cluster.Generation + 1}\n    kubernetesVersion: \"{wanted}\""
                    );
            },
            new() { OnDryRun = true }
        );

    private static int Of(string version) => int.Parse(version.Split('.')[1], CultureInfo.InvariantCulture);
}
