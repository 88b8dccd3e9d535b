using Infra.Rehearsal.Preview;

namespace Infra.Tests.Lifetimes;

/// <summary>What holds data outlives the program; what does not can be lost. Every row of the options matrix; what is AWS' own has a table of its own, <see cref="Aws.AwsLifetimesTests"/>.</summary>
public sealed class OptionsMatrixTests
{
    // Type tokens whose things hold data or identity, or which a retained database still leans on.
    private static readonly HashSet<string> Permanent =
    [
        "random:index/randomPassword:RandomPassword", "random:index/randomId:RandomId", "random:index/randomBytes:RandomBytes",
        "random:index/randomUuid:RandomUuid", "tls:index/privateKey:PrivateKey", "tls:index/selfSignedCert:SelfSignedCert",
        "gcp:projects/service:Service", "gcp:compute/network:Network", "gcp:compute/subnetwork:Subnetwork", "gcp:compute/router:Router",
        "gcp:compute/routerNat:RouterNat", "gcp:compute/globalAddress:GlobalAddress", "gcp:servicenetworking/connection:Connection",
        "gcp:compute/firewall:Firewall", "gcp:dns/managedZone:ManagedZone", "gcp:storage/bucket:Bucket", "gcp:storage/bucketIAMMember:BucketIAMMember",
        "gcp:serviceaccount/iAMMember:IAMMember", "gcp:secretmanager/secret:Secret", "gcp:kms/keyRing:KeyRing", "gcp:kms/cryptoKey:CryptoKey",
        "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", "gcp:projects/serviceIdentity:ServiceIdentity",
    ];

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task What_holds_data_or_identity_is_protected_and_stays_in_the_cloud(string cloud)
    {
        var resources = (await SampleStack.EvaluateAsync(cloud)).Resources.Where(resource => Permanent.Contains(resource.Type)).ToList();

        Assert.NotEmpty(resources);
        Assert.All(resources, resource => Assert.True(resource.Options is { Protect: true, RetainOnDelete: true }, resource.Name));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Nothing_else_is_protected(string cloud)
    {
        string[] permanentToo = ["registry-account", "nat-address-0", "nat-address-1"];
        var resources = (await SampleStack.EvaluateAsync(cloud)).Resources;

        Assert.All(resources.Where(resource => resource.Options.Protect == true && !resource.Type.StartsWith("aws:", StringComparison.Ordinal)),
            resource => Assert.True(Permanent.Contains(resource.Type) || permanentToo.Contains(resource.Name), resource.Name));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_database_stays_in_the_cloud_without_blocking_the_program(string cloud)
    {
        var database = await Database(cloud);

        Assert.True(database.Options.RetainOnDelete);
        Assert.NotEqual(true, database.Options.Protect);
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

    [Fact]
    public async Task Node_groups_are_deleted_before_their_EKS_cluster_and_not_with_it() =>
        Assert.All((await SampleStack.EvaluateAsync("aws")).Resources.Where(resource => resource.Type == "aws:eks/nodeGroup:NodeGroup"),
            group => Assert.Null(group.Options.DeletedWith));

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

        Assert.All(resources, resource => Assert.True(resource.Options.Protect != true && resource.Options.RetainOnDelete != true, resource.Name));
    }

    private static async Task<DeclaredResource> Database(string cloud) =>
        Assert.Single((await SampleStack.EvaluateAsync(cloud)).Resources, resource => resource.Name == "database-g1");
}
