using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Infra.Configuration.Offers;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:cluster</c>.</summary>
internal static class ClusterSection
{
    // GKE takes a hundred, and the network's own nodes are among them:
    // https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks
    private const int MostAuthorizedNetworks = 99;

    // Rules of a security group, less the stack's own: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
    private const int MostRules = 55;

    public static KeyGroup Keys { get; } = new("infra:cluster", "The Kubernetes cluster.");

    private static readonly Key<int> Generation = Keys.Defaulted(
        "generation",
        new WholeNumber(1, 999),
        1,
        "2",
        "Which cluster: raised by one for every relaunch. A number is never used twice.",
        LaterChange.Beside("a new cluster, 20 minutes and more; then the old one goes")
    );

    // The chart's own check never fires on GKE and EKS, whose versions carry a suffix; so it is made here.
    private static readonly Key<string> KubernetesVersion = Keys.Required(
        "kubernetesVersion",
        new Text(
            $"a minor version that chart {ChartRelease.Current.Version} supports, \"{ChartRelease.Current.Kubernetes[0].Minor}\" to "
                + $"\"{ChartRelease.Current.Kubernetes[^1].Minor}\" in quotes",
            SupportedForm
        ),
        "\"1.34\"",
        "Kubernetes' minor version.",
        LaterChange.InPlace("one minor version up, 30 minutes and more, and pods move; a lower one is refused")
    );

    private static readonly Key<ImmutableArray<IpRange>> AllowedRanges = Keys.Defaulted(
        "allowedRanges",
        new ListOf<IpRange>("a list of IPv4 ranges in CIDR notation with no host bits set, and never 0.0.0.0/0", new Cidr(8, 32)),
        [],
        "[\"10.200.0.0/24\"]",
        "Ranges, besides the platform's own network, that may reach the API server: the runner of `pulumi`, the bastion.",
        LaterChange.InPlace()
    );

    private static readonly NodePoolSection Platform = new(
        Keys,
        "platform",
        "Nodes of the platform itself.",
        least: 3,
        most: 3,
        maySpot: false
    );

    private static readonly NodePoolSection Airflow = new(
        Keys,
        "airflow",
        "Nodes of the Airflow deployments.",
        least: 1,
        most: 10,
        maySpot: true
    );

    /// <param name="cluster">The section.</param>
    /// <param name="network">The platform's own range.</param>
    /// <param name="cloud">The cloud.</param>
    public static ClusterSpec Read(ConfigurationSection cluster, IpRange network, CloudConfig cloud)
    {
        var ranges = cluster.Read(AllowedRanges);
        RefuseTwice(cluster, ranges, network);
        var (most, what) = cloud.Match(
            _ => (MostAuthorizedNetworks, "GKE's list of authorised networks"),
            _ => (MostRules, "a security group")
        );
        if (ranges.Length > most)
        {
            cluster.Fault(
                AllowedRanges,
                $"it has {ranges.Length} ranges, and {what} takes {most} of them",
                $"Write {most} or fewer, wider ones"
            );
        }
        var platform = cluster.Section(Platform.Keys);
        var airflow = cluster.Section(Airflow.Keys);
        var spec = Read(cluster, platform, airflow);
        Platform.CheckMachineType(platform, cloud, NodeSize.Platform);
        Airflow.CheckMachineType(airflow, cloud, NodeSize.Airflow);
        return spec;
    }

    private static ClusterSpec Read(ConfigurationSection cluster, ConfigurationSection platform, ConfigurationSection airflow) =>
        new()
        {
            Generation = cluster.Read(Generation),
            KubernetesVersion = cluster.Read(KubernetesVersion),
            AllowedRanges = cluster.Read(AllowedRanges),
            Platform = Platform.Read(platform),
            Airflow = Airflow.Read(airflow),
        };

    // Google Cloud refuses a range that lies in another, and one in the own network hides what was meant.
    private static void RefuseTwice(ConfigurationSection cluster, ImmutableArray<IpRange> ranges, IpRange network)
    {
        for (var i = 0; i < ranges.Length; i++)
        {
            var range = ranges[i];
            if (range.LiesIn(network))
            {
                cluster.Fault(AllowedRanges, $"{range} lies in the platform's own network {network}, which is let in anyway", "Remove it");
            }
            if (ranges.Where((other, j) => j != i && range.LiesIn(other) && (range != other || j < i)).Take(1).ToArray() is [var wider])
            {
                cluster.Fault(
                    AllowedRanges,
                    range == wider ? $"{range} stands there twice" : $"{range} lies in {wider}, which stands there too",
                    "Remove one of them"
                );
            }
        }
    }

    private static Regex SupportedForm =>
        new($"^({string.Join('|', ChartRelease.Current.Kubernetes.Select(release => Regex.Escape(release.Minor)))})$");
}
