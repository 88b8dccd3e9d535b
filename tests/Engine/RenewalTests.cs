using System.Security.Cryptography;
using System.Text.Json;

namespace Infra.Tests.Engine;

/// <summary>What is given by configuration can be renewed without touching the rest.</summary>
public sealed class RenewalTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_renewed_certificate_changes_its_secret_in_place_and_its_copy_in_the_secret_manager_and_nothing_else(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        using var key = RSA.Create(2048);
        var certificate = SampleCertificate.For(key, "astro.example.com", "*.astro.example.com");

        var up = await stack
            .Edit(
                ("infra:tls.certificate", JsonSerializer.Serialize(certificate)),
                ("infra:tls.key", JsonSerializer.Serialize(new { secure = key.ExportPkcs8PrivateKeyPem() }))
            )
            .UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.Contains(certificate, stack.SecretsOf("astro-prod-cluster-g1")["astronomer-tls"], StringComparison.Ordinal);
        var changes = stack.ChangesSinceLaunch.ToList();
        Assert.Equal(
            "update kubernetes:core/v1:Secret astronomer-tls",
            Assert.Single(changes, change => change.Contains("kubernetes:", StringComparison.Ordinal))
        );
        Assert.All(changes.Where(change => !change.Contains("kubernetes:", StringComparison.Ordinal)), change =>
            Assert.Contains("ecretVersion", change, StringComparison.Ordinal)
        );
        Assert.Equal(2, changes.Count(change => change.StartsWith("create ", StringComparison.Ordinal)));
    }
}
