using System.Collections.Immutable;
using Infra.Aws;
using Infra.Configuration;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>Whether the versions of the EKS add-ons that a new cluster would be given are on offer. GKE brings its own.</summary>
internal static class AddOnsCheck
{
    public static Check Check { get; } =
        new("add-ons", "A new cluster comes to stand without network or volumes: EKS refuses the add-on's version.", stack =>
            stack.Config.Cloud.Match(
                _ => Task.FromResult<ImmutableArray<Finding>>([Finding.Ok("GKE brings what it needs")]),
                aws => OnAwsAsync(stack, aws)
            )
        );

    private static async Task<ImmutableArray<Finding>> OnAwsAsync(CheckedStack stack, CloudConfig.Aws aws)
    {
        var version = stack.Config.Foundation.Cluster.KubernetesVersion;
        var names = (await stack.StateAsync())
            .Of("aws:eks/addon:Addon")
            .Select(addOn => addOn.Inputs.Text("addonName"))
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var offers = (await stack.AskAsync("aws", "eks", "describe-addon-versions", "--kubernetes-version", version, "--owners", "aws"))
            .All("addons")
            .ToDictionary(
                addOn => addOn.Text("addonName")!,
                addOn => addOn.All("addonVersions").Select(one => one.Text("addonVersion")).ToList()
            );
        ImmutableArray<Finding> missing =
        [
            .. from name in names
            let wanted = AddOnVersions.Of(aws, version, name)
            where !offers.GetValueOrDefault(name, []).Contains(wanted)
            select Finding.Fault(
                $"{name} {wanted} is not on offer for Kubernetes {version}",
                $"infra:aws.addOnVersions: {{ {name}: \"{offers.GetValueOrDefault(name, []).FirstOrDefault() ?? "VERSION"}\" }}, then "
                    + $"pulumi up --stack {stack.Name}"
            ),
        ];
        return names.Count == 0 ? throw new InvalidOperationException("the state names no add-on")
            : missing.IsEmpty ? [Finding.Ok($"{string.Join(", ", names)}: their versions are on offer")]
            : missing;
    }
}
