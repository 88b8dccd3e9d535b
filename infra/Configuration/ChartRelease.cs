using System.Collections.Immutable;

namespace Infra.Configuration;

/// <summary>
/// The release of the <c>astronomer</c> chart that the platform is, and everything that is fixed by it. It changes here and nowhere else;
/// docs/upgrades.md says how.
/// </summary>
/// <param name="Version">The chart's version. Houston's schema never goes back: raise it, never lower it.</param>
/// <param name="Kubernetes">
/// The versions of Kubernetes that it supports, oldest first: the file <c>metadata.yaml</c> of the chart. The chart refuses a newer one by
/// itself, but not on GKE and EKS, whose versions carry a suffix.
/// </param>
internal sealed record ChartRelease(string Version, ImmutableArray<KubernetesRelease> Kubernetes)
{
    /// <summary>The release that this version of the program deploys.</summary>
    public static ChartRelease Current { get; } =
        new(
            "2.1.0",
            [
                new("1.31", "v1.31.5", "v1.31.14-eksbuild.25", "v1.11.4-eksbuild.40"),
                new("1.32", "v1.32.7", "v1.32.13-eksbuild.21", "v1.11.4-eksbuild.40"),
                new("1.33", "v1.33.5", "v1.33.10-eksbuild.18", "v1.13.2-eksbuild.11"),
                new("1.34", "v1.34.4", "v1.34.6-eksbuild.18", "v1.13.2-eksbuild.11"),
                new("1.35", "v1.35.1", "v1.35.3-eksbuild.18", "v1.14.3-eksbuild.3"),
            ]
        );

    /// <summary>What goes with a version of Kubernetes.</summary>
    /// <param name="minor">For example <c>1.34</c>; one that the chart supports.</param>
    public KubernetesRelease On(string minor) => Kubernetes.Single(release => release.Minor == minor);
}

/// <summary>A minor version of Kubernetes, and what is built for it alone.</summary>
/// <param name="Minor">For example <c>1.34</c>.</param>
/// <param name="ClusterAutoscaler">Tag of the cluster autoscaler's image: https://github.com/kubernetes/autoscaler/releases.</param>
/// <param name="KubeProxy">EKS add-on: <c>aws eks describe-addon-versions --kubernetes-version 1.34 --addon-name kube-proxy</c>.</param>
/// <param name="CoreDns">EKS add-on, by the same command with <c>coredns</c>.</param>
internal sealed record KubernetesRelease(string Minor, string ClusterAutoscaler, string KubeProxy, string CoreDns);
