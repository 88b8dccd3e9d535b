using System.Security.Cryptography;
using System.Text.Json;
using Infra.Configuration;

namespace Infra.Tests.Configuration;

/// <summary>A certificate that would not work is refused before it is deployed.</summary>
public sealed class CertificateTests
{
    private const string Remedy = "pulumi config set --secret --path infra:tls.key < key.pem";

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void A_durable_stack_without_one_is_refused_and_told_how_to_set_it(string cloud)
    {
        var refused = Refused(cloud, ("infra:tls", null));

        Assert.Contains("infra:tls: a durable platform needs a certificate", refused, StringComparison.Ordinal);
        Assert.Contains(Remedy, refused, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void A_disposable_stack_needs_none(string cloud) =>
        Assert.Null(SampleStack.Config(cloud, ("infra:tls", null), ("infra:lifetime", "\"disposable\"")).Tls);

    [Fact]
    public void A_key_in_plain_text_is_refused_and_not_shown()
    {
        var values = SampleStack.Values("gcp") with { Encrypted = [] };

        var refused = Assert.Throws<ConfigurationException>(() => PlatformConfig.Read(values)).Message;

        Assert.Contains("infra:tls.key: it is a secret", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_another_certificate_is_refused()
    {
        using var other = RSA.Create(2048);

        Assert.Contains(
            "infra:tls.key: it is not the key of the first certificate",
            Refused("gcp", Key(other.ExportPkcs8PrivateKeyPem())),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_certificate_of_an_elliptic_curve_is_refused_with_its_key()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var refused = Refused(
            "aws",
            Certificate(SampleCertificate.For(curve, "astro.example.com", "*.astro.example.com")),
            Key(curve.ExportPkcs8PrivateKeyPem())
        );

        Assert.Contains("infra:tls.certificate: its key is not an RSA key", refused, StringComparison.Ordinal);
        Assert.Contains("infra:tls.key: what is encrypted there is not the PEM of an RSA private key", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("astro.example.com")]
    [InlineData("*.astro.example.com")]
    [InlineData("*.example.com")]
    public void A_certificate_must_be_for_the_base_domain_and_all_below_it(string only)
    {
        using var key = RSA.Create(2048);

        var refused = Refused("gcp", Certificate(SampleCertificate.For(key, only)), Key(key.ExportPkcs8PrivateKeyPem()));

        Assert.Contains(
            "infra:tls.certificate: its first certificate is not for astro.example.com and *.astro.example.com",
            refused,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Alerts_by_mail_need_a_mail_server() =>
        Assert.Contains(
            "infra:alerts.email: there is no mail server",
            Refused("gcp", ("infra:alerts.email", "\"oncall@example.com\"")),
            StringComparison.Ordinal
        );

    private static (string, string?) Certificate(string pem) => ("infra:tls.certificate", JsonSerializer.Serialize(pem));

    private static (string, string?) Key(string pem) => ("infra:tls.key", JsonSerializer.Serialize(new { secure = pem }));

    private static string Refused(string cloud, params (string, string?)[] edits) =>
        Assert.Throws<ConfigurationException>(() => SampleStack.Config(cloud, edits)).Message;
}
