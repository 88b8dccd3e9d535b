using System.Text.Json.Nodes;
using Infra.Cli.Import;
using Infra.Configuration;

namespace Infra.Tests.Import;

/// <summary>What is put back into a state after it was lost.</summary>
public sealed class IdentityStateTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_recovered_birth_record_declares_what_it_says_it_was_made_from(string cloud)
    {
        const string Births = "urn:pulumi:prod::infra::infra:foundation:BirthRecords::database-births";
        const string Identity = "urn:pulumi:prod::infra::infra:platform:Identity::identity";
        var export = new JsonObject
        {
            ["deployment"] = new JsonObject
            {
                ["resources"] = new JsonArray(new JsonObject { ["urn"] = Births }, new JsonObject { ["urn"] = Identity }),
            },
        };
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=test",
            key,
            System.Security.Cryptography.HashAlgorithmName.SHA256,
            System.Security.Cryptography.RSASignaturePadding.Pkcs1
        )
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99))
            .ExportCertificatePem();

        var state = await IdentityState.AddAsync(export, PlatformConfig.Read(SampleStack.Values(cloud)), "prod", name => name.Contains(
                "certificate",
                StringComparison.Ordinal
            )
                ? certificate
            : name == "jwt-signing-key" ? key.ExportPkcs8PrivateKeyPem()
            : "AAAA");

        var record = Assert.Single(state["deployment"]!["resources"]!.AsArray(), one =>
            one!["type"]?.GetValue<string>() == "random:index/randomId:RandomId"
        )!;
        Assert.Equal(record["outputs"]!["keepers"]!.ToJsonString(), record["inputs"]!["keepers"]!.ToJsonString());
        Assert.Equal("astro-prod-db-g1", record["inputs"]!["keepers"]!["instance"]!.GetValue<string>());
    }
}
