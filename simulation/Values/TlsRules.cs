using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>The TLS provider: true keys and certificates, kept in the state alone. Only the dates are the world's.</summary>
internal static class TlsRules
{
    public static Rule[] Table { get; } =
    [
        new("tls:index/privateKey:PrivateKey")
        {
            InStateAlone = true,
            ForceNew = ["*"],
            OnCreate = MakeKey,
        },
        new("tls:index/selfSignedCert:SelfSignedCert")
        {
            InStateAlone = true,
            ForceNew = ["*"],
            OnCreate = Sign,
        },
    ];

    private static void MakeKey(Call call)
    {
        var algorithm = call.Inputs.Text("algorithm");
        using AsymmetricAlgorithm key = algorithm switch
        {
            "RSA" => RSA.Create((int)(call.Inputs.Number("rsaBits") ?? 2048)),
            "ECDSA" => ECDsa.Create(Curve(call.Inputs.Text("ecdsaCurve") ?? "P224")),
            _ => throw new Refusal($"Invalid attribute value: algorithm {algorithm} is not rehearsed; write RSA or ECDSA"),
        };
        var plain = key is RSA rsa ? rsa.ExportRSAPrivateKeyPem() : ((ECDsa)key).ExportECPrivateKeyPem();
        call.Id = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        foreach (
            var (name, value) in new Dictionary<string, string>
            {
                ["privateKeyPem"] = plain + "\n",
                ["privateKeyPemPkcs8"] = key.ExportPkcs8PrivateKeyPem() + "\n",
                ["publicKeyPem"] = key.ExportSubjectPublicKeyInfoPem() + "\n",
                ["publicKeyFingerprintSha256"] =
                    "SHA256:" + Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo())).TrimEnd('='),
            }
        )
        {
            call.State[name] = JsonValue.Create(value);
        }
        call.State["rsaBits"] ??= 2048;
        call.State["ecdsaCurve"] ??= "P224";
    }

    private static ECCurve Curve(string name) =>
        name switch
        {
            "P256" => ECCurve.NamedCurves.nistP256,
            "P384" => ECCurve.NamedCurves.nistP384,
            "P521" => ECCurve.NamedCurves.nistP521,
            _ => throw new Refusal($"Invalid attribute value: ecdsaCurve {name} is not rehearsed; write P256, P384 or P521"),
        };

    private static void Sign(Call call)
    {
        var pem = call.Inputs.Text("privateKeyPem") ?? throw new Refusal("Missing required argument: privateKeyPem");
        var isRsa = pem.Contains("RSA", StringComparison.Ordinal) || !pem.Contains("EC PRIVATE KEY", StringComparison.Ordinal);
        using AsymmetricAlgorithm key = isRsa ? RSA.Create() : ECDsa.Create();
        key.ImportFromPem(pem);
        var request = key is RSA rsa
            ? new CertificateRequest(Subject(call), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(Subject(call), (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(call.Inputs.Flag("isCaCertificate") == true, false, 0, critical: true)
        );
        request.CertificateExtensions.Add(new X509KeyUsageExtension(Usages(call), critical: true));
        if (call.Inputs["dnsNames"] is JsonArray names)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            foreach (var name in names)
                alternatives.AddDnsName(name!.GetValue<string>());
            request.CertificateExtensions.Add(alternatives.Build());
        }
        var end = call.Now.AddHours(call.Inputs.Number("validityPeriodHours") ?? 0);
        using var certificate = request.CreateSelfSigned(call.Now, end);
        call.Id = certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
        call.State["certPem"] = certificate.ExportCertificatePem() + "\n";
        call.State["keyAlgorithm"] = isRsa ? "RSA" : "ECDSA";
        call.State["validityStartTime"] = Call.Time(call.Now);
        call.State["validityEndTime"] = Call.Time(end);
    }

    private static X500DistinguishedName Subject(Call call)
    {
        var name = new X500DistinguishedNameBuilder();
        if (call.Inputs.Text("subject.organization") is { } organization)
            name.AddOrganizationName(organization);
        if (call.Inputs.Text("subject.commonName") is { } common)
            name.AddCommonName(common);
        return name.Build();
    }

    private static X509KeyUsageFlags Usages(Call call) =>
        call
            .Inputs.All("allowedUses")
            .Aggregate(X509KeyUsageFlags.None, (flags, use) => flags
                | use.GetValue<string>() switch
                {
                    "digital_signature" => X509KeyUsageFlags.DigitalSignature,
                    "key_encipherment" => X509KeyUsageFlags.KeyEncipherment,
                    "cert_signing" => X509KeyUsageFlags.KeyCertSign,
                    "crl_signing" => X509KeyUsageFlags.CrlSign,
                    _ => X509KeyUsageFlags.None,
                });
}
