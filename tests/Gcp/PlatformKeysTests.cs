namespace Infra.Tests.Gcp;

/// <summary>The keys on Google Cloud, and who may use them.</summary>
public sealed class PlatformKeysTests
{
    private const string Existing = "projects/keys/locations/europe-west1/keyRings/ring/cryptoKeys/key";

    [Fact]
    public async Task A_key_is_renewed_every_90_days_and_is_only_ever_forgotten()
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks("platform-key", "rotationPeriod", "\"7776000s\"");
        stack.AssertAsks("platform-key", "destroyScheduledDuration", "\"2592000s\"");
        stack.AssertAsks("platform-key", "deletionPolicy", "\"ABANDON\"");
        stack.AssertAsks("platform-key-ring", "location", "\"europe-west1\"");
    }

    [Theory]
    [InlineData("database-key-use", "(echo of sqladmin-agent.member)")]
    [InlineData("cluster-key-use", "(echo of container-agent.member)")]
    [InlineData("registry-key-use", "serviceAccount:service-0@gs-project-accounts.iam.gserviceaccount.com")]
    public async Task Each_of_Google_s_agents_may_encrypt_and_decrypt_and_nothing_else(string name, string agent)
    {
        var stack = await GcpStack.DeclareAsync();

        stack.AssertAsks(name, "role", "\"roles/cloudkms.cryptoKeyEncrypterDecrypter\"");
        Assert.Equal(agent, stack[name]["member"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_key_that_is_there_already_is_used_and_none_is_made()
    {
        var stack = await GcpStack.DeclareAsync(("infra:gcp.key", $"\"{Existing}\""), ("infra:copies", null));

        Assert.Empty(stack.Of("gcp:kms/keyRing:KeyRing"));
        Assert.Empty(stack.Of("gcp:kms/cryptoKey:CryptoKey"));
        stack.AssertAsks("database-g1", "encryptionKeyName", $"\"{Existing}\"");
        stack.AssertAsks("cluster-g1", "databaseEncryption.keyName", $"\"{Existing}\"");
        stack.AssertAsks("registry-bucket", "encryption.defaultKmsKeyName", $"\"{Existing}\"");
        stack.AssertAsks("database-key-use", "cryptoKeyId", $"\"{Existing}\"");
    }

    [Fact]
    public async Task A_registry_in_two_regions_has_a_key_in_their_continent()
    {
        var stack = await GcpStack.DeclareAsync(
            ("infra:gcp.registryRegions", """["europe-west4", "europe-west1"]"""),
            ("infra:copies", null)
        );

        stack.AssertAsks("registry-key-ring", "location", "\"europe\"");
        stack.AssertAsks("registry-bucket", "encryption.defaultKmsKeyName", "\"(echo of registry-key.id)\"");
        stack.AssertAsks("database-g1", "encryptionKeyName", "\"(echo of platform-key.id)\"");
    }

    [Fact]
    public async Task No_key_file_is_ever_made()
    {
        var stack = await GcpStack.DeclareAsync();

        Assert.Empty(stack.Of("gcp:serviceaccount/key:Key"));
        Assert.Empty(stack.Of("gcp:storage/hmacKey:HmacKey"));
    }
}
