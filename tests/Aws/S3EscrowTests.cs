namespace Infra.Tests.Aws;

/// <summary>The bucket that keeps the deployments' sets on AWS, and who may use it.</summary>
public sealed class S3EscrowTests
{
    [Fact]
    public async Task Velero_reads_and_writes_its_bucket_and_deletes_nothing()
    {
        var stack = await AwsStack.DeclareAsync();

        Assert.Equal(
            [
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:GenerateDataKey*",
                "s3:AbortMultipartUpload",
                "s3:GetBucketLocation",
                "s3:GetObject",
                "s3:ListBucket",
                "s3:ListMultipartUploadParts",
                "s3:PutObject",
            ],
            AwsStack
                .Statements(stack["escrow-role-use-of-bucket"]["policy"])
                .SelectMany(statement => AwsStack.Texts(statement["Action"]))
                .Order()
        );
        var identity = stack["escrow-identity-g1"];
        Assert.Equal(("velero", "velero"), (identity["namespace"]!.GetValue<string>(), identity["serviceAccount"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("false", "astro-prod-escrow-123456789012", "alias/astro-prod")]
    [InlineData("true", "astro-prod-copies-escrow-eu-central-1-123456789012", "alias/astro-prod-copies")]
    public async Task Another_stack_s_sets_are_read_from_its_bucket_or_the_copy_here_and_never_written(
        string copy,
        string bucket,
        string alias
    )
    {
        var stack = await AwsStack.DeclareAsync([.. BornFromProduction, ("infra:escrow.from.copy", copy)]);

        var statements = AwsStack.Statements(stack["escrow-role-read-of-origin"]["policy"]);
        Assert.Equal(
            [
                $"s3:ListBucket,s3:GetBucketLocation arn:aws:s3:::{bucket}",
                $"s3:GetObject arn:aws:s3:::{bucket}/*",
                "kms:Decrypt arn:aws:kms:eu-central-1:123456789012:key/*",
            ],
            statements.Select(one => $"{string.Join(',', AwsStack.Texts(one["Action"]))} {Assert.Single(AwsStack.Texts(one["Resource"]))}")
        );
        Assert.Equal(alias, statements[2]["Condition"]!["ForAnyValue:StringEquals"]!["kms:ResourceAliases"]![0]!.GetValue<string>());
        Assert.Empty(stack.Faults);
        Assert.False((await AwsStack.DeclareAsync()).Has("escrow-role-read-of-origin"));
    }

    [Fact]
    public async Task The_name_by_which_another_stack_s_deployments_know_the_database_leads_to_this_one()
    {
        var stack = await AwsStack.DeclareAsync(BornFromProduction);

        Assert.Equal("astro-prod.internal", stack["astro-prod-zone"]["name"]!.GetValue<string>());
        Assert.Equal("astro-west-former-astro-prod", stack["astro-prod-zone"]["tags"]!["Name"]!.GetValue<string>());
        var (former, own) = (stack["database-alias-astro-prod"], stack["database-alias"]);
        Assert.Equal(
            ("db.astro-prod.internal", "db.astro-west.internal"),
            (former["name"]!.GetValue<string>(), own["name"]!.GetValue<string>())
        );
        Assert.Equal(own["records"]![0]!.GetValue<string>(), former["records"]![0]!.GetValue<string>());
    }

    private static readonly (string, string?)[] BornFromProduction =
    [
        ("infra:prefix", "\"astro-west\""),
        ("infra:database.restore", """{"latest":true,"instance":"astro-prod-db-g1"}"""),
        ("infra:identity.from", "\"astro-prod\""),
        ("infra:escrow.from.clusterGeneration", "2"),
        ("infra:database.formerPrefixes", """["astro-prod"]"""),
    ];

    [Fact]
    public async Task A_set_and_its_old_versions_age_out_after_the_days_that_were_asked_for()
    {
        var stack = await AwsStack.DeclareAsync(("infra:escrow.keepDays", "40"));

        Assert.Equal("Enabled", stack["escrow-versioning"]["versioningConfiguration"]!["status"]!.GetValue<string>());
        var rule = Assert.Single(stack["escrow-lifecycle"]["rules"]!.AsArray())!;
        Assert.Equal(
            (40, 40),
            (rule["expiration"]!["days"]!.GetValue<int>(), rule["noncurrentVersionExpiration"]!["noncurrentDays"]!.GetValue<int>())
        );
        Assert.False(stack["escrow-bucket"]["forceDestroy"]!.GetValue<bool>());
        Assert.Equal("astro-prod-escrow-123456789012", stack["escrow-bucket"]["bucket"]!.GetValue<string>());
    }
}
