using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Random;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;

namespace Infra.Platform;

/// <summary>
/// Everything secret that a relaunched platform must find unchanged. The chart would make most of it up anew on a fresh
/// cluster: then every session ends, and the connections in a restored database can not be decrypted.
/// </summary>
internal sealed class PlatformIdentity : ComponentResource
{
    private const int TenYearsInHours = 87600;
    private readonly StackLifetime _lifetime;

    /// <summary>Declares the secrets, all of them permanent.</summary>
    /// <param name="lifetime">The stack's lifetime.</param>
    /// <param name="baseDomain">What the web certificate is for.</param>
    /// <param name="tls">The web certificate; null: the stack signs one that nobody trusts, for a try-out.</param>
    /// <param name="options">Where it is shown.</param>
    public PlatformIdentity(StackLifetime lifetime, string baseDomain, TlsPair? tls, ComponentResourceOptions? options = null)
        : base("infra:platform:Identity", "identity", options)
    {
        _lifetime = lifetime;
        DatabasePassword = Password("database-password");
        RegistryHttpSecret = Password("registry-http-secret");
        PlatformAuthToken = Password("platform-auth-token");
        ControlPlaneId = new RandomUuid("control-plane-id", new(), Permanent()).Result;
        // A fernet key is 32 bytes in the URL-safe alphabet: https://github.com/fernet/spec/blob/master/Spec.md
        FernetKey = Output.CreateSecret(new RandomBytes("fernet-key", new() { Length = 32 }, Permanent("length", "keepers"))
            .Base64.Apply(text => text.Replace('+', '-').Replace('/', '_')));
        (JwtSigningKey, JwtCertificate) = SelfSigned("jwt-signing", "astronomer-houston", []);
        (TlsKey, TlsCertificate) = tls is not null ? (tls.Key, tls.Certificate) : SelfSigned("tls", baseDomain, [baseDomain, $"*.{baseDomain}"]);
        RegisterOutputs();
    }

    /// <summary>Password of the Postgres user. Letters and digits only: it stands in a URI.</summary>
    public Output<string> DatabasePassword { get; }

    /// <summary>Signs the registry's uploads in flight.</summary>
    public Output<string> RegistryHttpSecret { get; }

    /// <summary>Token by which the registry and Prometheus speak to Houston.</summary>
    public Output<string> PlatformAuthToken { get; }

    /// <summary>UUID of the control plane.</summary>
    public Output<string> ControlPlaneId { get; }

    /// <summary>Encrypts the connections and variables of the Airflow deployments.</summary>
    public Output<string> FernetKey { get; }

    /// <summary>PEM of the RSA key that signs Houston's tokens.</summary>
    public Output<string> JwtSigningKey { get; }

    /// <summary>PEM of the certificate to <see cref="JwtSigningKey"/>.</summary>
    public Output<string> JwtCertificate { get; }

    /// <summary>PEM of the RSA key of the platform's web certificate.</summary>
    public Output<string> TlsKey { get; }

    /// <summary>PEM of the platform's web certificate.</summary>
    public Output<string> TlsCertificate { get; }

    /// <summary>The secrets by the name they have in the secret manager.</summary>
    public ImmutableSortedDictionary<string, Output<string>> Secrets => new Dictionary<string, Output<string>>
    {
        ["control-plane-id"] = ControlPlaneId,
        ["database-password"] = DatabasePassword,
        ["fernet-key"] = FernetKey,
        ["jwt-certificate"] = JwtCertificate,
        ["jwt-signing-key"] = JwtSigningKey,
        ["platform-auth-token"] = PlatformAuthToken,
        ["registry-http-secret"] = RegistryHttpSecret,
        ["tls-certificate"] = TlsCertificate,
        ["tls-key"] = TlsKey,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private Output<string> Password(string name) =>
        new RandomPassword(name, new() { Length = 40, Special = false }, Permanent("length", "special", "keepers")).Result;

    private (Output<string> Key, Output<string> Certificate) SelfSigned(string name, string commonName, string[] dnsNames)
    {
        var key = new PrivateKey($"{name}-key", new() { Algorithm = "RSA", RsaBits = 4096 }, Permanent("algorithm", "rsaBits"));
        var certificate = new SelfSignedCert($"{name}-certificate", new()
        {
            PrivateKeyPem = key.PrivateKeyPem,
            Subject = new SelfSignedCertSubjectArgs { CommonName = commonName },
            DnsNames = dnsNames,
            ValidityPeriodHours = TenYearsInHours,
            AllowedUses = { "digital_signature", "key_encipherment", "server_auth" },
        }, Permanent());
        return (key.PrivateKeyPem, certificate.CertPem);
    }

    // A later tweak of an argument must not make a new secret.
    private CustomResourceOptions Permanent(params string[] frozen) =>
        _lifetime.Permanent(new() { Parent = this, IgnoreChanges = [.. frozen] });
}
