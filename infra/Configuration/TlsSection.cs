using Infra.Configuration.Kinds;
using Pulumi;

namespace Infra.Configuration;

/// <summary><c>infra:tls</c>.</summary>
internal static class TlsSection
{
    public static KeyGroup Keys { get; } =
        new(
            "infra:tls",
            "The platform's web certificate, for the base domain and everything below it.",
            absence: "a disposable stack signs one itself, and a durable one is refused"
        );

    private static readonly Key<CertificateChain> Certificate = Keys.Required(
        "certificate",
        new CertificatePem(),
        "\"-----BEGIN CERTIFICATE-----…\"",
        "The chain as the authority gave it, the leaf first: `pulumi config set --path infra:tls.certificate < chain.pem`.",
        LaterChange.InPlace()
    );

    private static readonly Key<RsaKey> Key = Keys.Required(
        "key",
        new RsaKeyPem(),
        "\"-----BEGIN PRIVATE KEY-----…\"",
        "The leaf's key: `pulumi config set --secret --path infra:tls.key < key.pem`.",
        LaterChange.InPlace()
    );

    /// <param name="tls">The pair.</param>
    /// <param name="baseDomain">What it has to be for; null when that is faulty itself.</param>
    public static TlsPair Read(ConfigurationSection tls, string? baseDomain)
    {
        var (chain, key) = (tls.Read(Certificate), tls.Read(Key));
        if (chain.Leaf is { } leaf)
        {
            using var publicKey = leaf.PublicKey.GetRSAPublicKey();
            if (publicKey is null)
            {
                tls.Fault(
                    Certificate,
                    "its key is not an RSA key, and images can not be pulled with one of another kind",
                    "Ask the authority for a certificate of an RSA key"
                );
            }
            else if (key.Modulus is not null && key.Modulus != RsaKeyPem.ModulusOf(publicKey))
            {
                tls.Fault(
                    Key,
                    "it is not the key of the first certificate in the chain",
                    "Set the key that the certificate was asked for with, or put the leaf first"
                );
            }
            if (baseDomain is not null && (!leaf.MatchesHostname(baseDomain) || !leaf.MatchesHostname($"app.{baseDomain}")))
            {
                tls.Fault(
                    Certificate,
                    $"its first certificate is not for {baseDomain} and *.{baseDomain}",
                    "Ask the authority for one with both names, or put the leaf first"
                );
            }
        }
        return new(
            Output.Create(chain.Text),
            key.Text,
            chain.Leaf is null ? null : new DateTimeOffset(chain.Leaf.NotAfter.ToUniversalTime(), TimeSpan.Zero)
        );
    }

    public static void RefuseAbsence(ConfigurationSection infra) =>
        infra.Fault(
            Keys,
            "a durable platform needs a certificate that browsers and image pulls trust",
            "Set it: pulumi config set --path infra:tls.certificate < chain.pem, and pulumi config set --secret --path infra:tls.key < "
                + "key.pem"
        );
}
