namespace Infra.Tests.Aws;

/// <summary>The images, the key and the secrets.</summary>
public sealed class S3RegistryTests
{
    [Fact]
    public async Task The_bucket_is_versioned_and_old_versions_and_broken_uploads_age_out()
    {
        var stack = await AwsStack.DeclareAsync(("infra:registry.keepDeletedDays", "45"));

        Assert.Equal("Enabled", stack["registry-versioning"]["versioningConfiguration"]!["status"]!.GetValue<string>());
        var rule = Assert.Single(stack["registry-lifecycle"]["rules"]!.AsArray())!;
        Assert.Equal(45, rule["noncurrentVersionExpiration"]!["noncurrentDays"]!.GetValue<int>());
        Assert.Equal(7, rule["abortIncompleteMultipartUpload"]!["daysAfterInitiation"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("durable", false)]
    [InlineData("disposable", true)]
    public async Task Only_a_disposable_stack_empties_its_bucket(string lifetime, bool empties) =>
        Assert.Equal(
            empties,
            (await AwsStack.DeclareAsync(("infra:lifetime", $"\"{lifetime}\"")))["registry-bucket"]["forceDestroy"]!.GetValue<bool>()
        );

    [Fact]
    public async Task The_registry_may_use_the_objects_of_its_bucket_and_nothing_else()
    {
        var stack = await AwsStack.DeclareAsync();

        var statements = AwsStack.Statements(stack["registry-role-use-of-bucket"]["policy"]);
        Assert.Equal(
            [
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:GenerateDataKey*",
                "s3:AbortMultipartUpload",
                "s3:DeleteObject",
                "s3:GetBucketLocation",
                "s3:GetObject",
                "s3:ListBucket",
                "s3:ListBucketMultipartUploads",
                "s3:ListMultipartUploadParts",
                "s3:PutObject",
            ],
            statements.SelectMany(statement => AwsStack.Texts(statement["Action"])).Order()
        );
        const string Bucket = "(echo of registry-bucket.arn)";
        Assert.Equal(
            [
                $"{Bucket}",
                $"{Bucket}/*",
                stack["registry-encryption"]["rules"]![0]!["applyServerSideEncryptionByDefault"]!["kmsMasterKeyId"]!.GetValue<string>(),
            ],
            statements
                .SelectMany(statement => AwsStack.Texts(statement["Resource"]))
                .Order(StringComparer.Ordinal)
                .OrderBy(arn => arn.Contains("key", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task The_registry_leaves_encryption_to_the_bucket_whose_key_is_the_stacks() =>
        Assert.False(
            (await AwsStack.DeclareAsync())["astronomer-g1"]["values"]!["astronomer"]!["registry"]!["s3"]!["encrypt"]!.GetValue<bool>()
        );

    [Fact]
    public async Task Every_permanent_secret_has_a_version_in_Secrets_Manager_under_the_stacks_prefix()
    {
        var stack = await AwsStack.DeclareAsync();

        var secrets = stack.Of("secretsmanager/secret:Secret");
        Assert.All(secrets, secret =>
            Assert.StartsWith("astro-prod/", secret.Inputs["name"]!.GetValue<string>(), StringComparison.Ordinal)
        );
        Assert.All(secrets, secret => Assert.Equal(30, secret.Inputs["recoveryWindowInDays"]!.GetValue<int>()));
        Assert.Equal(secrets.Count, stack.Of("secretsmanager/secretVersion:SecretVersion").Count);
        Assert.Contains("database-password-secret", secrets.Select(secret => secret.Name));
    }

    [Theory]
    [InlineData("[]", "arn:aws:iam::123456789012:root")]
    [InlineData(
        """["arn:aws:iam::123456789012:role/security"]""",
        "arn:aws:iam::123456789012:root arn:aws:iam::123456789012:role/security"
    )]
    public async Task Nobody_but_a_key_administrator_disables_or_deletes_the_key(string administrators, string spared)
    {
        var key = (await AwsStack.DeclareAsync(("infra:aws.keyAdministrators", administrators)))["key"];

        var deny = Assert.Single(AwsStack.Statements(key["policy"]), statement => statement["Effect"]!.GetValue<string>() == "Deny");
        Assert.Equal("*", deny["Principal"]!.GetValue<string>());
        Assert.Equal(["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DisableKeyRotation"], AwsStack.Texts(deny["Action"]));
        Assert.Equal(spared, string.Join(' ', AwsStack.Texts(deny["Condition"]!["ArnNotEquals"]!["aws:PrincipalArn"])));
        Assert.Equal(30, key["deletionWindowInDays"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_disposable_stacks_key_can_be_deleted() =>
        Assert.DoesNotContain(
            AwsStack.Statements((await AwsStack.DeclareAsync(("infra:lifetime", "\"disposable\"")))["key"]["policy"]),
            statement => statement["Effect"]!.GetValue<string>() == "Deny"
        );
}
