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
    private const string HttpSecret = "registry-http-secret";
    private const string AuthToken = "platform-auth-token";
    private const string ControlPlane = "control-plane-id";
    private const string Fernet = "fernet-key";
    private const string SigningKey = "jwt-signing-key";
    private const string SigningCertificate = "jwt-certificate";

    private readonly StackLifetime _lifetime;
    private readonly Resource _claim;

    /// <summary>Declares the secrets, all of them permanent.</summary>
    /// <param name="spec">Lifetime, database generations and the numbers of the renewed keys.</param>
    /// <param name="claim">What they wait for.</param>
    /// <param name="baseDomain">What the web certificate is for.</param>
    /// <param name="tls">The web certificate; null: the stack signs one that nobody trusts, for a try-out.</param>
    /// <param name="taken">The secrets of the stack whose data the database is born from, by name; null: it is this stack's own.</param>
    /// <param name="options">Where it is shown.</param>
    public PlatformIdentity(
        FoundationSpec spec,
        Resource claim,
        string baseDomain,
        TlsPair? tls,
        ImmutableDictionary<string, Output<string>>? taken,
        ComponentResourceOptions? options = null
    )
        : base("infra:platform:Identity", "identity", options)
    {
        (_lifetime, _claim) = (spec.Lifetime, claim);
        DatabasePassword = Password("database-password");
        var (jwtKey, jwtCertificate) = SelfSigned("jwt-signing", "astronomer-houston", []);
        var born = IdentityRecords.Declare(
            spec,
            new Dictionary<string, Output<string>>
            {
                [HttpSecret] = Password(HttpSecret),
                [AuthToken] = Password(AuthToken),
                [ControlPlane] = new RandomUuid(ControlPlane, new(), Permanent()).Result,
                [Fernet] = NewFernetKey(Fernet),
                [SigningKey] = jwtKey,
                [SigningCertificate] = jwtCertificate,
            }.ToImmutableDictionary(),
            taken,
            this
        );
        RegistryHttpSecret = born[HttpSecret];
        ControlPlaneId = born[ControlPlane];
        PlatformAuthToken = Renewed(spec.Identity.PlatformTokenGeneration, born[AuthToken], number => Password($"{AuthToken}-{number}"));
        (JwtSigningKey, JwtCertificate) = Renewed(spec.Identity.JwtGeneration, (born[SigningKey], born[SigningCertificate]), number =>
            SelfSigned($"jwt-signing-{number}", "astronomer-houston", [])
        );
        FernetKey = FernetKeys(spec.Identity.FernetKeys, born[Fernet]);
        (TlsKey, TlsCertificate) = tls is not null
            ? (tls.Key, tls.Certificate)
            : SelfSigned("tls", baseDomain, [baseDomain, $"*.{baseDomain}"]);
        RegisterOutputs();
    }

    /// <summary>
    /// What a stack takes over from the one whose data it is born from. Users and deployments of a durable stack notice nothing; a drill
    /// only decrypts, so that no token of production's is valid in it, and none of its own in production.
    /// </summary>
    public static ImmutableArray<string> Inherited(StackLifetime lifetime) =>
        lifetime.IsDurable ? [ControlPlane, Fernet, SigningCertificate, SigningKey, AuthToken, HttpSecret] : [Fernet];

    /// <summary>Password of the Postgres user. Letters and digits only: it stands in a URI.</summary>
    public Output<string> DatabasePassword { get; }

    /// <summary>Signs the registry's uploads in flight.</summary>
    public Output<string> RegistryHttpSecret { get; }

    /// <summary>Token by which the registry and Prometheus speak to Houston.</summary>
    public Output<string> PlatformAuthToken { get; }

    /// <summary>UUID of the control plane.</summary>
    public Output<string> ControlPlaneId { get; }

    /// <summary>
    /// Encrypts the connections and variables of the Airflow deployments. While a key is renewed it is a list: the first one encrypts, and
    /// all of them decrypt. https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/fernet.html#rotating-encryption-keys
    /// </summary>
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
    public ImmutableSortedDictionary<string, Output<string>> Secrets =>
        new Dictionary<string, Output<string>>
        {
            [ControlPlane] = ControlPlaneId,
            ["database-password"] = DatabasePassword,
            [Fernet] = FernetKey,
            [SigningCertificate] = JwtCertificate,
            [SigningKey] = JwtSigningKey,
            [AuthToken] = PlatformAuthToken,
            [HttpSecret] = RegistryHttpSecret,
            ["tls-certificate"] = TlsCertificate,
            ["tls-key"] = TlsKey,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private Output<string> Password(string name) =>
        new RandomPassword(name, new() { Length = 40, Special = false }, Permanent("length", "special", "keepers")).Result;

    // A fernet key is 32 bytes in the URL-safe alphabet: https://github.com/fernet/spec/blob/master/Spec.md
    private Output<string> NewFernetKey(string name) =>
        Output.CreateSecret(
            new RandomBytes(name, new() { Length = 32 }, Permanent("length", "keepers")).Base64.Apply(text =>
                text.Replace('+', '-').Replace('/', '_')
            )
        );

    // Key 1 is itself a list where the other stack was renewing its own.
    private Output<string> FernetKeys(ImmutableArray<int> numbers, Output<string> born)
    {
        var keys = Numbers(numbers.Max()).ToDictionary(number => number, number => NewFernetKey($"{Fernet}-{number}"));
        keys[1] = born;
        return Output.CreateSecret(
            Output
                .All(numbers.Select(number => keys[number]))
                .Apply(values => string.Join(',', values.SelectMany(value => value.Split(',')).Distinct()))
        );
    }

    // All renewed ones stay declared, because a protected resource can not leave the program.
    private static T Renewed<T>(int wanted, T born, Func<int, T> make) => Numbers(wanted).Select(make).ToList().LastOrDefault(born)!;

    private static IEnumerable<int> Numbers(int last) => Enumerable.Range(2, last - 1);

    private (Output<string> Key, Output<string> Certificate) SelfSigned(string name, string commonName, string[] dnsNames)
    {
        var key = new PrivateKey($"{name}-key", new() { Algorithm = "RSA", RsaBits = 4096 }, Permanent("algorithm", "rsaBits"));
        var certificate = new SelfSignedCert(
            $"{name}-certificate",
            new()
            {
                PrivateKeyPem = key.PrivateKeyPem,
                Subject = new SelfSignedCertSubjectArgs { CommonName = commonName },
                DnsNames = dnsNames,
                ValidityPeriodHours = TenYearsInHours,
                AllowedUses = { "digital_signature", "key_encipherment", "server_auth" },
            },
            Permanent()
        );
        return (key.PrivateKeyPem, certificate.CertPem);
    }

    // A later tweak of an argument must not make a new secret.
    private CustomResourceOptions Permanent(params string[] frozen) =>
        _lifetime.Permanent(
            new()
            {
                Parent = this,
                DependsOn = { _claim },
                IgnoreChanges = [.. frozen],
            }
        );
}
