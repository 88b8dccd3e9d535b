using System.Collections.Immutable;
using Infra.Configuration;

namespace Infra.Aws;

/// <summary>
/// The versions of the EKS add-ons, pinned for each version of Kubernetes that the chart supports. What AWS offers:
/// <c>aws eks describe-addon-versions --kubernetes-version 1.34 --addon-name coredns</c>.
/// </summary>
internal static class AddOnVersions
{
    private const string VpcCni = "v1.23.0-eksbuild.1";
    private const string PodIdentityAgent = "v1.4.0-eksbuild.1";
    private const string EbsCsiDriver = "v1.63.1-eksbuild.1";

    private static readonly ImmutableSortedDictionary<string, (string KubeProxy, string CoreDns)> ByKubernetes =
        new Dictionary<string, (string, string)>
        {
            ["1.31"] = ("v1.31.14-eksbuild.25", "v1.11.4-eksbuild.40"),
            ["1.32"] = ("v1.32.13-eksbuild.21", "v1.11.4-eksbuild.40"),
            ["1.33"] = ("v1.33.10-eksbuild.18", "v1.13.2-eksbuild.11"),
            ["1.34"] = ("v1.34.6-eksbuild.18", "v1.13.2-eksbuild.11"),
            ["1.35"] = ("v1.35.3-eksbuild.18", "v1.14.3-eksbuild.3"),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The version of an add-on: the configuration's, or the pinned one.</summary>
    /// <param name="cloud">The configuration.</param>
    /// <param name="kubernetesVersion">For example <c>1.34</c>.</param>
    /// <param name="addOn">For example <c>coredns</c>.</param>
    public static string Of(CloudConfig.Aws cloud, string kubernetesVersion, string addOn)
    {
        return cloud.AddOnVersions.GetValueOrDefault(addOn) ?? addOn switch
        {
            "vpc-cni" => VpcCni,
            "eks-pod-identity-agent" => PodIdentityAgent,
            "aws-ebs-csi-driver" => EbsCsiDriver,
            "kube-proxy" => ByKubernetes[kubernetesVersion].KubeProxy,
            "coredns" => ByKubernetes[kubernetesVersion].CoreDns,
            _ => throw new ArgumentOutOfRangeException(nameof(addOn), addOn, "Pin this add-on here."),
        };
    }
}
