using Infra.Configuration;

namespace Infra.Aws;

/// <summary>
/// The versions of the EKS add-ons. Those that are built for one version of Kubernetes are pinned in <see cref="ChartRelease"/>. What AWS
/// offers:
/// <c>aws eks describe-addon-versions --kubernetes-version 1.34 --addon-name coredns</c>.
/// </summary>
internal static class AddOnVersions
{
    private const string VpcCni = "v1.23.0-eksbuild.1";
    private const string PodIdentityAgent = "v1.4.0-eksbuild.1";
    private const string EbsCsiDriver = "v1.63.1-eksbuild.1";

    /// <summary>The version of an add-on: the configuration's, or the pinned one.</summary>
    /// <param name="cloud">The configuration.</param>
    /// <param name="kubernetesVersion">For example <c>1.34</c>.</param>
    /// <param name="addOn">For example <c>coredns</c>.</param>
    public static string Of(CloudConfig.Aws cloud, string kubernetesVersion, string addOn)
    {
        return cloud.AddOnVersions.GetValueOrDefault(addOn)
            ?? addOn switch
            {
                "vpc-cni" => VpcCni,
                "eks-pod-identity-agent" => PodIdentityAgent,
                "aws-ebs-csi-driver" => EbsCsiDriver,
                "kube-proxy" => ChartRelease.Current.On(kubernetesVersion).KubeProxy,
                "coredns" => ChartRelease.Current.On(kubernetesVersion).CoreDns,
                _ => throw new ArgumentOutOfRangeException(nameof(addOn), addOn, "Pin this add-on here."),
            };
    }
}
