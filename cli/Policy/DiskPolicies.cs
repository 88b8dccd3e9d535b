using System.Collections.Immutable;
using Infra.Policy;
using Infra.Schemas;

namespace Infra.Cli.Policy;

/// <summary>What holds for every disk.</summary>
internal static class DiskPolicies
{
    public static ImmutableArray<PolicyRule> Rules { get; } =
    [
        new(
            "disks-encrypted",
            "Every disk of the cluster is encrypted.",
            "Volumes hold logs and metrics of the deployments; on Google Cloud every disk is encrypted anyway.",
            "Set parameters.encrypted = true on a storage class of ebs.csi.aws.com, and ebs.encrypted = true in a launch template."
        )
        {
            Breaches = platform =>
                PolicyRule
                    .Each(PlainVolumes, "kubernetes:storage.k8s.io/v1:StorageClass")(platform)
                    .Concat(PolicyRule.Each(PlainDisks, "aws:ec2/launchTemplate:LaunchTemplate")(platform)),
        },
    ];

    private static string? PlainVolumes(RegisteredResource storage) =>
        storage.Inputs.Text("provisioner") == "ebs.csi.aws.com" && storage.Inputs.Text("parameters.encrypted") != "true"
            ? "parameters.encrypted is not true"
            : null;

    private static string? PlainDisks(RegisteredResource template) =>
        template.Inputs.All("blockDeviceMappings").All(disk => disk.Flag("ebs.encrypted") == true || disk.Text("ebs.encrypted") == "true")
            ? null
            : "a disk's ebs.encrypted is not true";
}
