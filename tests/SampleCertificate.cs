using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Infra.Tests;

/// <summary>A certificate for the sample stacks' base domain, as the repository can hold none.</summary>
public static class SampleCertificate
{
    private static readonly RSA RsaKey = RSA.Create(2048);

    /// <summary>PEM of the certificate.</summary>
    public static string Certificate { get; } = For(RsaKey, "astro.example.com", "*.astro.example.com");

    /// <summary>PEM of its key.</summary>
    public static string Key { get; } = RsaKey.ExportPkcs8PrivateKeyPem();

    /// <summary>The edits that put the pair into a configuration.</summary>
    public static (string Path, string? Json)[] Edits { get; } =
    [("infra:tls.certificate", JsonSerializer.Serialize(Certificate)), ("infra:tls.key", JsonSerializer.Serialize(new { secure = Key }))];

    /// <summary>The certificate, with another end.</summary>
    public static string Ending(DateTimeOffset end) => For(RsaKey, end, "astro.example.com", "*.astro.example.com");

    /// <summary>A certificate of a key, for some names.</summary>
    public static string For(AsymmetricAlgorithm key, params string[] names) => For(key, DateTimeOffset.UnixEpoch.AddYears(100), names);

    private static string For(AsymmetricAlgorithm key, DateTimeOffset end, params string[] names)
    {
        var request = key is RSA rsa
            ? new CertificateRequest($"CN={names[0]}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={names[0]}", (ECDsa)key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }
        request.CertificateExtensions.Add(alternatives.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, end).ExportCertificatePem();
    }
}
