using Infra.Configuration;
using Pulumi;

namespace Infra.Tests.Policy;

/// <summary>The program refuses by itself what breaks a promise that protects data, before the engine hears of anything.</summary>
public sealed class JudgedProgramTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_platform_that_keeps_its_promises_is_let_through_in_every_shape(string cloud)
    {
        await Passes();
        await Passes(("infra:lifetime", "\"disposable\""));
        await Passes(
            ("infra:database.generation", "2"),
            ("infra:database.restore", """{ "latest": true }"""),
            ("infra:cluster.generation", "3")
        );
        await Passes(
            ("infra:prefix", "\"astro-new\""),
            ("infra:identity", """{ "from": "astro-prod" }"""),
            ("infra:database.restore", """{ "latest": true, "instance": "astro-prod-db-g1" }""")
        );

        async Task Passes(params (string Path, string? Json)[] edits) =>
            Assert.NotNull(await JudgedProgram.JudgeAsync(SampleStack.Values(cloud, edits), PlatformStack.Deploy));
    }

    [Theory]
    [InlineData("aws", "bucket", "data-stays", "it is not both protected and retained")]
    [InlineData("gcp", "bucket", "data-stays", "it is not both protected and retained")]
    [InlineData("aws", "bucket", "bucket-private", "no BucketPublicAccessBlock with all four switches on names it")]
    [InlineData("gcp", "bucket", "bucket-private", "publicAccessPrevention is not enforced")]
    [InlineData("aws", "bucket", "bucket-versioned", "no BucketVersioning with status Enabled names it")]
    [InlineData("gcp", "bucket", "bucket-versioned", "versioning.enabled is not true")]
    [InlineData("aws", "bucket", "bucket-kept", "forceDestroy is true")]
    [InlineData("gcp", "bucket", "bucket-kept", "forceDestroy is true")]
    [InlineData("aws", "database", "database-stays", "it is protected, or not retained")]
    [InlineData("gcp", "database", "database-stays", "it is protected, or not retained")]
    [InlineData("aws", "database", "database-guarded", "deletionProtection is not true")]
    [InlineData("gcp", "database", "database-guarded", "deletionProtection is not true")]
    [InlineData("aws", "database", "database-private", "publiclyAccessible is not false")]
    [InlineData("gcp", "database", "database-private", "settings.ipConfiguration.ipv4Enabled is not false")]
    [InlineData("aws", "database", "database-encrypted", "storageEncrypted is not true")]
    [InlineData("gcp", "database", "database-encrypted", "settings.ipConfiguration.sslMode lets a client in without TLS")]
    [InlineData("aws", "database", "backups-kept", "backupRetentionPeriod is 1; 7 is the least")]
    [InlineData("gcp", "database", "backups-kept", "settings.backupConfiguration.enabled is not true")]
    [InlineData("aws", "key", "key-kept", "enableKeyRotation is not true")]
    [InlineData("gcp", "key", "key-kept", "rotationPeriod is not set")]
    [InlineData("aws", "password", "data-stays", "it is not both protected and retained")]
    [InlineData("gcp", "password", "data-stays", "it is not both protected and retained")]
    public async Task What_breaks_a_promise_that_protects_data_is_refused_with_its_reason_and_its_mend(
        string cloud,
        string what,
        string policy,
        string fault
    )
    {
        var refusal = await Assert.ThrowsAsync<RunException>(() =>
            JudgedProgram.JudgeAsync(SampleStack.Values(cloud), With(Mistakes[$"{cloud} {what}"]))
        );

        Assert.Contains("data; nothing was registered and nothing was changed:\n", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"- mistake: {fault}\n    Policy {policy}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("\n    Mend: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_disposable_stack_need_not_keep_what_it_holds(string cloud) =>
        Assert.NotNull(
            await JudgedProgram.JudgeAsync(
                SampleStack.Values(cloud, ("infra:lifetime", "\"disposable\"")),
                With(Mistakes[$"{cloud} password"])
            )
        );

    [Fact]
    public async Task A_faulty_configuration_is_told_as_itself() =>
        await Assert.ThrowsAsync<ConfigurationException>(() =>
            JudgedProgram.JudgeAsync(SampleStack.Values("aws", ("infra:cluster.generation", "0")), PlatformStack.Deploy)
        );

    private static readonly Dictionary<string, Func<Resource>> Mistakes = new()
    {
        ["aws bucket"] = () => new global::Pulumi.Aws.S3.Bucket("mistake", new() { BucketName = "more", ForceDestroy = true }),
        ["gcp bucket"] = () =>
            new global::Pulumi.Gcp.Storage.Bucket(
                "mistake",
                new()
                {
                    Name = "more",
                    Location = "EU",
                    ForceDestroy = true,
                }
            ),
        ["aws database"] = () =>
            new global::Pulumi.Aws.Rds.Instance(
                "mistake",
                new()
                {
                    InstanceClass = "db.m6g.large",
                    Engine = "postgres",
                    PubliclyAccessible = true,
                    StorageEncrypted = false,
                    BackupRetentionPeriod = 1,
                    DeletionProtection = false,
                }
            ),
        ["gcp database"] = () =>
            new global::Pulumi.Gcp.Sql.DatabaseInstance("mistake", new() { DatabaseVersion = "POSTGRES_16", DeletionProtection = false }),
        ["aws key"] = () => new global::Pulumi.Aws.Kms.Key("mistake", new() { EnableKeyRotation = false }),
        ["gcp key"] = () =>
            new global::Pulumi.Gcp.Kms.CryptoKey("mistake", new() { Name = "more", KeyRing = "projects/p/locations/l/keyRings/r" }),
        ["aws password"] = Password,
        ["gcp password"] = Password,
    };

    private static global::Pulumi.Random.RandomPassword Password() => new("mistake", new() { Length = 32 });

    private static Func<PlatformConfig, IDictionary<string, object?>> With(Func<Resource> mistake) =>
        config =>
        {
            var outputs = PlatformStack.Deploy(config);
            mistake();
            return outputs;
        };
}
