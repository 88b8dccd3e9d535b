using System.Text.Json.Nodes;
using Infra.Schemas;
using Infra.Simulation;

namespace Infra.Tests.Simulation;

/// <summary>The simulated S3 copies and locks as the real one does, and refuses what it refuses.</summary>
public sealed class BucketCopyTests
{
    private const string Image = "docker/registry/v2/blobs/one";
    private const string Rule = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
    private const string Lock = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
    private const string Versions = "aws:s3/bucketVersioning:BucketVersioning";

    [Fact]
    public async Task What_is_written_after_the_rule_appears_in_the_copy_minutes_later_and_what_was_there_never_does()
    {
        var account = await AccountAsync();
        var (here, there) = (account.World.Bucket("here"), account.World.Bucket("there"));
        here.Put("before");
        await account.CopyAsync();

        here.Put(Image);
        Assert.Empty(there.Keys);
        account.World.Now += TimeSpan.FromMinutes(3);

        Assert.Equal([Image], there.Keys);
        Assert.Equal(["COMPLETED"], here.Versions.Where(one => one.Key == Image).Select(one => one.Replication));
        Assert.Equal(here.Versions.Single(one => one.Key == Image).Id, Assert.Single(there.Versions).Id);
    }

    [Fact]
    public async Task No_deletion_follows()
    {
        var account = await AccountAsync();
        await account.CopyAsync();
        var (here, there) = (account.World.Bucket("here"), account.World.Bucket("there"));
        here.Put(Image);
        account.World.Now += TimeSpan.FromMinutes(3);

        here.Delete(Image);
        foreach (var version in here.Versions)
        {
            here.Delete(Image, version.Id);
        }
        account.World.Now += TimeSpan.FromHours(1);

        Assert.Empty(here.Versions);
        Assert.Equal([Image], there.Keys);
    }

    [Theory]
    [InlineData("the copy's key disabled")]
    [InlineData("the copy's versions suspended")]
    [InlineData("the role's rights taken away")]
    [InlineData("the copy's region lost")]
    public async Task What_can_not_be_copied_is_marked_and_counted(string fault)
    {
        var account = await AccountAsync();
        await account.CopyAsync();
        switch (fault)
        {
            case "the copy's key disabled":
                account.World.ChangeByHand("aws:kms/key:Key", account.CopiesKey, "isEnabled", false);
                break;
            case "the copy's versions suspended":
                account.World.ChangeByHand(Versions, "there", "versioningConfiguration.status", "Suspended");
                break;
            case "the role's rights taken away":
                account.World.Lose("aws:iam/rolePolicy:RolePolicy", "copies");
                break;
            default:
                account.World.LoseRegion("eu-west-1");
                break;
        }

        account.World.Put("here", Image);
        account.World.Now += TimeSpan.FromMinutes(3);

        Assert.Equal("FAILED", Assert.Single(account.World.Bucket("here").Versions).Replication);
        Assert.Contains(
            "\"Sum\": 1",
            CloudCommandLine.Answer(
                account.World,
                [
                    .. "aws cloudwatch get-metric-statistics --region eu-central-1 --namespace AWS/S3".Split(' '),
                    .. "--metric-name OperationsFailedReplication --period 86400 --statistics Sum".Split(' '),
                    .. $"--start-time {account.World.Now.AddDays(-1):O} --end-time {account.World.Now:O}".Split(' '),
                    "--dimensions",
                    """
                    [{"Name":"SourceBucket","Value":"here"},{"Name":"DestinationBucket","Value":"there"},{"Name":"RuleId","Value":"all"}]
                    """,
                ]
            ),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("here", null, "Versioning must be 'Enabled' on the bucket to apply a replication configuration")]
    [InlineData("there", null, "Destination bucket must have versioning enabled")]
    [InlineData(null, "arn:aws:kms:eu-west-1:123456789012:key/nobody's", "can not be used in eu-west-1")]
    [InlineData(null, "the key of the source", "can not be used in eu-west-1")]
    public async Task A_rule_that_could_never_copy_is_refused(string? withoutVersions, string? key, string expected)
    {
        var account = await AccountAsync();
        if (withoutVersions is not null)
        {
            account.World.Lose(Versions, withoutVersions);
        }

        var refused = await Assert.ThrowsAnyAsync<Exception>(() =>
            account.CopyAsync(
                key is null ? null
                : key[0] == 'a' ? key
                : account.SourceKey
            )
        );

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_s_settings_are_taken_in_its_own_region_alone()
    {
        var account = await AccountAsync();

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => account.CopyAsync(region: "eu-west-1"));

        Assert.Contains("PermanentRedirect", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GOVERNANCE", true)]
    [InlineData("COMPLIANCE", false)]
    public async Task A_locked_version_is_deleted_by_who_may_pass_by_governance_and_by_nobody_under_compliance(string mode, bool passes)
    {
        var account = await AccountAsync();
        var there = account.World.Bucket("there");
        there.Put("before the lock");
        await account.LockAsync(mode);
        await account.CopyAsync();
        account.World.Put("here", Image);
        account.World.Now += TimeSpan.FromMinutes(3);
        var version = there.Versions.Single(one => one.Key == Image);

        // What was there before is not held, and a delete marker hides nothing for good.
        there.Delete("before the lock", there.Versions.Single(one => one.Key == "before the lock").Id);
        there.Delete(Image);
        Assert.Empty(there.Keys);

        Assert.Contains("object protected by object lock", Refusal(() => there.Delete(Image, version.Id)), StringComparison.Ordinal);
        var (until, sooner) = (version.RetainUntil!.Value, account.World.Now.AddDays(1));
        Assert.NotNull(Refusal(() => there.Retain(Image, version.Id, mode, sooner)));
        there.Retain(Image, version.Id, mode, until.AddDays(1));
        if (passes)
        {
            there.Retain(Image, version.Id, mode, until, bypassesGovernance: true);
            there.Delete(Image, version.Id, bypassesGovernance: true);
        }
        else
        {
            Assert.NotNull(Refusal(() => there.Retain(Image, version.Id, mode, sooner, bypassesGovernance: true)));
            Assert.NotNull(Refusal(() => there.Retain(Image, version.Id, "GOVERNANCE", until.AddDays(9), bypassesGovernance: true)));
            Assert.NotNull(Refusal(() => there.Delete(Image, version.Id, bypassesGovernance: true)));
            account.World.Now = until.AddDays(2);
            there.Delete(Image, version.Id);
        }
        Assert.DoesNotContain(there.Versions, one => one.Id == version.Id);
    }

    [Fact]
    public async Task A_lock_can_not_be_had_without_versions_nor_switched_off_by_suspending_them()
    {
        var account = await AccountAsync();
        account.World.ChangeByHand(Versions, "there", "versioningConfiguration.status", "Suspended");
        Assert.Contains(
            "Versioning must be 'Enabled'",
            (await Assert.ThrowsAnyAsync<Exception>(() => account.LockAsync("GOVERNANCE"))).Message,
            StringComparison.Ordinal
        );
        account.World.ChangeByHand(Versions, "there", "versioningConfiguration.status", "Enabled");
        await account.LockAsync("GOVERNANCE");

        var refused = await Assert.ThrowsAnyAsync<Exception>(() =>
            account.There.UpdateAsync(Versions, "there", """{ "bucket": "there", "versioningConfiguration": { "status": "Suspended" } }""")
        );

        Assert.Contains("An Object Lock configuration is present", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GOVERNANCE", true)]
    [InlineData("COMPLIANCE", false)]
    public async Task A_bucket_that_holds_what_nobody_may_delete_can_not_be_destroyed(string mode, bool isDestroyed)
    {
        var account = await AccountAsync();
        await account.LockAsync(mode);
        account.World.Put("there", Image);

        var destroying = account.There.DeleteAsync(
            "aws:s3/bucket:Bucket",
            "there",
            """{ "bucket": "there", "forceDestroy": true, "objectLockEnabled": true }"""
        );

        if (isDestroyed)
        {
            await destroying;
            Assert.Null(account.World.Find("aws:s3/bucket:Bucket", "there"));
        }
        else
        {
            Assert.Contains(
                "object protected by object lock",
                (await Assert.ThrowsAnyAsync<Exception>(() => destroying)).Message,
                StringComparison.Ordinal
            );
            Assert.NotNull(account.World.Find("aws:s3/bucket:Bucket", "there"));
        }
    }

    [Fact]
    public async Task A_sync_copies_what_is_not_there()
    {
        var account = await AccountAsync();
        account.World.Put("here", "one");
        account.World.Put("here", "two");
        account.World.Put("there", "two");

        var answer = CloudCommandLine.Answer(
            account.World,
            "aws s3 sync s3://here s3://there --source-region eu-central-1 --region eu-west-1".Split(' ')
        );

        Assert.Equal("copy: s3://here/one to s3://there/one\n", answer);
        Assert.Equal(["one", "two"], account.World.Bucket("there").Keys);
    }

    private static string? Refusal(Action what) => Assert.Throws<Refusal>(what).Message;

    private static async Task<Account> AccountAsync()
    {
        var account = new Account(new World(Path.Combine(Directory.CreateTempSubdirectory("infra-").FullName, "world")));
        await account.PrepareAsync();
        return account;
    }

    // Two buckets in two regions, each with versions and a key of its own, and the role that copies.
    private sealed class Account(World world)
    {
        public World World => world;
        public AwsRegion Here { get; } = new(world, "eu-central-1");
        public AwsRegion There { get; } = new(world, "eu-west-1");
        public string SourceKey { get; private set; } = "";
        public string CopiesKey { get; private set; } = "";

        public async Task PrepareAsync()
        {
            SourceKey = await BucketAsync(Here, "here");
            CopiesKey = await BucketAsync(There, "there");
            await Here.CreateAsync(
                "aws:iam/role:Role",
                """
                {
                  "name": "copies",
                  "assumeRolePolicy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"s3.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"
                }
                """
            );
            await Here.CreateAsync(
                "aws:iam/rolePolicy:RolePolicy",
                new JsonObject
                {
                    ["name"] = "copies",
                    ["role"] = "copies",
                    ["policy"] = """{ "Statement": [{ "Effect": "Allow", "Action": ["s3:*", "kms:*"], "Resource": "*" }] }""",
                }.ToJsonString()
            );
        }

        public Task<WorldObject> CopyAsync(string? key = null, string region = "eu-central-1") =>
            (region == "eu-central-1" ? Here : There).CreateAsync(
                Rule,
                $$"""
                {
                  "bucket": "here", "role": "arn:aws:iam::123456789012:role/copies",
                  "rules": [{
                    "id": "all", "status": "Enabled", "priority": 0, "filter": { "prefix": "" },
                    "deleteMarkerReplication": { "status": "Disabled" },
                    "sourceSelectionCriteria": { "sseKmsEncryptedObjects": { "status": "Enabled" } },
                    "destination": {
                      "bucket": "arn:aws:s3:::there", "encryptionConfiguration": { "replicaKmsKeyId": "{{key ?? CopiesKey}}" },
                      "metrics": { "status": "Enabled" }
                    }
                  }]
                }
                """
            );

        public Task<WorldObject> LockAsync(string mode) =>
            There.CreateAsync(Lock, $$"""{ "bucket": "there", "rule": { "defaultRetention": { "mode": "{{mode}}", "days": 14 } } }""");

        private static async Task<string> BucketAsync(AwsRegion region, string name)
        {
            var key = (await region.CreateAsync("aws:kms/key:Key", "{}")).State.Text("arn")!;
            await region.CreateAsync("aws:s3/bucket:Bucket", $$"""{ "bucket": "{{name}}" }""");
            await region.CreateAsync(Versions, $$"""{ "bucket": "{{name}}", "versioningConfiguration": { "status": "Enabled" } }""");
            await region.CreateAsync(
                "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                $$"""
                {
                  "bucket": "{{name}}",
                  "rules": [{ "applyServerSideEncryptionByDefault": { "sseAlgorithm": "aws:kms", "kmsMasterKeyId": "{{key}}" } }]
                }
                """
            );
            return key;
        }
    }

    // A provider that is configured for one region, as the program has one for each.
    private sealed class AwsRegion(World world, string region)
    {
        private readonly Resources _resources = new(world, "aws");
        private readonly ProviderSettings _settings = new("aws", new() { ["region"] = region }, world);

        public Task<WorldObject> CreateAsync(string type, string inputs)
        {
            var map = Json(inputs);
            return _resources.Faults(type, map).FirstOrDefault() is { } fault
                ? throw new Refusal($"{fault}")
                : _resources.CreateAsync(_settings, Urn(type), map, 0, CancellationToken.None);
        }

        public Task<WorldObject> UpdateAsync(string type, string id, string inputs)
        {
            var before = world.Find(type, id)!;
            return _resources.UpdateAsync(_settings, Urn(type), id, Json(inputs), before.Inputs, before.State, 0, CancellationToken.None);
        }

        public Task DeleteAsync(string type, string id, string state) =>
            _resources.DeleteAsync(_settings, Urn(type), id, Json(state), 0, CancellationToken.None);

        private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

        private static string Urn(string type) => $"urn:pulumi:test::infra::{type}::thing";
    }
}
