using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Configuration;

namespace Infra.Cli.Rehearse;

/// <summary>A user's stack file as a rehearsal plays it: the same platform, launched for the first time, with made-up secrets.</summary>
/// <param name="Values">The configuration.</param>
/// <param name="Notes">What differs from the stack file, in sentences.</param>
internal sealed record RehearsedConfiguration(ConfigurationValues Values, ImmutableArray<string> Notes)
{
    private const string Secret = "rehearsed";

    /// <summary>The configuration, as the program reads it.</summary>
    public PlatformConfig Config { get; } = PlatformConfig.Read(Values);

    // A launch is generation 1 of both, born empty; what the real stack was born from is another cloud's.
    private static readonly ImmutableArray<(string Path, string? Json)> Launch =
    [
        ("infra:cluster.generation", "1"),
        ("infra:database.generation", "1"),
        ("infra:database.restore", null),
        ("infra:database.createAgain", null),
        ("infra:identity.from", null),
        ("infra:airflow.paused", null),
    ];

    /// <summary>Makes it from what the stack file holds.</summary>
    /// <param name="values">The stack file's configuration, its encrypted values closed.</param>
    /// <exception cref="ConfigurationException">The stack file is faulty.</exception>
    public static RehearsedConfiguration Of(ConfigurationValues values)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        var edits = Launch.Where(edit => Has(values, edit.Path) && values.At(edit.Path)!.ToJsonString() != edit.Json).ToList();
        if (edits.Count > 0)
        {
            notes.Add(
                "The rehearsal launches the stack from nothing, so it leaves out or resets "
                    + $"{string.Join(", ", edits.Select(edit => edit.Path))}."
            );
        }
        var config = PlatformConfig.Read(StackFile.WithClosedCertificate(values.With(edits)));
        var secrets = ClosedValues(values).ToList();
        if (secrets.Count > 0)
        {
            notes.Add(
                $"The rehearsal can not decrypt the stack file, so it makes up {string.Join(", ", secrets.Select(edit => edit.Path))}."
            );
        }
        if (config.Foundation.Lifetime.IsDurable || Has(values, "infra:tls"))
        {
            secrets.RemoveAll(edit => edit.Path.StartsWith("infra:tls", StringComparison.Ordinal));
            secrets.AddRange(Certificate(config.BaseDomain));
            notes.Add("The rehearsal signs a web certificate of its own.");
        }
        return new(values.With([.. edits, .. secrets]), notes.ToImmutable());
    }

    private static bool Has(ConfigurationValues values, string path) => values.At(path) is not null;

    private static IEnumerable<(string Path, string? Json)> ClosedValues(ConfigurationValues values) =>
        from key in ConfigurationKeys.Namespaces.SelectMany(ConfigurationKeys.All)
        where key is IValueKey && key.HoldsSecret && Has(values, key.Path)
        select (key.Path, (string?)Closed(Secret));

    private static string Closed(string text) => new JsonObject { ["secure"] = text }.ToJsonString();

    private static (string, string?)[] Certificate(string domain)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={domain}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(domain);
        names.AddDnsName($"*.{domain}");
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return
        [
            ("infra:tls.certificate", JsonSerializer.Serialize(certificate.ExportCertificatePem())),
            ("infra:tls.key", Closed(key.ExportPkcs8PrivateKeyPem())),
        ];
    }
}
