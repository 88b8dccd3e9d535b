using System.Text.RegularExpressions;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>Keys of Google Cloud, Google's own accounts in a project, and which of them must be allowed what.</summary>
internal static partial class GcpKeyRules
{
    public const string CryptoKey = "gcp:kms/cryptoKey:CryptoKey";
    private const string KeyRing = "gcp:kms/keyRing:KeyRing";
    private const string KeyMember = "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember";
    private const string Identity = "gcp:projects/serviceIdentity:ServiceIdentity";

    // A service and the domain of its agent's address; the API does not tell that of Cloud Storage.
    private static readonly Dictionary<string, string> Agents = new()
    {
        ["sqladmin.googleapis.com"] = "gcp-sa-cloud-sql",
        ["container.googleapis.com"] = "container-engine-robot",
        ["storage.googleapis.com"] = "gs-project-accounts",
    };

    public static Rule[] Table { get; } =
    [
        new(KeyRing)
        {
            Name = "name",
            Id = "projects/{project}/locations/{location}/keyRings/{name}",
            ForceNew = ["*"],
            Everlasting = true,
            Taken = "googleapi: Error 409: KeyRing {id} already exists., alreadyExists",
        },
        new(CryptoKey)
        {
            Name = "name",
            Id = "{keyRing}/cryptoKeys/{name}",
            Everlasting = true,
            ForceNew = ["name", "keyRing", "purpose", "destroyScheduledDuration", "importOnly"],
            Taken = "googleapi: Error 409: CryptoKey {id} already exists., alreadyExists",
            Needs = [new("keyRing", KeyRing, "googleapi: Error 404: KeyRing {0} not found., notFound")],
        },
        new(KeyMember)
        {
            Id = "{cryptoKeyId}/{role}/{member}",
            ImportId = "{cryptoKeyId} {role} {member}",
            ForceNew = ["*"],
            Adopts = static _ => true,
            Needs = [new("cryptoKeyId", CryptoKey, "googleapi: Error 404: '{0}' was not found, notFound")],
            OnCreate = RequireAgent,
        },
        new(Identity)
        {
            Id = "projects/{project}/services/{service}",
            ForceNew = ["*"],
            Adopts = static _ => true,
            Everlasting = true,
            Outputs = new()
            {
                ["email"] = "service-{projectNumber}@{agent}.iam.gserviceaccount.com",
                ["member"] = "serviceAccount:service-{projectNumber}@{agent}.iam.gserviceaccount.com",
            },
            OnReport = static call =>
            {
                if (call.Inputs.Text("service") == "storage.googleapis.com")
                    (call.State["email"], call.State["member"]) = ("", "");
            },
        },
    ];

    /// <summary>The domain of a service's agent.</summary>
    public static string AgentOf(string? service) => Agents.GetValueOrDefault(service ?? "", "gcp-sa-unknown");

    /// <summary>Refuses to encrypt with a key elsewhere, or with one that the service's agent may not use.</summary>
    public static void RequireUse(Call call, string path, string agent, string location)
    {
        if (call.Inputs.Text(path) is not { Length: > 0 } key)
            return;
        if (!key.Contains($"/locations/{location}/", StringComparison.Ordinal))
            throw new Refusal($"googleapi: Error 400: The key {key} must be in {location}, where it is used., invalid");
        var member = call.Fill("serviceAccount:service-{projectNumber}@" + agent + ".iam.gserviceaccount.com");
        if (
            !call.Content.Objects.Exists(one =>
                one.Type == KeyMember
                && one.Inputs.Text("cryptoKeyId") == key
                && one.Inputs.Text("member") == member
                && one.Inputs.Text("role") == "roles/cloudkms.cryptoKeyEncrypterDecrypter"
            )
        )
        {
            throw new Refusal(
                $"googleapi: Error 403: Permission 'cloudkms.cryptoKeyVersions.useToEncrypt' denied on resource '{key}' (or it may not "
                    + $"exist) for {member}., forbidden"
            );
        }
    }

    // A grant to an account that is not there yet is refused, and Google makes its agents late.
    private static void RequireAgent(Call call)
    {
        if (AgentMember().Match(call.Inputs.Text("member") ?? "") is not { Success: true } match)
            return;
        if (!call.Content.Objects.Exists(one => one.Type == Identity && AgentOf(one.Inputs.Text("service")) == match.Groups[1].Value))
            throw new Refusal(
                $"googleapi: Error 400: Service account {call.Inputs.Text("member")!.Split(':')[1]} does not exist., badRequest"
            );
    }

    [GeneratedRegex(@"^serviceAccount:service-\d+@([a-z-]+)\.iam\.gserviceaccount\.com$")]
    private static partial Regex AgentMember();
}
