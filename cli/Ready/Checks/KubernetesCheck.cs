using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Schemas;

namespace Infra.Cli.Ready.Checks;

/// <summary>
/// Whether a new cluster of the stack's Kubernetes version could be made, and where to go when the cloud ends that version.
/// </summary>
internal static class KubernetesCheck
{
    public static Check Check { get; } =
        Check.One(
            "kubernetes",
            "No new cluster of this version can be made, so that a lost one can not be relaunched before an upgrade.",
            async stack =>
            {
                var offers = await stack.Config.Cloud.Match(_ => OnGoogleAsync(stack), _ => OnAwsAsync(stack));
                var wanted = stack.Config.Foundation.Cluster.KubernetesVersion;
                var supported = ChartRelease.Current.Kubernetes.Select(release => release.Minor).ToList();
                var newer = supported.Skip(supported.IndexOf(wanted) + 1).Where(offers.ContainsKey).ToList();
                var raise =
                    newer.Count > 0
                        ? $"infra:cluster.kubernetesVersion: \"{newer[0]}\", then pulumi up --stack {stack.Name}"
                        : $"raise the chart (docs/upgrades.md); chart {ChartRelease.Current.Version} takes {supported[0]} to "
                            + $"{supported[^1]}";
                return offers.GetValueOrDefault(wanted) switch
                {
                    Offer.No => Finding.Fault(
                        $"Kubernetes {wanted} is not on offer any more; there are {string.Join(", ", offers.Keys)}",
                        raise
                    ),
                    Offer.Extended => Finding.Warning($"Kubernetes {wanted} is in extended support, which costs more and ends", raise),
                    _ when newer.Count == 0 => Finding.Warning(
                        $"Kubernetes {wanted} is on offer, and no newer one that chart {ChartRelease.Current.Version} takes",
                        raise
                    ),
                    _ => Finding.Ok(
                        $"Kubernetes {wanted} is on offer, and so is {string.Join(", ", newer)}, which chart "
                            + $"{ChartRelease.Current.Version} takes"
                    ),
                };
            }
        );

    private static async Task<ImmutableSortedDictionary<string, Offer>> OnAwsAsync(CheckedStack stack) =>
        (await stack.AskAsync("aws", "eks", "describe-cluster-versions"))
            .All("clusterVersions")
            .Where(version => version.Text("versionStatus") is "STANDARD_SUPPORT" or "EXTENDED_SUPPORT")
            .ToImmutableSortedDictionary(
                version => version.Text("clusterVersion")!,
                version => version.Text("versionStatus") == "STANDARD_SUPPORT" ? Offer.Yes : Offer.Extended,
                StringComparer.Ordinal
            );

    // The cluster follows this channel.
    private static async Task<ImmutableSortedDictionary<string, Offer>> OnGoogleAsync(CheckedStack stack) =>
        (await stack.AskAsync("gcloud", "container", "get-server-config", "--region", stack.Config.Cloud.Region))
            .All("channels")
            .Where(channel => channel.Text("channel") == "REGULAR")
            .SelectMany(channel => channel.All("validVersions"))
            .Select(version => string.Join('.', version.GetValue<string>().Split('.')[..2]))
            .Distinct()
            .ToImmutableSortedDictionary(version => version, _ => Offer.Yes, StringComparer.Ordinal);

    private enum Offer
    {
        No,
        Extended,
        Yes,
    }
}
