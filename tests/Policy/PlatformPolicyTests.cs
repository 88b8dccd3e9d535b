using Infra.Cli.Policy;
using Infra.Policy;

namespace Infra.Tests.Policy;

/// <summary>What must hold whatever somebody edits, holds for both sample stacks in every shape they can take.</summary>
public sealed class PlatformPolicyTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_durable_stack_keeps_every_policy(string cloud) => await KeepsEvery(cloud);

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_disposable_stack_keeps_every_policy(string cloud) => await KeepsEvery(cloud, ("infra:lifetime", "\"disposable\""));

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_restored_and_relaunched_stack_keeps_every_policy(string cloud) =>
        await KeepsEvery(
            cloud,
            ("infra:database.generation", "2"),
            ("infra:database.restore", """{ "latest": true }"""),
            ("infra:cluster.generation", "3")
        );

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_small_database_without_a_standby_keeps_every_policy(string cloud) =>
        await KeepsEvery(cloud, ("infra:database.highAvailability", "false"), ("infra:database.backup.retentionDays", "7"));

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_stack_that_is_born_from_another_ones_backup_keeps_every_policy(string cloud) =>
        await KeepsEvery(
            cloud,
            ("infra:prefix", "\"astro-new\""),
            ("infra:identity", """{ "from": "astro-prod" }"""),
            ("infra:database.restore", """{ "latest": true, "instance": "astro-prod-db-g1" }""")
        );

    [Fact]
    public void Every_policy_says_its_reason_and_its_mend() => Assert.All(PlatformPolicy.Rules, rule =>
        {
            Assert.Matches(@"^[a-z]+(-[a-z]+)*$", rule.Name);
            Assert.All([rule.Promise, rule.Reason, rule.Mend], sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
        });

    [Fact]
    public void No_two_policies_share_a_name() => Assert.Distinct(PlatformPolicy.Rules.Select(rule => rule.Name));

    [Fact]
    public async Task Every_wildcard_that_has_a_reason_is_there()
    {
        var wildcards = AccessPolicies.Wildcards(await RegisteredPlatform.DeclareAsync(SampleStack.Config("aws"), "aws")).ToList();

        Assert.All(WildcardReasons.All, reason =>
            Assert.Contains(wildcards, wildcard =>
                WildcardReasons.For(wildcard.Resource.Type, wildcard.Resource.Name, wildcard.What) == reason
            )
        );
    }

    private static async Task KeepsEvery(string cloud, params (string Path, string? Json)[] edits)
    {
        var platform = await RegisteredPlatform.DeclareAsync(SampleStack.Config(cloud, edits), cloud);

        Assert.NotEmpty(platform.Resources);
        Assert.Empty(PlatformPolicy.Faults(platform).Select(fault => fault.ToString()));
    }
}
