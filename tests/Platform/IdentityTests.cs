using System.Collections.Immutable;

namespace Infra.Tests.Platform;

/// <summary>What a relaunched platform must find unchanged is the stack's own, and in the cluster under the chart's names.</summary>
public sealed class IdentityTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_web_certificate_is_the_one_that_was_given(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        Assert.Equal(SampleCertificate.Certificate, File(platform, "astronomer-tls-g1", "tls.crt"));
        Assert.Equal(SampleCertificate.Key, File(platform, "astronomer-tls-g1", "tls.key"));
        Assert.False(platform.Has("tls-certificate"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_disposable_stack_signs_one_for_the_base_domain_and_all_below_it(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud, ("infra:tls", null), ("infra:lifetime", "\"disposable\""));

        Assert.Equal("certificate tls-certificate", File(platform, "astronomer-tls-g1", "tls.crt"));
        Assert.Equal(
            ["astro.example.com", "*.astro.example.com"],
            Assert.IsType<ImmutableArray<object>>(platform["tls-certificate"]["dnsNames"])
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_fernet_key_is_32_bytes_in_the_URL_safe_alphabet_and_copied_to_the_deployments(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        Assert.Equal(32.0, platform["fernet-key"]["length"]);
        Assert.Equal("-_AB", File(platform, "astronomer-fernet-key-g1", "fernet-key"));
        Assert.Equal("platform-release=astronomer", Annotations(platform, "astronomer-fernet-key-g1")["astronomer.io/commander-sync"]);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Houston_signs_with_an_RSA_key_whose_certificate_the_deployments_get(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(cloud);

        Assert.Equal("RSA", platform["jwt-signing-key"]["algorithm"]);
        Assert.Equal("key jwt-signing-key", File(platform, "astronomer-houston-jwt-signing-key-g1", "tls.key"));
        Assert.Equal("certificate jwt-signing-certificate", File(platform, "astronomer-houston-jwt-signing-certificate-g1", "tls.crt"));
        Assert.Equal(
            "platform-release=astronomer",
            Annotations(platform, "astronomer-houston-jwt-signing-certificate-g1")["astronomer.io/commander-sync"]
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_renewed_fernet_key_encrypts_while_the_old_one_still_decrypts_and_then_stands_alone(string cloud)
    {
        var both = await HandMadePlatform.OnAsync(cloud, ("infra:identity", """{ "fernetKeys": [2, 1] }"""));
        var renewed = await HandMadePlatform.OnAsync(cloud, ("infra:identity", """{ "fernetKeys": [2] }"""));

        Assert.Equal("key-2_,-_AB", File(both, "astronomer-fernet-key-g1", "fernet-key"));
        Assert.Equal("key-2_", File(renewed, "astronomer-fernet-key-g1", "fernet-key"));
        // The retired key stays in the state: an old backup needs it.
        Assert.True(renewed.Has("fernet-key"));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Signing_pair_and_platform_token_are_renewed_each_by_its_own_number(string cloud)
    {
        var platform = await HandMadePlatform.OnAsync(
            cloud,
            ("infra:identity", """{ "jwtGeneration": 3, "platformTokenGeneration": 2 }""")
        );

        Assert.Equal("key jwt-signing-3-key", File(platform, "astronomer-houston-jwt-signing-key-g1", "tls.key"));
        Assert.Equal("certificate jwt-signing-3-certificate", File(platform, "astronomer-houston-jwt-signing-certificate-g1", "tls.crt"));
        Assert.Equal("passwordxofxplatformxauthxtokenx2", File(platform, "astronomer-platform-auth-g1", "token"));
        Assert.True(platform.Has("jwt-signing-2-key"), "a protected key can not leave the program");
        Assert.Equal("-_AB", File(platform, "astronomer-fernet-key-g1", "fernet-key"));
    }

    private static object File(HandMadePlatform platform, string secret, string name) => Map(platform[secret]["stringData"])[name];

    private static ImmutableDictionary<string, object> Annotations(HandMadePlatform platform, string secret) =>
        Map(Map(platform[secret]["metadata"])["annotations"]);

    private static ImmutableDictionary<string, object> Map(object value) => Assert.IsType<ImmutableDictionary<string, object>>(value);
}
