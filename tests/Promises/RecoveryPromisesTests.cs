using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Cli.Preview;

namespace Infra.Tests.Promises;

/// <summary>What a relaunch and a restore declare otherwise than before, and that it is nothing else.</summary>
public sealed class RecoveryPromisesTests
{
    private static readonly (string, string?)[] Relaunch = [("infra:cluster.generation", "2")];

    private static readonly (string, string?)[] Restore =
    [
        ("infra:database.generation", "2"),
        ("infra:database.restore", "{\"pointInTime\":\"2026-11-23T13:02:30Z\"}"),
    ];

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_relaunch_declares_the_cluster_and_what_is_in_it_anew_and_leaves_the_old_ones_out(string cloud)
    {
        var (before, after) = (await DeclareAsync(cloud), await DeclareAsync(cloud, Relaunch));
        var (gone, made) = (before.Keys.Except(after.Keys).ToList(), after.Keys.Except(before.Keys).ToList());

        Assert.Contains(gone, key => Name(key) == "cluster-g1");
        Assert.Empty(gone.Select(WithoutGenerations).Except(made.Select(WithoutGenerations)));
        // Besides, what tells the deployments to come up again.
        Assert.All(made.Select(WithoutGenerations).Except(gone.Select(WithoutGenerations)), key =>
            Assert.StartsWith("kubernetes:", key, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(gone, key => Name(key).StartsWith("database-g", StringComparison.Ordinal));
        Assert.DoesNotContain(after.Keys, key =>
            key.StartsWith("kubernetes:", StringComparison.Ordinal) && !key.EndsWith("-g2", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("gcp", "database-allow", "database-deny")]
    [InlineData("aws", "database-allow")]
    public async Task A_relaunch_changes_nothing_that_stays_but_the_fence_and_the_public_names(string cloud, params string[] fence)
    {
        var changed = Changed(await DeclareAsync(cloud), await DeclareAsync(cloud, Relaunch));

        Assert.Empty(changed.Select(Name).Except(fence).Except(["public-name", "public-wildcard"]));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_restore_declares_one_database_anew_beside_its_birth_record(string cloud)
    {
        var (before, after) = (await DeclareAsync(cloud), await DeclareAsync(cloud, Restore));

        Assert.Contains(after.Keys, key => Name(key) == "database-g2");
        Assert.DoesNotContain(after.Keys, key => Name(key) == "database-g1");
        Assert.Contains(after.Keys, key => Name(key) == "database-g1-birth");
        Assert.All(after.Keys.Except(before.Keys), key => Assert.Contains("-g2", key, StringComparison.Ordinal));
        Assert.All(before.Keys.Except(after.Keys), key => Assert.Contains("-g1", key, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_restore_changes_only_what_follows_the_active_database_by_a_stable_name(string cloud)
    {
        var (before, after) = (await DeclareAsync(cloud), await DeclareAsync(cloud, Restore));
        var changed = Changed(before, after).ToList();
        var release = Assert.Single(changed, key => Name(key) == "astronomer-g1");

        // Besides, the policy that lets in the pods of the job by its name, which both generations are in.
        Assert.All(changed.Except([release]).Where(key => Name(key) != "verify-platform-policy-g1"), key =>
            Assert.StartsWith("database-", Name(key), StringComparison.Ordinal)
        );
        // A label, by which the pods are restarted and log in anew, and the upgrade of the deployments that are in the restored database.
        Assert.Equal(
            before[release],
            after[release]
                .Replace("\"infra/database-generation\":\"g2\"", "\"infra/database-generation\":\"g1\"", StringComparison.Ordinal)
                .Replace(
                    "\"upgradeDeployments\":{\"enabled\":true}",
                    "\"upgradeDeployments\":{\"enabled\":false}",
                    StringComparison.Ordinal
                )
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_restore_lines_may_go_once_the_database_is_born(string cloud)
    {
        var (with, without) = (await DeclareAsync(cloud, Restore), await DeclareAsync(cloud, ("infra:database.generation", "2")));

        Assert.Equal(with.Keys, without.Keys);
        // The database ignores what it was born from, and the birth record keeps what it once said, also for the verification that reads
        // it.
        Assert.Empty(Changed(with, without).Select(Name).Except(["database-g2", "database-g2-birth", "verify-database-g2-g1"]));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Two_evaluations_declare_the_same_in_a_preview_and_in_an_up(string cloud)
    {
        Assert.Equal(await DeclareAsync(cloud), await DeclareAsync(cloud));
        Assert.Equal((await SampleStack.EvaluateAsync(cloud)).Resources.Select(Key).Order(), (await DeclareAsync(cloud)).Keys.Order());
    }

    [Fact]
    public async Task The_platform_in_the_cluster_is_the_same_on_both_clouds()
    {
        string[] clouds = ["astronomer-ingress", "cluster-autoscaler"];
        var (gcp, aws) = (await InClusterAsync("gcp"), await InClusterAsync("aws"));

        Assert.Equal(gcp, aws.Where(key => !clouds.Any(key.Contains)));

        async Task<IEnumerable<string>> InClusterAsync(string cloud) =>
            [.. (await DeclareAsync(cloud)).Keys.Where(key => key.StartsWith("kubernetes:", StringComparison.Ordinal)).Order()];
    }

    // Everything that a resource is declared with, by type and name.
    private static async Task<SortedDictionary<string, string>> DeclareAsync(string cloud, params (string Path, string? Json)[] edits)
    {
        var whole = await OfflineStack.EvaluateAsync(SampleStack.Config(cloud, edits), cloud, new Echo());
        return new(
            whole.Resources.ToDictionary(Key, resource =>
                string.Join(
                    '\n',
                    JsonSerializer.Serialize(resource.Inputs),
                    resource.Options.Protect,
                    resource.Options.RetainOnDelete,
                    resource.Options.DeletedWith?.GetResourceName(),
                    resource.Options.Parent?.GetResourceName(),
                    string.Join(',', resource.Options.IgnoreChanges)
                )
            ),
            StringComparer.Ordinal
        );
    }

    private static string Key(DeclaredResource resource) => $"{resource.Type} {resource.Name}";

    private static string Name(string key) => key.Split(' ')[1];

    private static IEnumerable<string> Changed(SortedDictionary<string, string> before, SortedDictionary<string, string> after) =>
        before.Keys.Where(key => after.TryGetValue(key, out var now) && now != before[key]);

    private static string WithoutGenerations(string key) => Regex.Replace(key, "-g[0-9]+", "");
}
