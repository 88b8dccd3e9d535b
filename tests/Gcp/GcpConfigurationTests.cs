using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Tests.Gcp;

/// <summary>What only Google Cloud is told is checked before anything is made.</summary>
public sealed class GcpConfigurationTests
{
    private const string Key = "projects/my-project/locations/europe-west1/keyRings/ring/cryptoKeys/key";

    [Theory]
    [InlineData(
        "infra:database.backup.pointInTimeDays",
        "8",
        "Cloud SQL's enterprise edition keeps the logs of 7 days, and 8 are wanted",
        "infra:gcp.databaseEdition: enterprise-plus"
    )]
    [InlineData(
        "infra:database.machineType",
        "\"db-perf-optimized-N-4\"",
        "no machine type of Cloud SQL's enterprise edition",
        "db-custom-4-16384"
    )]
    [InlineData(
        "infra:gcp.databaseEdition",
        "\"enterprise-plus\"",
        "'db-custom-4-16384' is no machine type of Cloud SQL's enterprise-plus edition",
        "db-perf-optimized-N-4"
    )]
    [InlineData("infra:gcp.databaseEdition", "\"plus\"", "'plus' is not enterprise or enterprise-plus", "enterprise-plus")]
    [InlineData(
        "infra:gcp.registryRegions",
        "[\"europe-west1\"]",
        "are not europe-west1 and a second region of its continent",
        "[europe-west1, europe-west4]"
    )]
    [InlineData(
        "infra:gcp.registryRegions",
        "[\"europe-west1\", \"us-east1\"]",
        "are not europe-west1 and a second region of its continent",
        "Write two"
    )]
    [InlineData(
        "infra:gcp.registryRegions",
        "[\"europe-west4\", \"europe-north1\"]",
        "are not europe-west1 and a second region of its continent",
        "Write two"
    )]
    [InlineData("infra:gcp.key", "\"my-key\"", "'my-key' is not a key's resource name", "cryptoKeys/platform")]
    [InlineData(
        "infra:gcp.key",
        "\"projects/p/locations/us/keyRings/ring/cryptoKeys/key\"",
        "the key is in us, and what it is for is in europe-west1",
        "Name a key in europe-west1"
    )]
    [InlineData("infra:gcp.registryKey", $"\"{Key}\"", "the bucket stands in the region", "infra:gcp.registryRegions")]
    [InlineData(
        "infra:gcp.network",
        "{ \"id\": \"shared\" }",
        "'shared' is not a network's resource name",
        "projects/my-project/global/networks/shared"
    )]
    [InlineData(
        "infra:gcp.network",
        "{ \"podRanges\": [\"pods\", \"pods\"] }",
        "[pods, pods] does not name two ranges",
        "[pods-odd, pods-even]"
    )]
    [InlineData(
        "infra:network.range",
        "\"10.0.0.0/18\"",
        "10.0.0.0/18 has room for the pods of 16 nodes, and the two pools may have 36",
        "Write a wider range, or fewer mostNodes"
    )]
    public void A_fault_names_what_is_wrong_and_what_to_write(string key, string json, string problem, string remedy)
    {
        var refused = Assert.Throws<ConfigurationException>(() => SampleStack.Config("gcp", (key, json)));

        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Enterprise_Plus_keeps_the_logs_of_35_days()
    {
        var config = SampleStack.Config(
            "gcp",
            ("infra:gcp.databaseEdition", "\"enterprise-plus\""),
            ("infra:database.machineType", "\"db-perf-optimized-N-4\""),
            ("infra:database.backup.retentionDays", "35"),
            ("infra:database.backup.pointInTimeDays", "35")
        );

        Assert.Equal(35, config.Foundation.Database.Backup.PointInTimeDays);
    }

    [Theory]
    [InlineData("10.0.0.0/16", "10.0.0.0/20", "10.0.48.0/20", "10.0.16.0/20", "10.0.32.0/20", "10.0.64.0/18", "10.0.128.0/18", 64)]
    [InlineData(
        "172.20.64.0/18",
        "172.20.64.0/22",
        "172.20.76.0/22",
        "172.20.68.0/22",
        "172.20.72.0/22",
        "172.20.80.0/20",
        "172.20.96.0/20",
        16
    )]
    public void The_range_is_divided_so_that_two_cluster_generations_never_share_a_part(
        string range,
        string nodes,
        string databases,
        string oddServices,
        string evenServices,
        string oddPods,
        string evenPods,
        int mostNodes
    )
    {
        var plan = new GcpAddressPlan(IpRange.Parse(range));

        Assert.Equal(
            ($"{nodes} {databases} {oddServices} {evenServices} {oddPods} {evenPods}", mostNodes),
            (string.Join(' ', plan.Nodes, plan.Databases, plan.Services(1), plan.Services(2), plan.Pods(1), plan.Pods(2)), plan.MostNodes)
        );
    }
}
