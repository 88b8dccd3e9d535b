using System.Text.Json.Nodes;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>A second stack is born from the first one's backups: as a drill beside it, or in its place when its region is lost.</summary>
public sealed class DrillTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_drill_restores_another_stacks_backup_beside_it_touches_nothing_of_it_and_leaves_nothing(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        var backup = stack.World.Database("astro-prod-db-g1").TakeBackup("nightly");
        var before = Things(stack.World);
        await using var drill = await stack.BesideAsync(
            "drill",
            ("infra:identity", """{ "from": "astro-prod" }"""),
            ("infra:airflow", """{ "paused": true }"""),
            ("infra:prefix", "\"astro-drill\""),
            ("infra:baseDomain", "\"drill.example.com\""),
            ("infra:lifetime", "\"disposable\""),
            ("infra:tls", null),
            ("infra:escrow", """{ "from": { "clusterGeneration": 1 } }"""),
            ("infra:database.formerPrefixes", """["astro-prod"]"""),
            (
                "infra:database.restore",
                cloud == "gcp"
                    ? $$"""{ "backup": {{backup.Id}}, "instance": "astro-prod-db-g1" }"""
                    : """{ "latest": true, "instance": "astro-prod-db-g1" }"""
            )
        );

        var up = await drill.UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], drill.Rows("astro-drill-db-g1"));
        Assert.NotNull(
            Assert.Single(stack.World.Cluster("astro-drill-cluster-g1").Objects, thing =>
                thing.Name.StartsWith("pause-dags", StringComparison.Ordinal)
            )
        );
        Assert.Equal(
            ["astronomer-fernet-key"],
            Shared(stack.SecretsOf("astro-prod-cluster-g1"), drill.SecretsOf("astro-drill-cluster-g1"))
        );
        Assert.Equal(
            cloud == "gcp" ? $"backup {backup.Id} of astro-prod-db-g1" : "astro-prod-db-g1 at its latest",
            (await drill.OutputAsync("restoredFrom")).GetValue<string>()
        );
        var destroy = await drill.TearDownAsync("--skip-preview");
        Assert.True(destroy.Succeeded, destroy.Output);
        Assert.Equal(before, Things(stack.World).Where(thing => !thing.Contains("astro-drill", StringComparison.Ordinal)));
        Assert.Equal([backup.Id], stack.World.Backups.Select(one => one.Id));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_lost_region_is_replaced_by_a_new_stack_in_another_one_from_the_copies(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        var production = stack.SecretsOf("astro-prod-cluster-g1");
        var restore =
            cloud == "gcp"
                // A backup run is kept in the region of the copies; the log is not.
                ? $$"""{ "backup": {{stack.World.Database("astro-prod-db-g1").TakeBackup("nightly").Id}}, "instance": "astro-prod-db-g1" }"""
                : $$"""{ "latest": true, "copy": "{{Assert.Single(stack.World.List("aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication")).Id}}" }""";
        stack.At("2026-03-03T15:10:00Z").Insert("astro-prod-db-g1", "after the last backup");
        stack.World.LoseRegion(cloud == "gcp" ? "europe-west1" : "eu-central-1");
        await using var west = await stack.BesideAsync(
            "west",
            ("infra:prefix", "\"astro-west\""),
            ("infra:database.restore", restore),
            ("infra:identity", """{ "from": "astro-prod" }"""),
            ("infra:copies", null),
            // Of a region of Google's the bucket goes with it, unless it is in two.
            ("infra:escrow", cloud == "gcp" ? null : """{ "from": { "clusterGeneration": 1, "copy": true } }"""),
            ("infra:database.formerPrefixes", cloud == "gcp" ? null : """["astro-prod"]"""),
            cloud == "gcp" ? ("gcp:region", "\"europe-west4\"") : ("aws:region", "\"eu-west-1\"")
        );

        var up = await west.UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(["at 13:00", "at 14:02:30", "at 14:03"], west.Rows("astro-west-db-g1"));
        var relaunched = west.SecretsOf("astro-west-cluster-g1");
        Assert.Equal(production.Keys.Except(["astronomer-bootstrap"]), Shared(production, relaunched));
        Assert.True(UpgradesDeployments(west));

        // A birth is over: another source is refused.
        var other = await west.Edit(
                ("infra:identity", """{ "from": "astro-west" }"""),
                ("infra:prefix", "\"astro-west\""),
                ("infra:database.restore", null)
            )
            .PreviewAsync();
        Assert.False(other.Succeeded);

        // The line may go, and the other stack with it.
        var later = await west.Edit(
                ("infra:identity", null),
                ("infra:escrow", null),
                ("infra:database.restore", null),
                ("infra:prometheus.retentionDays", "30")
            )
            .UpAsync("--skip-preview");
        Assert.True(later.Succeeded, later.Output);
        Assert.Equal(relaunched, west.SecretsOf("astro-west-cluster-g1"));
        Assert.False(UpgradesDeployments(west));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_stack_that_is_born_from_elsewhere_without_the_identities_is_not_begun(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        await using var drill = await stack.BesideAsync(
            "drill",
            ("infra:prefix", "\"astro-drill\""),
            ("infra:lifetime", "\"disposable\""),
            ("infra:tls", null),
            ("infra:airflow", """{ "paused": true }"""),
            ("infra:database.restore", """{ "latest": true, "instance": "airflow-metadata" }""")
        );

        var unsaid = await drill.PreviewAsync();
        var unread = await drill.Edit(("infra:identity", """{ "from": "astro-nobody" }""")).PreviewAsync();
        var empty = await drill.Edit(("infra:identity", """{ "from": "astro-prod" }"""), ("infra:database.restore", null)).PreviewAsync();

        Assert.False(unsaid.Succeeded || unread.Succeeded || empty.Succeeded);
        Assert.Contains("this stack's keys can not decrypt what is in it", unsaid.Output, StringComparison.Ordinal);
        Assert.Contains(
            "The identities of astro-nobody, which infra:identity.from names, can not be read",
            unread.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Generation 1 of the database is born empty, so it needs no identities of astro-prod",
            empty.Output,
            StringComparison.Ordinal
        );
    }

    // The secrets of which both clusters hold the same.
    private static IEnumerable<string> Shared(SortedDictionary<string, string> one, SortedDictionary<string, string> other) =>
        one.Where(secret => other.GetValueOrDefault(secret.Key) == secret.Value).Select(secret => secret.Key);

    private static bool UpgradesDeployments(RehearsedStack stack) =>
        stack.ReleaseValues("astro-west-cluster-g1")["astronomer"]!["houston"]!["upgradeDeployments"]!["enabled"]!.GetValue<bool>();

    // Every thing with what was asked for it. A project's services and their accounts are everybody's; a key can not be deleted on Google
    // Cloud, and is told by the drill's name; an attachment is gone with the group of nodes that it attached.
    private static List<string> Things(World world) =>
        [
            .. world
                .Objects.Where(thing =>
                    !thing.Type.StartsWith("gcp:projects/", StringComparison.Ordinal)
                    && thing.Type != "aws:autoscaling/attachment:Attachment"
                )
                .Select(thing => $"{thing.Type} {thing.Name} {thing.Id} {((JsonNode)thing.Inputs).ToJsonString()}")
                .Order(StringComparer.Ordinal),
        ];
}
