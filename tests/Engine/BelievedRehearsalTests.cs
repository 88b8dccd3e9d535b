using System.Text.Json.Nodes;
using Infra.Cli.Recovery;
using Infra.Cli.Rehearse;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>
/// A rehearsal that fails is believed: whatever goes wrong in the program or in the cloud is told as FAIL, by the promise that it breaks.
/// </summary>
public sealed class BelievedRehearsalTests
{
    private const string Release = "kubernetes:helm.sh/v3:Release";

    public static TheoryData<string, string, string, string, string> Faults =>
        new()
        {
            { "a forgotten retain", "aws", nameof(Loss.Rows), "Old database", "it is gone" },
            { "a backup of another database", "aws", nameof(Loss.Rows), "Rows", "missing: run of 00:00 succeeded" },
            { "a restore to an earlier second", "gcp", nameof(Loss.Rows), "Rows", "missing: run of 14:00 succeeded" },
            { "an alias that does not move", "gcp", nameof(Loss.Rows), "Alias", "it leads to" },
            { "an identity made anew", "gcp", nameof(Loss.ClusterGone), "Identities", "other ones: astronomer-fernet-key" },
            { "a fence left open", "aws", nameof(Loss.ClusterGone), "Fence", "0.0.0.0/0" },
            { "a fence for the old cluster", "gcp", nameof(Loss.ClusterGone), "Fence", "it is open to astro-prod-nodes-g1" },
            { "one Prometheus server", "gcp", nameof(Loss.ClusterGone), "Platform", "with 1 Prometheus servers" },
            { "deployments that are not applied", "aws", nameof(Loss.ClusterGone), "Deployments", "they are not" },
            { "an image that is deleted", "gcp", nameof(Loss.ClusterGone), "Images", "1 are missing" },
            { "a cloud that is slow", "gcp", nameof(Loss.ClusterGone), "Time", "62 min in simulated time" },
            { "sessions that nobody ends", "aws", nameof(Loss.ClusterDead), "One writer", "astro-prod-cluster-g1 to astro-prod-db-g1" },
            { "a platform that nobody proves", "gcp", nameof(Loss.ClusterGone), "Verification", "it has not run" },
            { "a second network", "aws", nameof(Loss.ClusterGone), "Nothing twice", "Vpc astro-prod-net" },
        };

    [Theory, MemberData(nameof(Faults))]
    public async Task A_seeded_fault_is_told_by_the_promise_that_it_breaks(
        string fault,
        string cloud,
        string loss,
        string promise,
        string found
    )
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud, new() { TimePasses = true });
        await SeedAsync(fault, stack);

        var played = await new Rehearsal(stack, new Stage(stack.World, null), []).PlayAsync(Enum.Parse<Loss>(loss));

        Assert.False(played.Passed);
        var broken = Assert.Single(played.Checks, check => check.Promise == promise);
        Assert.False(broken.Passed, RehearsalTests.Told(played));
        Assert.Contains(found, broken.Found, StringComparison.Ordinal);
    }

    private static async Task SeedAsync(string fault, RehearsedStack stack)
    {
        var (world, clouds) = (stack.World, stack.World.Interference);
        const string Alias = "gcp:dns/recordSet:RecordSet",
            Firewall = "gcp:compute/firewall:Firewall";
        switch (fault)
        {
            case "a forgotten retain":
                await ForgetRetainAsync(stack);
                break;
            case "a backup of another database":
                world.AddDatabaseBeside("astro-prod-db-g1", "somebody-elses");
                clouds.Spoil(stack.DatabaseType, "database-g2", Operation.Create, inputs =>
                    inputs["restoreToPointInTime"]!["sourceDbInstanceIdentifier"] = "somebody-elses"
                );
                break;
            case "a restore to an earlier second":
                clouds.Spoil(stack.DatabaseType, "database-g2", Operation.Create, inputs =>
                    inputs["clone"]!["pointInTime"] = "2026-03-03T13:30:00Z"
                );
                break;
            case "an alias that does not move":
                clouds.Spoil(Alias, "database-alias", Operation.Update, inputs =>
                    inputs["rrdatas"] = new JsonArray(stack.AddressOf("astro-prod-db-g1"))
                );
                break;
            case "an identity made anew":
                clouds.Spoil("kubernetes:core/v1:Secret", "astronomer-fernet-key", Operation.Create, inputs =>
                    inputs["stringData"]!["fernet-key"] = "another one"
                );
                break;
            case "a fence left open":
                clouds.Spoil("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "database-allow", Operation.Update, inputs =>
                {
                    inputs.Remove("referencedSecurityGroupId");
                    inputs["cidrIpv4"] = "0.0.0.0/0";
                });
                break;
            case "a fence for the old cluster":
                clouds.Spoil(Firewall, "database-allow", Operation.Update, inputs =>
                    inputs["targetTags"] = new JsonArray("astro-prod-nodes-g1")
                );
                break;
            case "one Prometheus server":
                clouds.Spoil(Release, "astronomer", Operation.Create, inputs => inputs["values"]!["prometheus"]!["replicas"] = 1);
                break;
            case "deployments that are not applied":
                clouds.Spoil(Release, "astronomer", Operation.Create, inputs =>
                    inputs["values"]!["astronomer"]!["houston"]!["upgradeDeployments"]!["enabled"] = false
                );
                break;
            case "an image that is deleted":
                clouds.Spoil(Release, "astronomer", Operation.Create, _ =>
                    world.Bucket(stack.RegistryBucket).Delete(world.Bucket(stack.RegistryBucket).Keys[0])
                );
                break;
            case "a cloud that is slow":
                clouds.Spoil(stack.ClusterType, "cluster", Operation.Create, _ => world.Now += TimeSpan.FromMinutes(40));
                break;
            case "sessions that nobody ends":
                clouds.Spoil("kubernetes:batch/v1:Job", "login-check", Operation.Create, inputs =>
                    inputs["metadata"]!["name"] = "nothing-is-checked"
                );
                break;
            case "a platform that nobody proves":
                clouds.Spoil("kubernetes:batch/v1:Job", "verify-platform", Operation.Create, inputs =>
                    inputs["metadata"]!["name"] = "nothing-is-proven"
                );
                break;
            case "a second network":
                var network = world.List("aws:ec2/vpc:Vpc").Single();
                clouds.Spoil(Release, "astronomer", Operation.Create, _ =>
                    world.Place(network.Type, network.Scope, "vpc-2", new() { ["tags"] = network.Inputs["tags"]!.DeepClone() })
                );
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "Say here how it is seeded.");
        }
    }

    // What the engine would have recorded of a program that forgot both the engine's retain and the cloud's protection.
    private static async Task ForgetRetainAsync(RehearsedStack stack)
    {
        var state = await stack.ExportAsync();
        var database = state["deployment"]!["resources"]!
            .AsArray()
            .Single(one => one!["urn"]!.GetValue<string>().EndsWith("::database-g1", StringComparison.Ordinal))!;
        database["retainOnDelete"] = false;
        foreach (
            var side in (JsonNode[])
                [database["inputs"]!, database["outputs"]!, stack.World.Find(stack.DatabaseType, "astro-prod-db-g1")!.State]
        )
        {
            (side["deletionProtection"], side["skipFinalSnapshot"]) = (false, true);
        }
        await stack.ImportAsync(state);
    }
}
