namespace Infra.Tests.Lifetimes;

/// <summary>What holds data outlives the program; what does not can be lost. Every row of the options matrix, on both clouds.</summary>
public sealed class OptionsMatrixTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Every_resource_has_the_lifetime_of_the_matrix(string cloud) => Assert.All(await DeclaredAsync(cloud), resource =>
        {
            var lifetime = OptionsMatrix.ByName.TryGetValue((cloud, resource.Name), out var special)
                ? special
                : OptionsMatrix.ByType[resource.Type];

            Assert.Equal((resource.Name, lifetime), (resource.Name, Of(resource)));
        });

    [Fact]
    public async Task Every_row_of_the_matrix_is_in_use()
    {
        List<DeclaredResource>[] declared = [await DeclaredAsync("gcp"), await DeclaredAsync("aws")];

        Assert.Equal(
            OptionsMatrix.ByType.Keys.Order(),
            declared.SelectMany(resources => resources).Select(resource => resource.Type).Distinct().Order()
        );
        Assert.All(OptionsMatrix.ByName.Keys, row =>
            Assert.Contains(declared[row.Cloud == "gcp" ? 0 : 1], resource => resource.Name == row.Name)
        );
    }

    [Theory]
    [InlineData("gcp", "clone", "restoreBackupContext", "backupdrBackup", "pointInTimeRestoreContext", "encryptionKeyName")]
    [InlineData("aws", "restoreToPointInTime", "snapshotIdentifier", "dbName", "username", "kmsKeyId")]
    public async Task What_a_database_was_born_from_is_never_edited(string cloud, params string[] inputs)
    {
        var database = await Database(cloud);

        Assert.All(inputs, input => Assert.Contains(input, database.Options.IgnoreChanges));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_restore_may_take_three_hours(string cloud) =>
        Assert.Equal(TimeSpan.FromHours(3), (await Database(cloud)).Options.CustomTimeouts?.Create);

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_database_is_guarded_against_being_made_twice(string cloud) =>
        Assert.Contains((await Database(cloud)).Options.Hooks.BeforeCreate, hook => hook.Options.OnDryRun == true);

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Everything_in_the_cluster_goes_with_the_cluster_and_is_named_after_its_generation(string cloud)
    {
        var resources = (await SampleStack.EvaluateAsync(cloud, ("infra:cluster.generation", "3"))).Resources;
        var cluster = Assert.Single(resources, resource => resource.Name == "cluster-g3").Resource;
        var inside = resources.Where(resource => resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(inside);
        Assert.All(inside, resource =>
        {
            Assert.Same(cluster, resource.Options.DeletedWith);
            Assert.EndsWith("-g3", resource.Name, StringComparison.Ordinal);
        });
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_cluster_can_be_lost(string cloud)
    {
        var cluster = Assert.Single((await SampleStack.EvaluateAsync(cloud)).Resources, resource => resource.Name == "cluster-g1");

        Assert.False((bool)cluster.Inputs["deletionProtection"]);
        Assert.NotEqual(true, cluster.Options.Protect);
        Assert.NotEqual(true, cluster.Options.RetainOnDelete);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_disposable_stack_protects_and_retains_nothing(string cloud)
    {
        var resources = (await SampleStack.EvaluateAsync(cloud, ("infra:lifetime", "\"disposable\""))).Resources;

        Assert.All(resources, resource =>
            Assert.True(resource.Options.Protect != true && resource.Options.RetainOnDelete != true, resource.Name)
        );
    }

    // Components and providers are nothing in a cloud. Flow logs, task logs, alerts and a lock, so that what belongs to them is there too.
    private static async Task<List<DeclaredResource>> DeclaredAsync(string cloud) =>
        [
            .. (
                await SampleStack.EvaluateAsync(
                    cloud,
                    [
                        ("infra:network.flowLogs", "true"),
                        ("infra:taskLogs.retentionDays", "90"),
                        ($"infra:{cloud}.viewers", SampleStack.Viewers(cloud)),
                        ("infra:copies.lock", cloud == "aws" ? "\"governance\"" : null),
                        .. SampleStack.Alerts,
                    ]
                )
            ).Resources.Where(resource =>
                !resource.Type.StartsWith("infra:", StringComparison.Ordinal)
                && !resource.Type.StartsWith("pulumi:providers:", StringComparison.Ordinal)
            ),
        ];

    private static Lifetime Of(DeclaredResource resource) =>
        (resource.Options.Protect == true, resource.Options.RetainOnDelete == true, resource.Options.DeletedWith?.GetResourceType()) switch
        {
            (true, true, null) => Lifetime.Permanent,
            (false, true, null) => Lifetime.Kept,
            (false, false, null) => Lifetime.Rebuildable,
            (false, false, "aws:eks/cluster:Cluster" or "gcp:container/cluster:Cluster") => resource.Type.StartsWith(
                "kubernetes:",
                StringComparison.Ordinal
            )
                ? Lifetime.InCluster
                : Lifetime.WithCluster,
            (false, false, "aws:eks/nodeGroup:NodeGroup") => Lifetime.WithNodes,
            (false, true, "gcp:sql/databaseInstance:DatabaseInstance") => Lifetime.WithDatabase,
            var other => throw new InvalidOperationException($"{resource.Name}: {other} is no lifetime of the matrix."),
        };

    private static async Task<DeclaredResource> Database(string cloud) =>
        Assert.Single((await SampleStack.EvaluateAsync(cloud)).Resources, resource => resource.Name == "database-g1");
}
