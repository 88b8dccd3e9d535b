using System.Collections.Immutable;
using Infra.Platform;
using Pulumi;

namespace Infra.Tests.Platform;

/// <summary>What stands in the deployments' namespaces leaves the cluster again and again, and comes back before the release.</summary>
public sealed class EscrowTests
{
    private const string Job = "escrow-restore-g1-g1";

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Each_hour_a_set_of_the_deployments_namespaces_is_written_without_what_runs_and_without_volumes(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        var schedule = Map(Map(platform.Input("velero-g1", "values.schedules"))["deployments-g1"]);
        Assert.Equal("@every 60m", schedule["schedule"]);
        var template = Map(schedule["template"]);
        Assert.Equal(["astronomer-*"], List(template["includedNamespaces"]));
        Assert.Equal(
            ("840h", "escrow-g1", false, false),
            (template["ttl"], template["storageLocation"], template["includeClusterResources"], template["snapshotVolumes"])
        );
        var kept = List(template["includedResources"]).Cast<string>().ToList();
        Assert.Superset(new HashSet<string> { "namespaces", "secrets", "serviceaccounts" }, kept.ToHashSet());
        Assert.DoesNotContain(kept, resource =>
            resource.Contains("pod", StringComparison.Ordinal)
            || resource.Contains("volume", StringComparison.Ordinal)
            || resource.Contains("set", StringComparison.Ordinal)
            || resource.Contains("deployment", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(
        "gcp",
        "gcp",
        "docker.io/velero/velero-plugin-for-gcp:v1.14.4",
        "serviceAccount",
        "escrow@my-project.iam.gserviceaccount.com"
    )]
    [InlineData("aws", "aws", "docker.io/velero/velero-plugin-for-aws:v1.14.2", "region", "a-region")]
    public async Task Velero_holds_no_key_and_never_deletes_and_only_the_active_cluster_s_folder_is_written_to(
        string cloud,
        string provider,
        string plugin,
        string setting,
        string value
    )
    {
        var platform = await HandMadePlatform.OnAsync(cloud, ("infra:cluster.generation", "3"));

        Assert.Equal(
            (false, "gc,backup-deletion", "12.1.0"),
            (
                platform.Input("velero-g3", "values.credentials.useSecret"),
                platform.Input("velero-g3", "values.configuration.disableControllers"),
                platform.Input("velero-g3", "version")
            )
        );
        Assert.Equal(plugin, Map(Assert.Single(List(platform.Input("velero-g3", "values.initContainers"))))["image"]);
        var locations = List(platform.Input("velero-g3", "values.configuration.backupStorageLocation")).Select(Map).ToList();
        Assert.Equal(
            ["escrow-g3 g3 ReadWrite", "escrow-g2 g2 ReadOnly", "escrow-g1 g1 ReadOnly"],
            locations.Select(location => $"{location["name"]} {location["prefix"]} {location["accessMode"]}")
        );
        Assert.All(locations, location =>
            Assert.Equal((provider, "sets", value), (location["provider"], location["bucket"], Map(location["config"])[setting]))
        );
        Assert.Equal("escrow-g3", platform.Input("velero-g3", "values.configuration.defaultBackupStorageLocation"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_release_waits_for_the_restore_and_the_restore_for_Velero(string cloud)
    {
        var stack = await SampleStack.EvaluateAsync(cloud);

        Assert.Contains(Job, await stack.BeforeAsync("astronomer-g1"));
        Assert.Superset(
            new HashSet<string> { "velero-g1", "escrow-namespace-g1", "astronomer-bootstrap-g1" },
            await stack.BeforeAsync(Job)
        );
    }

    [Theory]
    [InlineData("gcp", 1, null, "none")]
    [InlineData("aws", 1, null, "none")]
    [InlineData("gcp", 1, "newest", "none")]
    [InlineData("gcp", 2, null, "newest")]
    [InlineData("aws", 2, null, "newest")]
    [InlineData("gcp", 2, "none", "none")]
    [InlineData("aws", 2, "velero-deployments-g1-20261128120000", "velero-deployments-g1-20261128120000")]
    public async Task A_first_launch_takes_no_set_and_a_relaunched_one_the_one_that_the_line_says(
        string cloud,
        int generation,
        string? line,
        string set
    )
    {
        (string, string?)[] edits =
        [
            ("infra:cluster.generation", $"{generation}"),
            .. line is null ? Array.Empty<(string, string?)>() : [("infra:escrow.restore", $"\"{line}\"")],
        ];
        var platform = await HandMadePlatform.OnAsync(cloud, edits);

        Assert.Equal(set, Variables(platform.Container($"escrow-restore-g1-g{generation}"))["SET"]);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_database_that_was_not_born_empty_has_deployments_in_the_first_generation_too(string cloud)
    {
        var platform = await HandMadePlatform.BornFromDataAsync(cloud);

        Assert.Equal("newest", Variables(platform.Container(Job))["SET"]);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_job_may_ask_for_a_restore_and_neither_reads_a_secret_nor_changes_anything(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        var rules = List(platform.Input("escrow-restore-role-g1", "rules")).Select(Map).ToList();
        Assert.Equal(
            ["backups", "backupstoragelocations", "namespaces", "restores"],
            rules.SelectMany(rule => List(rule["resources"])).Order()
        );
        Assert.Equal(["create", "get", "list"], rules.SelectMany(rule => List(rule["verbs"])).Distinct().Order());
        Assert.Equal(["python3", "-I", "-c", EscrowScript.Restore], List(platform.Container(Job)["command"]));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_stack_that_is_born_from_another_one_s_data_reads_every_folder_of_that_one_and_writes_to_its_own_alone(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud, BornFromProduction);

        Assert.Equal(
            ["escrow-g1 sets g1 ReadWrite", "origin-g2 sets of astro-prod g2 ReadOnly", "origin-g1 sets of astro-prod g1 ReadOnly"],
            List(platform.Input("velero-g1", "values.configuration.backupStorageLocation"))
                .Select(Map)
                .Select(location => $"{location["name"]} {location["bucket"]} {location["prefix"]} {location["accessMode"]}")
        );
        Assert.Equal(("astro-prod", ""), (Variables(platform.Container(Job))["ORIGIN"], Variables(platform.Container(Job))["LEFT_OUT"]));
        Assert.Equal("db.astro-west.internal db.astro-prod.internal", Variables(platform.Container("verify-platform-g1-g1"))["NAMES"]);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_drill_brings_back_no_network_policy_that_lets_production_out(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(
            cloud,
            [.. BornFromProduction, ("infra:lifetime", "\"disposable\""), ("infra:airflow.paused", "true")]
        );

        Assert.Equal("networkpolicies.networking.k8s.io", Variables(platform.Container(Job))["LEFT_OUT"]);
    }

    [Theory]
    [InlineData("gcp", "infra:identity.from", null, "infra:identity.from names no stack whose sets these would be")]
    [InlineData("aws", "infra:identity.account", "\"210987654321\"", "the sets are in account 210987654321")]
    [InlineData("gcp", "infra:escrow.from.copy", "true", "on Google Cloud a set has no copy besides its bucket")]
    [InlineData("aws", "infra:database.formerPrefixes", null, "know the database as db.astro-prod.internal")]
    [InlineData("gcp", "infra:database.formerPrefixes", """["astro-prod","astro-west"]""", "names this stack itself, or one twice")]
    public void What_would_bring_deployments_back_that_can_not_run_is_refused(string cloud, string key, string? value, string words) =>
        Assert.Contains(
            words,
            Assert
                .Throws<Infra.Configuration.ConfigurationException>(() => SampleStack.Config(cloud, [.. BornFromProduction, (key, value)]))
                .Message,
            StringComparison.Ordinal
        );

    private static readonly (string, string?)[] BornFromProduction =
    [
        ("infra:prefix", "\"astro-west\""),
        ("infra:database.restore", """{"latest":true,"instance":"astro-prod-db-g1"}"""),
        ("infra:identity.from", "\"astro-prod\""),
        ("infra:escrow.from.clusterGeneration", "2"),
        ("infra:database.formerPrefixes", """["astro-prod"]"""),
    ];

    [Theory]
    [InlineData("infra:escrow.everyMinutes", "61")]
    [InlineData("infra:escrow.everyMinutes", "4")]
    [InlineData("infra:escrow.keepDays", "6")]
    [InlineData("infra:escrow.restore", "\"The Newest\"")]
    public void A_value_that_does_not_fit_is_refused(string key, string value) =>
        Assert.Contains(
            key,
            Assert.Throws<Infra.Configuration.ConfigurationException>(() => SampleStack.Config("gcp", (key, value))).Message,
            StringComparison.Ordinal
        );

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void A_set_is_kept_at_least_as_long_as_the_database_s_backups(string cloud)
    {
        var fault = Assert.Throws<Infra.Configuration.ConfigurationException>(() =>
            SampleStack.Config(cloud, ("infra:escrow.keepDays", "20"), ("infra:database.backup.retentionDays", "21"))
        );

        Assert.Contains("the database's backups are kept for 21 days", fault.Message, StringComparison.Ordinal);
        Assert.Equal(
            21,
            SampleStack
                .Config(cloud, ("infra:escrow.keepDays", "21"), ("infra:database.backup.retentionDays", "21"))
                .Foundation.Escrow.KeepDays
        );
    }

    private static ImmutableDictionary<string, object> Map(object? value) => Assert.IsType<ImmutableDictionary<string, object>>(value);

    private static ImmutableArray<object> List(object? value) => Assert.IsType<ImmutableArray<object>>(value);

    private static Dictionary<string, object?> Variables(ImmutableDictionary<string, object> container) =>
        List(container["env"])
            .Select(Map)
            .ToDictionary(variable => (string)variable["name"], variable => variable.GetValueOrDefault("value"));
}
