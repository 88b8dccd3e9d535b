using System.Collections.Immutable;
using Infra.Cli;
using Infra.Cli.Recovery;
using Infra.Configuration;

namespace Infra.Tests.Recovery;

/// <summary>No plan writes what the stack's own configuration refuses.</summary>
public sealed class FollowedPlanTests
{
    private static readonly (string Path, string? Json)[] Disposable =
    [
        ("infra:lifetime", "\"disposable\""),
        ("infra:prefix", "\"astro-drill-2\""),
    ];

    // Stacks that have something a recovery could trip over.
    private static readonly (string Cloud, (string Path, string? Json)[] Edits)[] Stacks =
    [
        ("gcp", []),
        ("aws", []),
        (
            "gcp",
            [("infra:database.highAvailability", "false"), ("infra:database.createAgain", "1"), ("infra:publicZone", "\"example-com\"")]
        ),
        (
            "aws",
            [
                ("infra:database.highAvailability", "false"),
                ("infra:aws.natGateways", "\"single\""),
                ("infra:publicZone", "\"Z0123456789ABCDEFGHIJ\""),
            ]
        ),
        (
            "gcp",
            [
                ("infra:gcp.key", "\"projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k\""),
                ("infra:gcp.registryRegions", "[\"europe-west1\",\"europe-west3\"]"),
                ("infra:gcp.backupLocation", "\"europe-west1\""),
                ("infra:copies", null),
            ]
        ),
        (
            "aws",
            [
                ("infra:copies", """{ "region": "eu-west-1", "retentionDays": 35 }"""),
                ("infra:aws.zones", "[\"eu-central-1a\",\"eu-central-1b\",\"eu-central-1c\"]"),
                ("infra:identity.fernetKeys", "[2,1]"),
            ]
        ),
        ("gcp", [("infra:database.generation", "3"), ("infra:database.restore", """{"latest":true}"""), ("infra:airflow.paused", "true")]),
        ("aws", [("infra:database.restore", """{"adopt":"airflow-metadata"}"""), ("infra:prefix", "\"a-prefix-of-18-lng\"")]),
        ("gcp", Disposable),
        ("aws", Disposable),
        (
            "gcp",
            [
                .. Disposable,
                ("infra:identity.from", "\"astro-prod\""),
                ("infra:airflow.paused", "true"),
                ("infra:database.restore", """{"backup":1772442000000,"instance":"astro-prod-db-g1"}"""),
            ]
        ),
        (
            "aws",
            [
                .. Disposable,
                ("infra:identity.from", "\"astro-prod\""),
                ("infra:airflow.paused", "true"),
                ("infra:database.restore", """{"latest":true,"instance":"astro-prod-db-g1"}"""),
            ]
        ),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Stacks.Length)];

    [Theory, MemberData(nameof(Cases))]
    public async Task Each_plan_s_lines_are_read_by_the_stack_they_are_for_after_every_one_of_its_edits(int index)
    {
        var (cloud, edits) = Stacks[index];
        var configuration = SampleStack.Values(cloud, edits);
        var stack = await PlannedStack.ReadAsync(configuration, cloud);
        foreach (var loss in LossName.Losses)
        {
            // The program accepts the lines before the up; the configuration those of every step.
            var plan = await RecoveryPlans.MakeAsync(stack, loss, PlannedRecovery.Facts(cloud));
            Assert.All(PlannedRecovery.Followed(configuration, plan.Steps), values => Assert.NotNull(PlatformConfig.Read(values)));

            var facts = PlannedRecovery.Facts(cloud) with { Instant = null };
            var steps = RecoverySteps.Of(stack, loss, facts, FactText.ForTheProgram(facts, stack.Config.Cloud, "eu-west-1"));
            Assert.All(PlannedRecovery.Followed(configuration, steps), values => Assert.NotNull(PlatformConfig.Read(values)));
        }
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Lines_as_they_are_shown_are_YAML_that_says_the_same(string cloud)
    {
        var plans = await RecoveryPlans.AllAsync(
            SampleStack.Values(cloud, ("infra:database.highAvailability", "false"), ("infra:database.createAgain", "1")),
            cloud
        );
        var nothing = new ConfigurationValues(ImmutableSortedDictionary<string, string>.Empty);

        Assert.All(plans.SelectMany(plan => plan.Steps).OfType<RecoveryStep.Edit>(), edit =>
        {
            var lines = edit.Lines.Where(line => line.Json is not null).ToArray();
            var shown = StackFile.Parse(
                "config:\n" + string.Join('\n', StackFileLines.Of(edit with { Lines = [.. lines] }).Select(line => $"  {line}"))
            );
            Assert.Equal(nothing.With(lines).Values, shown.Values);
        });
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_lost_region_s_stack_never_shares_a_name_with_the_new_one(string cloud)
    {
        var configuration = SampleStack.Values(cloud);
        var plan = await RecoveryPlans.MakeAsync(configuration, cloud, Loss.Region, PlannedRecovery.Facts(cloud));

        var reborn = PlatformConfig.Read(PlannedRecovery.Followed(configuration, plan.Steps).First());

        Assert.NotEqual(PlatformConfig.Read(configuration).Foundation.Names, reborn.Foundation.Names);
        Assert.Equal(PlannedRecovery.Facts(cloud).Region, reborn.Cloud.Region);
        Assert.Equal(RestoreOf(cloud), reborn.Foundation.Database.Restore!.Describe(""));

        static string RestoreOf(string cloud) =>
            cloud == "gcp"
                ? "backup 1772442000000 of astro-prod-db-g1"
                : "arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-1a2b at 2026-11-23T13:02:30Z";
    }
}
