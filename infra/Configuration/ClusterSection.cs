using System.Text.RegularExpressions;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>Reads <c>infra:cluster</c>.</summary>
internal static partial class ClusterSection
{
    public static ClusterSpec Read(ConfigurationSection cluster)
    {
        var spec = new ClusterSpec
        {
            Generation = cluster.Integer("generation", 1, 999, 1),
            // The chart's own check never fires on GKE and EKS, whose versions carry a suffix; so it is made here.
            KubernetesVersion = cluster.Text("kubernetesVersion", Supported(), "Chart 2.1.0 supports \"1.31\" to \"1.35\"; write one of these, in quotes"),
            AllowedRanges = cluster.Ranges("allowedRanges"),
            Platform = ReadPool(cluster.Section("platform"), least: 3, most: 3),
            Airflow = ReadPool(cluster.Section("airflow"), least: 1, most: 10),
        };
        cluster.RefuseUnknownKeys();
        return spec;
    }

    private static NodePoolSpec ReadPool(ConfigurationSection pool, int least, int most)
    {
        var spec = new NodePoolSpec(
            pool.Text("machineType"), pool.Integer("leastNodes", 0, 1000, least), pool.Integer("mostNodes", 1, 1000, most),
            Spot: pool.Flag("spot", false), Dedicated: pool.Flag("dedicated", false));
        if (spec.MostNodes < spec.LeastNodes)
        {
            pool.Fault("mostNodes", $"{spec.MostNodes} is fewer than leastNodes, {spec.LeastNodes}", $"Write {spec.LeastNodes} or more", 0);
        }
        pool.RefuseUnknownKeys();
        return spec;
    }

    [GeneratedRegex(@"^1\.3[1-5]$")]
    private static partial Regex Supported();
}
