using Infra.Configuration;

namespace Infra.Tests.Configuration;

/// <summary>Whoever restores another stack's database says whose identities it needs, and names keys that exist.</summary>
public sealed class IdentityConfigurationTests
{
    private const string Vault = "projects/p/locations/europe-west4/backupVaults/v/dataSources/d";

    [Theory]
    [InlineData("gcp", 1, """{ "backup": 1772442000000, "instance": "astro-dev-db-g1" }""", "astro-dev")]
    [InlineData(
        "gcp",
        1,
        """{ "pointInTime": "2026-11-23T13:02:30Z", "copy": "projects/p/locations/europe-west4/backupVaults/v/dataSources/d" }""",
        "PREFIX"
    )]
    [InlineData("gcp", 2, """{ "latest": true, "instance": "astro-dev-db-g3" }""", "astro-dev")]
    [InlineData("gcp", 2, """{ "latest": true, "instance": "airflow-metadata" }""", "PREFIX")]
    [InlineData("aws", 1, """{ "backup": "astro-dev-db-g1-final" }""", "PREFIX")]
    [InlineData("aws", 1, """{ "latest": true, "instance": "astro-dev-db-g1" }""", "astro-dev")]
    [InlineData("aws", 2, """{ "latest": true, "instance": "astro-prod-db-g3" }""", "astro-prod")]
    public void A_restore_from_elsewhere_without_the_identities_is_refused(string cloud, int generation, string restore, string owner)
    {
        var fault = Fault(cloud, ("infra:database.generation", $"{generation}"), ("infra:database.restore", restore));

        Assert.Equal("infra:identity", fault.Key);
        Assert.Contains("this stack's keys can not decrypt what is in it", fault.Problem, StringComparison.Ordinal);
        Assert.Contains($"{{ from: {owner} }}", fault.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gcp", 2, """{ "latest": true }""")]
    [InlineData("gcp", 3, """{ "latest": true, "instance": "astro-prod-db-g1" }""")]
    [InlineData("gcp", 2, """{ "backup": 1772442000000 }""")]
    [InlineData("gcp", 1, """{ "adopt": "airflow-metadata" }""")]
    [InlineData("aws", 2, """{ "backup": "before-the-migration" }""")]
    [InlineData("aws", 2, """{ "latest": true, "deleted": "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ" }""")]
    public void A_restore_of_its_own_needs_none(string cloud, int generation, string restore) =>
        Assert.NotNull(SampleStack.Config(cloud, ("infra:database.generation", $"{generation}"), ("infra:database.restore", restore)));

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void Who_has_lost_the_other_stacks_keys_may_say_so_and_restore_all_the_same(string cloud) =>
        Assert.NotNull(
            SampleStack.Config(
                cloud,
                ("infra:database.restore", """{ "latest": true, "instance": "astro-dev-db-g1" }"""),
                ("infra:identity", """{ "lost": true }""")
            )
        );

    [Theory]
    [InlineData("gcp", """{ "from": "astro-prod" }""", "infra:identity.from", "is this stack itself")]
    [InlineData("gcp", """{ "from": "Astro" }""", "infra:identity.from", "is not another stack's infra:prefix")]
    [InlineData("gcp", """{ "project": "my-other-project" }""", "infra:identity.project", "there is none")]
    [InlineData("gcp", """{ "from": "astro-dev", "region": "eu-west-1" }""", "infra:identity.region", "it is for the other cloud")]
    [InlineData("aws", """{ "from": "astro-dev", "project": "my-project" }""", "infra:identity.project", "it is for the other cloud")]
    [InlineData("aws", """{ "from": "astro-dev", "account": "12" }""", "infra:identity.account", "12 digits")]
    [InlineData("aws", """{ "from": "astro-dev", "lost": true }""", "infra:identity.lost", "whose identities are there")]
    [InlineData("aws", """{ "fernetKeys": [] }""", "infra:identity.fernetKeys", "names no key")]
    [InlineData("gcp", """{ "fernetKeys": [2, 1, 2] }""", "infra:identity.fernetKeys", "names a key twice")]
    [InlineData("gcp", """{ "fernetKeys": [0] }""", "infra:identity.fernetKeys", "different whole numbers from 1 to 99")]
    public void What_can_not_be_meant_is_refused(string cloud, string identity, string key, string words)
    {
        var fault = Fault(cloud, ("infra:identity", identity));

        Assert.Equal(key, fault.Key);
        Assert.Contains(words, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_prefix_is_another_stack_where_project_or_region_differ()
    {
        Assert.NotNull(SampleStack.Config("gcp", ("infra:identity", """{ "from": "astro-prod", "project": "my-other-project" }""")));
        Assert.NotNull(SampleStack.Config("aws", ("infra:identity", """{ "from": "astro-prod", "region": "eu-west-1" }""")));
    }

    [Fact]
    public void The_stack_that_is_named_is_the_one_whose_database_is_restored()
    {
        var fault = Fault(
            "gcp",
            ("infra:database.restore", """{ "backup": 1772442000000, "instance": "astro-dev-db-g1" }"""),
            ("infra:identity", """{ "from": "astro-test" }""")
        );

        Assert.Equal(("infra:identity.from", "Write astro-dev"), (fault.Key, fault.Remedy));
    }

    [Fact]
    public void A_restore_may_bring_back_what_a_retired_key_has_encrypted()
    {
        var fault = Fault(
            "aws",
            ("infra:database.generation", "2"),
            ("infra:database.restore", """{ "latest": true }"""),
            ("infra:identity", """{ "fernetKeys": [3] }""")
        );

        Assert.Equal("infra:identity.fernetKeys", fault.Key);
        Assert.Contains("Write [3, 2, 1]", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_in_another_region_of_a_later_generation_is_taken_for_its_own() =>
        Assert.NotNull(
            SampleStack.Config(
                "gcp",
                ("infra:database.generation", "2"),
                ("infra:database.restore", $$"""{ "pointInTime": "2026-11-23T13:02:30Z", "copy": "{{Vault}}" }""")
            )
        );

    private static ConfigurationFault Fault(string cloud, params (string Path, string? Json)[] edits) =>
        Assert.Single(Assert.Throws<ConfigurationException>(() => SampleStack.Config(cloud, edits)).Faults);
}
