using Infra.Configuration;
using Infra.Tests.Platform;

namespace Infra.Tests.Aws;

/// <summary>Images and sets are copied to another region, where a deletion does not follow them and a lock may hold them.</summary>
public sealed class BucketCopyTests
{
    private const string Lock = "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

    public static TheoryData<string> Nouns => ["registry", "escrow"];

    [Theory, MemberData(nameof(Nouns))]
    public async Task Whatever_is_written_is_copied_under_the_key_of_the_copies_and_no_deletion_is(string noun)
    {
        var rule = Assert.Single((await AwsStack.DeclareAsync())[$"{noun}-copy-rule"]["rules"]!.AsArray())!;

        Assert.Equal("Enabled", $"{rule["status"]}");
        Assert.Equal("", $"{rule["filter"]!["prefix"]}");
        Assert.Equal("Disabled", $"{rule["deleteMarkerReplication"]!["status"]}");
        Assert.Equal("Enabled", $"{rule["sourceSelectionCriteria"]!["sseKmsEncryptedObjects"]!["status"]}");
        var destination = rule["destination"]!;
        Assert.Equal($"(echo of copies-{noun}-eu-west-1-bucket.arn)", $"{destination["bucket"]}");
        Assert.Equal("(echo of copies-key-eu-west-1.arn)", $"{destination["encryptionConfiguration"]!["replicaKmsKeyId"]}");
        Assert.Equal("Enabled", $"{destination["metrics"]!["status"]}");
    }

    [Theory, MemberData(nameof(Nouns))]
    public async Task The_copy_is_as_closed_as_its_source_and_its_names_tell_its_region(string noun)
    {
        var stack = await AwsStack.DeclareAsync();
        var name = $"copies-{noun}-eu-west-1";

        Assert.Equal($"astro-prod-{name}-123456789012", $"{stack[$"{name}-bucket"]["bucket"]}");
        Assert.Equal("Enabled", $"{stack[$"{name}-versioning"]["versioningConfiguration"]!["status"]}");
        Assert.Equal(
            "(echo of copies-key-eu-west-1.arn)",
            $"{stack[$"{name}-encryption"]["rules"]![0]!["applyServerSideEncryptionByDefault"]!["kmsMasterKeyId"]}"
        );
        Assert.True(stack[$"{name}-public-access"]["blockPublicPolicy"]!.GetValue<bool>());
        Assert.Equal("Deny", $"{AwsStack.Statements(stack[$"{name}-bucket-policy"]["policy"])[0]["Effect"]}");
        Assert.Empty(stack.Faults);
    }

    [Theory]
    [InlineData("7", "20", 20)]
    [InlineData("30", "20", 30)]
    public async Task What_is_deleted_or_overwritten_is_kept_in_the_copy_for_as_long_as_either_figure(string kept, string copied, int days)
    {
        var stack = await AwsStack.DeclareAsync(("infra:registry.keepDeletedDays", kept), ("infra:copies.retentionDays", copied));

        Assert.Equal(
            days,
            stack["copies-registry-eu-west-1-lifecycle"]["rules"]![0]!["noncurrentVersionExpiration"]!["noncurrentDays"]!.GetValue<int>()
        );
    }

    [Fact]
    public async Task A_set_ages_out_of_the_copy_too_and_an_image_does_not()
    {
        var stack = await AwsStack.DeclareAsync(("infra:escrow.keepDays", "40"));

        Assert.Equal(40, stack["copies-escrow-eu-west-1-lifecycle"]["rules"]![0]!["expiration"]!["days"]!.GetValue<int>());
        Assert.Null(stack["copies-registry-eu-west-1-lifecycle"]["rules"]![0]!["expiration"]);
    }

    [Theory, MemberData(nameof(Nouns))]
    public async Task The_role_that_copies_reads_one_bucket_writes_one_and_deletes_nowhere(string noun)
    {
        var stack = await AwsStack.DeclareAsync();
        var (source, copy) = ($"(echo of {noun}-bucket.arn)", $"(echo of copies-{noun}-eu-west-1-bucket.arn)");

        var trust = Assert.Single(AwsStack.Statements(stack[$"{noun}-copy-role"]["assumeRolePolicy"]));
        Assert.Equal(
            ("s3.amazonaws.com", "123456789012"),
            ($"{trust["Principal"]!["Service"]}", $"{trust["Condition"]!["StringEquals"]!["aws:SourceAccount"]![0]}")
        );
        Assert.Equal(
            [
                ("kms:Decrypt", "(echo of key.arn)"),
                ("kms:Encrypt", "(echo of copies-key-eu-west-1.arn)"),
                ("kms:GenerateDataKey*", "(echo of copies-key-eu-west-1.arn)"),
                ("s3:GetObjectVersionAcl", $"{source}/*"),
                ("s3:GetObjectVersionForReplication", $"{source}/*"),
                ("s3:GetObjectVersionTagging", $"{source}/*"),
                ("s3:GetReplicationConfiguration", source),
                ("s3:ListBucket", source),
                ("s3:ReplicateObject", $"{copy}/*"),
                ("s3:ReplicateTags", $"{copy}/*"),
            ],
            AwsStack
                .Statements(stack[$"{noun}-copy-role-copies-objects"]["policy"])
                .SelectMany(statement =>
                    AwsStack.Texts(statement["Action"]).Select(action => (action, Assert.Single(AwsStack.Texts(statement["Resource"]))))
                )
                .Order()
        );
    }

    [Theory]
    [InlineData("governance", "GOVERNANCE")]
    [InlineData("compliance", "COMPLIANCE")]
    public async Task A_lock_holds_every_object_of_both_copies_for_their_days(string asked, string mode)
    {
        var stack = await AwsStack.DeclareAsync(("infra:copies.lock", $"\"{asked}\""), ("infra:copies.retentionDays", "21"));

        Assert.Equal(2, stack.Of(Lock).Count);
        Assert.All(stack.Of(Lock), held =>
        {
            Assert.StartsWith("astro-prod-copies-", held.Text("bucket"), StringComparison.Ordinal);
            var retention = held.Inputs["rule"]!["defaultRetention"]!;
            Assert.Equal((21, mode), (retention["days"]!.GetValue<int>(), retention["mode"]!.GetValue<string>()));
        });
        Assert.Empty(stack.Faults);
    }

    [Fact]
    public async Task Nothing_is_copied_before_the_versions_the_rights_and_the_lock_are_there()
    {
        var stack = await SampleStack.EvaluateAsync("aws", ("infra:copies.lock", "\"governance\""));

        Assert.Equal(
            [
                "copies-registry-eu-west-1-lock",
                "copies-registry-eu-west-1-versioning",
                "registry-copy-role-copies-objects",
                "registry-versioning",
            ],
            (await stack.BeforeAsync("registry-copy-rule")).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Nothing_is_locked_where_nobody_asks_and_nothing_is_copied_without_a_region()
    {
        Assert.Empty((await AwsStack.DeclareAsync()).Of(Lock));
        var alone = await AwsStack.DeclareAsync(("infra:copies", null));
        Assert.Equal(2, alone.Of("s3/bucket:Bucket").Count);
        Assert.Empty(alone.Of("s3/bucketReplicationConfig:BucketReplicationConfig"));
        Assert.False(alone.Has("registry-copy-role"));
    }

    [Fact]
    public void A_disposable_stack_takes_no_lock()
    {
        var refused = Assert.Throws<ConfigurationException>(() =>
            SampleStack.Config("aws", ("infra:copies.lock", "\"governance\""), ("infra:lifetime", "\"disposable\""))
        );

        Assert.Contains(
            "infra:copies.lock: a disposable stack is destroyed with everything in it, and what is locked can not be. Remove the line",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Compliance_is_taken_with_a_warning_that_it_can_never_be_undone()
    {
        var warning = Assert.Single(SampleStack.Config("aws", ("infra:copies.lock", "\"compliance\"")).Warnings, warning =>
            warning.Key == "infra:copies.lock"
        );

        Assert.StartsWith("compliance can never be undone: for 14 days ", warning.Problem, StringComparison.Ordinal);
        Assert.Empty(SampleStack.Config("aws", ("infra:copies.lock", "\"governance\"")).Warnings);
    }
}
