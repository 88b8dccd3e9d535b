using System.Text.Json.Nodes;
using Infra.Simulation;

namespace Infra.Tests.Gcp;

/// <summary>A simulated project of Google Cloud, asked by hand.</summary>
internal sealed class GoogleProject
{
    public const string Network = "gcp:compute/network:Network";
    public const string Address = "gcp:compute/address:Address";
    public const string Database = "gcp:sql/databaseInstance:DatabaseInstance";
    public const string Cluster = "gcp:container/cluster:Cluster";
    public const string Bucket = "gcp:storage/bucket:Bucket";
    public const string KeyRing = "gcp:kms/keyRing:KeyRing";
    public const string KeyUse = "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember";
    public const string Connection = "gcp:servicenetworking/connection:Connection";
    public const string Key = "projects/my-project/locations/europe-west1/keyRings/ring/cryptoKeys/key";

    private readonly Resources _resources;
    private readonly ProviderSettings _settings;

    private GoogleProject()
    {
        World = new(Path.Combine(Directory.CreateTempSubdirectory("infra-").FullName, "world"));
        _resources = new(World, "gcp");
        _settings = new("gcp", new() { ["project"] = "my-project", ["region"] = "europe-west1" }, World);
    }

    public World World { get; }

    /// <summary>A project with these APIs enabled.</summary>
    public static async Task<GoogleProject> WithAsync(params string[] apis)
    {
        var project = new GoogleProject();
        foreach (var api in apis)
        {
            await project.MakeAsync(
                "gcp:projects/service:Service",
                $$"""{ "project": "my-project", "service": "{{api}}.googleapis.com" }"""
            );
        }
        return project;
    }

    /// <summary>Adds a network with a peering, and a key that the agent of Cloud SQL may use.</summary>
    public async Task<GoogleProject> ReadyForDatabasesAsync()
    {
        await MakeAsync(Network, """{ "name": "net" }""");
        await MakeAsync(
            "gcp:compute/globalAddress:GlobalAddress",
            """{ "name": "databases", "network": "projects/my-project/global/networks/net" }"""
        );
        await MakeAsync(
            Connection,
            """{ "network": "projects/my-project/global/networks/net", "service": "servicenetworking.googleapis.com", "reservedPeeringRanges": ["databases"] }"""
        );
        await MakeAsync(KeyRing, """{ "name": "ring", "location": "europe-west1", "project": "my-project" }""");
        await MakeAsync(
            "gcp:kms/cryptoKey:CryptoKey",
            """{ "name": "key", "keyRing": "projects/my-project/locations/europe-west1/keyRings/ring" }"""
        );
        return this;
    }

    public async Task GrantAsync(string service)
    {
        var identity = await MakeAsync(
            "gcp:projects/serviceIdentity:ServiceIdentity",
            $$"""{ "project": "my-project", "service": "{{service}}.googleapis.com" }"""
        );
        await MakeAsync(
            KeyUse,
            $$"""{ "cryptoKeyId": "{{Key}}", "role": "roles/cloudkms.cryptoKeyEncrypterDecrypter", "member": "{{identity.State["member"]}}" }"""
        );
    }

    public Task<WorldObject> MakeAsync(string type, string inputs) =>
        _resources.CreateAsync(_settings, Urn(type), JsonNode.Parse(inputs)!.AsObject(), 0, TestContext.Current.CancellationToken);

    public Task DeleteAsync(string type, WorldObject thing) =>
        _resources.DeleteAsync(_settings, Urn(type), thing.Id, thing.State, 0, TestContext.Current.CancellationToken);

    /// <summary>A database's inputs, with a setting of one's own.</summary>
    public static string DatabaseInputs(string more = "{}", string settings = "{}")
    {
        var inputs = JsonNode.Parse("""{ "name": "db", "databaseVersion": "POSTGRES_16", "deletionProtection": false }""")!.AsObject();
        var all = JsonNode
            .Parse(
                """
                {
                  "tier": "db-custom-4-16384", "edition": "ENTERPRISE",
                  "ipConfiguration": { "privateNetwork": "projects/my-project/global/networks/net" },
                  "backupConfiguration": { "enabled": true, "pointInTimeRecoveryEnabled": true, "transactionLogRetentionDays": 7 }
                }
                """
            )!
            .AsObject();
        Merge(all, settings);
        inputs["settings"] = all;
        Merge(inputs, more);
        return inputs.ToJsonString();
    }

    private static void Merge(JsonObject into, string json)
    {
        foreach (var (name, value) in JsonNode.Parse(json)!.AsObject())
        {
            into[name] = value?.DeepClone();
        }
    }

    private static string Urn(string type) => $"urn:pulumi:test::infra::{type}::thing";
}
