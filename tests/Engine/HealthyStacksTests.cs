using Infra.Cli.Ready;

namespace Infra.Tests.Engine;

/// <summary>An alarm that rings for nothing is switched off: stacks of every kind that are well give none.</summary>
public sealed class HealthyStacksTests
{
    [Theory]
    [InlineData("gcp", "relaunched")]
    [InlineData("aws", "relaunched")]
    [InlineData("gcp", "restored")]
    [InlineData("aws", "restored")]
    [InlineData("gcp", "with a public zone")]
    [InlineData("aws", "with a public zone and replicas")]
    [InlineData("gcp", "disposable, in a shared network")]
    [InlineData("aws", "disposable, in an existing network")]
    public async Task A_healthy_stack_of_every_kind_gives_no_alarm(string cloud, string kind)
    {
        await using var stack = await LaunchAsync(cloud, kind);

        var readiness = await (await SeededStack.OfAsync(stack)).LookAsync();

        Assert.Empty(
            readiness.Answers.SelectMany(answer =>
                answer.Findings.Where(finding => finding.Verdict != Verdict.Ok).Select(finding => $"{answer.Check.Name}: {finding.Found}")
            )
        );
    }

    private static async Task<RehearsedStack> LaunchAsync(string cloud, string kind)
    {
        if (kind.StartsWith("disposable", StringComparison.Ordinal))
        {
            return await UpAsync(
                await RehearsedStack.EmptyAsync(cloud),
                [.. InNetworkOfOthers(cloud), ("infra:lifetime", "\"disposable\""), ("infra:tls", null)]
            );
        }
        var stack = (await RehearsedStack.LaunchedAsync(cloud)).At("2026-03-02T15:00:00Z");
        var (type, zone) = cloud == "gcp" ? ("gcp:dns/managedZone:ManagedZone", "public") : ("aws:route53/zone:Zone", "Z0123456789ABC");
        switch (kind)
        {
            case "relaunched":
                return await UpAsync(stack, ("infra:cluster.generation", "2"));
            case "restored":
                return await UpAsync(
                    stack,
                    ("infra:database.generation", "2"),
                    ("infra:database.restore", """{ "pointInTime": "2026-03-02T14:00:00Z" }""")
                );
            default:
                stack.World.Place(type, cloud, zone);
                return await UpAsync(stack, ("infra:publicZone", $"\"{zone}\""));
        }

        (string, string?)[] InNetworkOfOthers(string name) =>
            name == "gcp"
                ?
                [
                    (
                        "infra:gcp.network",
                        """
                        {
                          "id": "projects/host/global/networks/shared", "subnetwork": "projects/host/regions/europe-west1/subnetworks/nodes",
                          "podRanges": ["pods-a", "pods-b"], "serviceRanges": ["services-a", "services-b"], "databaseRangeName": "managed", "databaseRange": "10.64.0.0/20"
                        }
                        """
                    ),
                ]
                :
                [
                    ("infra:aws.zones", """["eu-central-1a", "eu-central-1b", "eu-central-1c"]"""),
                    (
                        "infra:aws.network",
                        """
                        {
                          "vpcId": "vpc-0a1b2c3d",
                          "publicSubnetIds": ["subnet-0aa1", "subnet-0aa2", "subnet-0aa3"], "privateSubnetIds": ["subnet-0ab1", "subnet-0ab2", "subnet-0ab3"]
                        }
                        """
                    ),
                ];
    }

    private static async Task<RehearsedStack> UpAsync(RehearsedStack stack, params (string, string?)[] edits)
    {
        // What others made is there first.
        stack.Edit(edits);
        Cli.Rehearse.Surroundings.Place(stack.World, stack.Config with { Foundation = stack.Config.Foundation with { PublicZone = null } });
        var up = await stack.UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);
        return stack;
    }
}
