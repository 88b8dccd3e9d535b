using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;

namespace Infra.Configuration;

/// <summary><c>infra:aws.addOnVersions</c>: another version of an EKS add-on than the pinned one.</summary>
internal static partial class AwsAddOnsSection
{
    public static KeyGroup Keys { get; } =
        new(
            "infra:aws.addOnVersions",
            "Another version of an EKS add-on than the pinned one, for the day when AWS has withdrawn that. "
                + "`aws eks describe-addon-versions --kubernetes-version 1.34 --addon-name coredns` lists what there is."
        );

    private static readonly ImmutableArray<Key<string>> Versions =
    [
        .. new[] { "vpc-cni", "kube-proxy", "eks-pod-identity-agent", "coredns", "aws-ebs-csi-driver" }.Select(Declare),
    ];

    public static ImmutableSortedDictionary<string, string> Read(ConfigurationSection addOns) =>
        Versions.Where(addOns.Has).ToImmutableSortedDictionary(key => key.Name, addOns.Read, StringComparer.Ordinal);

    private static Key<string> Declare(string addOn) =>
        Keys.Optional(
            addOn,
            new Text("an add-on's version", VersionForm()),
            "the pinned version",
            "v1.2.3-eksbuild.1",
            $"Version of `{addOn}`.",
            LaterChange.InPlace()
        );

    [GeneratedRegex(@"^v[0-9]+\.[0-9]+\.[0-9]+-eksbuild\.[0-9]+$")]
    private static partial Regex VersionForm();
}
