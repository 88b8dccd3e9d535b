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
