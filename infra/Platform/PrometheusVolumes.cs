using Infra.Foundation;
using Pulumi;

namespace Infra.Platform;

/// <summary>
/// Prometheus' volumes keep the size that they were made with, as long as their cluster lives: Kubernetes changes no volume claim of a
/// StatefulSet.
/// https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations
/// </summary>
internal static class PrometheusVolumes
{
    /// <summary>Runs before the release is updated, in preview too. Helm would fail in the middle of the update.</summary>
    public static ResourceHook RefuseAnotherSize(InCluster cluster) =>
        new(
            $"prometheus-volumes-keep-their-size-g{cluster.Generation}",
            async (args, _) =>
            {
                var (stands, wanted) = (
                    Size(await PropertyValue.PlainAsync(args.OldInputs)),
                    Size(await PropertyValue.PlainAsync(args.NewInputs))
                );
                if (stands is not null && wanted is not null && wanted != stands)
                {
                    throw new InvalidOperationException(
                        $"Prometheus' volumes have {stands} and infra:prometheus.storageGiB asks for {wanted}. Kubernetes changes no "
                            + "volume of a StatefulSet that stands.\n"
                            + $"Write storageGiB: {stands[..^2]}, and keep less where they fill: infra:prometheus.retentionDays. The next "
                            + "cluster takes another size, with an empty history:\n"
                            + $"  infra:cluster:\n    generation: {cluster.Generation + 1}\n  infra:prometheus:\n    storageGiB: "
                            + $"{wanted[..^2]}"
                    );
                }
            },
            new() { OnDryRun = true }
        );

    private static string? Size(IReadOnlyDictionary<string, object?> release) =>
        Below(Below(Below(release, "values"), "prometheus"), "persistence")?.GetValueOrDefault("size") as string;

    private static IReadOnlyDictionary<string, object?>? Below(IReadOnlyDictionary<string, object?>? map, string key) =>
        map?.GetValueOrDefault(key) as IReadOnlyDictionary<string, object?>;
}
