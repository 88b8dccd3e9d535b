using Infra.Schemas;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>What only Google Cloud does, on the real engine.</summary>
public sealed class GoogleCloudTests
{
    private const string KeyOfTheStack = "projects/my-project/locations/europe-west1/keyRings/astro-prod-keys/cryptoKeys/platform";

    [Fact]
    public async Task A_disposable_stack_leaves_its_key_behind_and_the_next_one_with_its_names_is_told_to_use_it()
    {
        await using var stack = await RehearsedStack.EmptyAsync("gcp");
        var up = await stack.Edit(("infra:lifetime", "\"disposable\"")).UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);
        Assert.Contains($"infra:gcp.key: {KeyOfTheStack}", up.Output, StringComparison.Ordinal);

        var destroy = await stack.TearDownAsync();

        Assert.True(destroy.Succeeded, destroy.Output);
        Assert.Equal(
            ["gcp:kms/cryptoKey:CryptoKey", "gcp:kms/keyRing:KeyRing", "gcp:projects/serviceIdentity:ServiceIdentity"],
            TypesLeft(stack.World)
        );
        // The database's name is Google's for a week.
        stack.At("2026-03-20T00:00:00Z");
        var refused = await stack.UpAsync();
        Assert.Contains(
            "KeyRing projects/my-project/locations/europe-west1/keyRings/astro-prod-keys already exists",
            refused.Output,
            StringComparison.Ordinal
        );
        var again = await stack
            .Edit(("infra:gcp.key", $"\"{KeyOfTheStack}\""), ("infra:database.createAgain", "1"))
            .UpAsync("--skip-preview");
        Assert.True(again.Succeeded, again.Output);
        Assert.Equal(
            KeyOfTheStack,
            stack.World.Find("gcp:container/cluster:Cluster", "astro-prod-cluster-g1")!.Inputs.Text("databaseEncryption.keyName")
        );
    }

    [Fact]
    public async Task A_stack_stands_in_a_network_with_a_key_and_under_a_zone_that_somebody_else_keeps_and_is_published_last()
    {
        await using var stack = await RehearsedStack.EmptyAsync("gcp");
        const string Key = "projects/keys/locations/europe-west1/keyRings/ring/cryptoKeys/key";
        stack.World.PlaceNetwork("projects/host/global/networks/shared", "projects/host/regions/europe-west1/subnetworks/nodes", "managed");
        stack.World.Place("gcp:kms/cryptoKey:CryptoKey", "gcp", Key);
        stack.World.Place("gcp:dns/managedZone:ManagedZone", "gcp", "example-com");

        var up = await stack
            .Edit(
                ("infra:publicZone", "\"example-com\""),
                ("infra:gcp.key", $"\"{Key}\""),
                (
                    "infra:gcp.network",
                    """
                    {
                      "id": "projects/host/global/networks/shared", "subnetwork": "projects/host/regions/europe-west1/subnetworks/nodes",
                      "podRanges": ["pods-a", "pods-b"], "serviceRanges": ["services-a", "services-b"],
                      "databaseRangeName": "managed", "databaseRange": "10.64.0.0/20"
                    }
                    """
                )
            )
            .UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        var changes = stack.ChangesSinceLaunch.ToList();
        Assert.DoesNotContain(changes, change =>
            change.Contains("compute/network:", StringComparison.Ordinal) || change.Contains("kms/keyRing:", StringComparison.Ordinal)
        );
        var release = changes.FindIndex(change => change == "create kubernetes:helm.sh/v3:Release astronomer");
        var records = changes.FindIndex(change => change == "create gcp:dns/recordSet:RecordSet astro.example.com.");
        Assert.True(release >= 0 && release < records, string.Join('\n', changes));
    }

    [Fact]
    public async Task A_stack_with_Google_s_larger_database_a_registry_in_two_regions_spot_nodes_and_a_guarded_address_is_launched()
    {
        await using var stack = await RehearsedStack.EmptyAsync("gcp");

        var up = await stack
            .Edit(
                ("infra:gcp.databaseEdition", "\"enterprise-plus\""),
                ("infra:database.machineType", "\"db-perf-optimized-N-4\""),
                ("infra:database.backup", """{ "retentionDays": 35, "pointInTimeDays": 35 }"""),
                ("infra:gcp.registryRegions", """["europe-west1", "europe-west4"]"""),
                ("infra:cluster.allowedRanges", """["203.0.113.0/24"]"""),
                ("infra:cluster.airflow.spot", "true"),
                ("infra:network.flowLogs", "true")
            )
            .UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.NotNull(stack.ReleaseValues());
        var again = await stack.UpAsync("--expect-no-changes");
        Assert.True(again.Succeeded, again.Output);
    }

    [Fact]
    public async Task The_old_cluster_goes_before_the_address_that_its_load_balancer_holds()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("gcp");

        var up = await stack.Edit(("infra:cluster.generation", "2")).UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        var changes = stack.ChangesSinceLaunch.ToList();
        var cluster = changes.IndexOf("delete gcp:container/cluster:Cluster astro-prod-cluster-g1");
        var address = changes.IndexOf("delete gcp:compute/address:Address astro-prod-ingress-g1");
        Assert.True(cluster >= 0 && cluster < address, string.Join('\n', changes));
    }

    // Enabled APIs stay, and are nobody's.
    private static IEnumerable<string> TypesLeft(World world) =>
        world
            .Objects.Select(thing => thing.Type)
            .Where(type => type.StartsWith("gcp:", StringComparison.Ordinal) && type != "gcp:projects/service:Service")
            .Distinct()
            .Order();
}
