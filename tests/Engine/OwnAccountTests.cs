using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>
/// The simulated clouds play any user's stack: another account, project and region than the samples', and a network that is there already.
/// </summary>
public sealed class OwnAccountTests
{
    [Fact]
    public async Task A_stack_of_another_account_and_region_stands_in_its_existing_VPC_and_survives_a_zone()
    {
        await using var stack = await RehearsedStack.EmptyAsync("aws", new SimulationOptions { Account = "210987654321" });
        stack.World.PlaceVpc(
            "us-west-2",
            "vpc-0a1b2c3d",
            ("us-west-2a", "subnet-0aa1", "subnet-0ab1"),
            ("us-west-2b", "subnet-0aa2", "subnet-0ab2"),
            ("us-west-2c", "subnet-0aa3", "subnet-0ab3")
        );

        var up = await stack
            .Edit(
                ("aws:region", "\"us-west-2\""),
                ("aws:allowedAccountIds", """["210987654321"]"""),
                ("infra:aws.zones", """["us-west-2a", "us-west-2b", "us-west-2c"]"""),
                (
                    "infra:aws.network",
                    """
                    {
                      "vpcId": "vpc-0a1b2c3d",
                      "publicSubnetIds": ["subnet-0aa1", "subnet-0aa2", "subnet-0aa3"], "privateSubnetIds": ["subnet-0ab1", "subnet-0ab2", "subnet-0ab3"]
                    }
                    """
                )
            )
            .UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Contains(
            ":210987654321:",
            stack.World.Find(stack.DatabaseType, "astro-prod-db-g1")!.State["arn"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
        stack.World.LoseZone("us-west-2a");
        Assert.Equal(["us-west-2b", "us-west-2c"], stack.World.Cluster("astro-prod-cluster-g1").NodeZones);
        Assert.Equal("us-west-2b", stack.World.Database("astro-prod-db-g1").Zone);
    }

    [Fact]
    public async Task A_stack_of_another_project_and_region_stands_in_its_existing_network_and_survives_a_zone()
    {
        await using var stack = await RehearsedStack.EmptyAsync("gcp");
        stack.World.PlaceNetwork("projects/host/global/networks/shared", "projects/host/regions/us-central1/subnetworks/nodes", "managed");

        var up = await stack
            .Edit(
                ("gcp:project", "\"another-project\""),
                ("gcp:region", "\"us-central1\""),
                (
                    "infra:gcp.network",
                    """
                    {
                      "id": "projects/host/global/networks/shared", "subnetwork": "projects/host/regions/us-central1/subnetworks/nodes",
                      "podRanges": ["pods-a", "pods-b"], "serviceRanges": ["services-a", "services-b"],
                      "databaseRangeName": "managed", "databaseRange": "10.64.0.0/20"
                    }
                    """
                )
            )
            .UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        stack.World.LoseZone("us-central1-a");
        Assert.Equal(["us-central1-b", "us-central1-c"], stack.World.Cluster("astro-prod-cluster-g1").NodeZones);
        Assert.Equal("us-central1-b", stack.World.Database("astro-prod-db-g1").Zone);
    }
}
