using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Cli.Preview;
using Infra.Configuration;
using Infra.Foundation;
using Infra.Schemas;

namespace Infra.Cli.Import;

/// <summary>
/// Passwords, keys and birth records live in the state alone, and no provider can import a TLS key. After the state was lost they are put
/// back into it, the secrets as they stand in their second home, the cloud's secret manager.
/// </summary>
internal static partial class IdentityState
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string Secret = "1b47061264138c4ac30d75fd1eb44270";

    private const string Stash = "pulumi:index:Stash";

    /// <summary>The state with everything in it that lives in the state alone.</summary>
    /// <param name="export">What <c>pulumi stack export</c> gave after the import.</param>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="secret">Gives a secret of the platform by its name in the secret manager.</param>
    public static async Task<JsonObject> AddAsync(JsonObject export, PlatformConfig config, string stack, Func<string, string> secret)
    {
        var resources = export["deployment"]!["resources"]!.AsArray();
        var declared = (await OfflineStack.EvaluateAsync(config, stack, new Echo()))
            .Resources.Where(resource =>
                // The import began with the record of the stack's origin.
                (resource.Type == Stash && resource.Name != StackOrigin.Record)
                || resource.Type.StartsWith("random:", StringComparison.Ordinal)
                || resource.Type.StartsWith("tls:", StringComparison.Ordinal)
            )
            // A certificate is made with its key.
            .OrderBy(resource => resource.Type, StringComparer.Ordinal)
            .ToList();
        foreach (var resource in declared)
        {
            var parent = Parent(
                resources,
                resource.Type.StartsWith("random:index/randomId", StringComparison.Ordinal)
                    ? "infra:foundation:BirthRecords"
                    : "infra:platform:Identity"
            );
            var urn = $"{parent[..parent.LastIndexOf("::", StringComparison.Ordinal)]}${resource.Type}::{resource.Name}";
            foreach (var old in resources.Where(one => one!["urn"]!.GetValue<string>() == urn).ToList())
                resources.Remove(old);
            var (id, outputs) = Outputs(resource, name => Kept(name, config.Foundation.Identity.FernetKeys, secret));
            var inputs = Json(resource.Inputs);
            // A record's provider compares what is declared with what it once made: the two must say the same, or it makes the record anew.
            if (resource.Type == "random:index/randomId:RandomId")
                inputs["keepers"] = outputs["keepers"]!.DeepClone();
            if (resource.Type == Stash)
                inputs["input"] = outputs["input"]!.DeepClone();
            if (inputs.ContainsKey("privateKeyPem"))
                inputs["privateKeyPem"] = outputs["privateKeyPem"]!.DeepClone();
            resources.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["urn"] = urn,
                        ["custom"] = true,
                        ["id"] = id,
                        ["type"] = resource.Type,
                        ["inputs"] = inputs,
                        ["outputs"] = outputs,
                        ["parent"] = parent,
                        ["protect"] = resource.Options.Protect == true,
                        ["retainOnDelete"] = resource.Options.RetainOnDelete == true,
                        ["provider"] =
                            resource.Type == Stash ? Builtin(resources, parent) : Provider(resources, parent, resource.Type.Split(':')[0]),
                    }
            );
        }
        return export;
    }

    private static (string Id, JsonObject Outputs) Outputs(DeclaredResource resource, Func<string, string> secret)
    {
        var outputs = Json(resource.Inputs);
        switch (resource.Type.Split(':')[^1])
        {
            case "Stash":
                var kept = outputs["input"]!
                    .AsObject()
                    .ToDictionary(pair => pair.Key, pair => pair.Key == "from" ? pair.Value!.GetValue<string>() : secret(pair.Key));
                outputs["input"] = Hidden(kept);
                outputs["output"] = Hidden(kept);
                return (Guid.NewGuid().ToString(), outputs);
            case "RandomPassword":
                outputs["result"] = Hidden(secret(resource.Name));
                return ("none", outputs);
            case "RandomUuid":
                outputs["result"] = secret(resource.Name);
                return (secret(resource.Name), outputs);
            case "RandomBytes":
                // A key that came from elsewhere may be a list; the stack's own, which it takes the place of, was never used.
                var bytes = Convert.FromBase64String(secret(resource.Name).Split(',')[0].Replace('-', '+').Replace('_', '/'));
                (outputs["base64"], outputs["hex"]) = (Hidden(Convert.ToBase64String(bytes)), Hidden(Convert.ToHexStringLower(bytes)));
                return ("none", outputs);
            case "RandomId":
                // What it was born from is lost with the state. The number means nothing; that the record is there means everything.
                outputs["keepers"] = new JsonObject
                {
                    ["source"] = "unrecorded, before the state was lost",
                    ["instance"] = outputs["keepers"]!["instance"]!.DeepClone(),
                };
                (outputs["b64Std"], outputs["b64Url"], outputs["hex"], outputs["dec"]) = (
                    "AAAAAAAAAAA=",
                    "AAAAAAAAAAA",
                    "0000000000000000",
                    "0"
                );
                return ("AAAAAAAAAAA", outputs);
            case "PrivateKey":
                using (var key = RSA.Create())
                {
                    key.ImportFromPem(secret(resource.Name));
                    outputs["privateKeyPem"] = Hidden(secret(resource.Name));
                    outputs["privateKeyPemPkcs8"] = Hidden(key.ExportPkcs8PrivateKeyPem());
                    outputs["publicKeyPem"] = key.ExportSubjectPublicKeyInfoPem() + "\n";
                    return (
                        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem())))[..40],
                        outputs
                    );
                }
            case "SelfSignedCert":
                using (var certificate = X509Certificate2.CreateFromPem(secret(resource.Name)))
                {
                    outputs["privateKeyPem"] = Hidden(secret(resource.Name.Replace("certificate", "key", StringComparison.Ordinal)));
                    (outputs["certPem"], outputs["keyAlgorithm"], outputs["readyForRenewal"]) = (secret(resource.Name), "RSA", false);
                    (outputs["validityStartTime"], outputs["validityEndTime"]) = (Time(certificate.NotBefore), Time(certificate.NotAfter));
                    return (certificate.SerialNumber, outputs);
                }
            default:
                throw new ArgumentOutOfRangeException(nameof(resource), resource.Type, "Say here how this comes back into the state.");
        }
    }

    // The secret manager has the secrets that are in use: renewed ones under the first one's name, and the fernet keys as a list. What was
    // renewed and retired is nowhere, and stands in for nothing: any value will do.
    private static string Kept(string name, ImmutableArray<int> fernetKeys, Func<string, string> secret)
    {
        var (stem, number) = Renewed().Match(name) is { Success: true } match
            ? (
                match.Groups["stem"].Value + match.Groups["part"].Value,
                int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)
            )
            : (name, 1);
        var value = secret(stem == "jwt-signing-certificate" ? "jwt-certificate" : stem);
        if (stem != "fernet-key")
        {
            return value;
        }
        var (values, place) = (value.Split(','), fernetKeys.IndexOf(number));
        // Key 1 is itself a list where it came from a stack that was renewing its own.
        return place < 0 ? values[0]
            : number == 1 ? string.Join(',', values[place..^(fernetKeys.Length - place - 1)])
            : place < fernetKeys.IndexOf(1) || !fernetKeys.Contains(1) ? values[place]
            : values[^(fernetKeys.Length - place)];
    }

    // The engine's own resources have a provider without a package.
    private static string Builtin(JsonArray resources, string near)
    {
        var urn = $"{string.Join("::", near.Split("::")[..2])}::pulumi:providers:pulumi::default";
        var found = resources.FirstOrDefault(one => one!["urn"]!.GetValue<string>() == urn);
        if (found is null)
        {
            found = new JsonObject
            {
                ["urn"] = urn,
                ["custom"] = true,
                ["type"] = "pulumi:providers:pulumi",
                ["id"] = Guid.NewGuid().ToString(),
                ["inputs"] = new JsonObject(),
                ["outputs"] = new JsonObject(),
            };
            resources.Add(found);
        }
        return $"{urn}::{found["id"]!.GetValue<string>()}";
    }

    [GeneratedRegex("^(?<stem>fernet-key|platform-auth-token|jwt-signing)-(?<number>[0-9]+)(?<part>-key|-certificate)?$")]
    private static partial Regex Renewed();

    private static string Parent(JsonArray resources, string type) =>
        resources.Select(one => one!["urn"]!.GetValue<string>()).FirstOrDefault(urn => urn.Split("::")[2].Split('$')[^1] == type)
        ?? throw new InvalidOperationException($"The state has no {type} yet. Run `pulumi import --file import.json` first.");

    // The engine's own provider of a package, as it would make it.
    private static string Provider(JsonArray resources, string near, string package)
    {
        var version = PackageSchema.Of(package).Version;
        var urn = $"{string.Join("::", near.Split("::")[..2])}::pulumi:providers:{package}::default_{version.Replace('.', '_')}";
        var found = resources.FirstOrDefault(one => one!["urn"]!.GetValue<string>() == urn);
        if (found is null)
        {
            found = new JsonObject
            {
                ["urn"] = urn,
                ["custom"] = true,
                ["type"] = $"pulumi:providers:{package}",
                ["id"] = Guid.NewGuid().ToString(),
                ["inputs"] = new JsonObject { ["version"] = version },
                ["outputs"] = new JsonObject { ["version"] = version },
            };
            resources.Add(found);
        }
        return $"{urn}::{found["id"]!.GetValue<string>()}";
    }

    private static JsonObject Json(ImmutableSortedDictionary<string, object> inputs) => JsonSerializer.SerializeToNode(inputs)!.AsObject();

    private static JsonObject Hidden(object value) => new() { [Signature] = Secret, ["plaintext"] = JsonSerializer.Serialize(value) };

    private static string Time(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
