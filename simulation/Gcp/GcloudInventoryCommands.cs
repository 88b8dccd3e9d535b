using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// Commands of <c>gcloud</c> that describe what stands in the project, as JSON in the shapes of the services' own references, which the
/// tool prints with <c>--format json</c>.
/// </summary>
internal static class GcloudInventoryCommands
{
    private const string Secret = "gcp:secretmanager/secret:Secret";
    private const string Version = "gcp:secretmanager/secretVersion:SecretVersion";
    private const string Zone = "gcp:dns/managedZone:ManagedZone";

    // Cloud SQL ships its log every five minutes: https://cloud.google.com/sql/docs/postgres/backup-recovery/pitr
    private static readonly TimeSpan LogLag = TimeSpan.FromMinutes(5);

    public static (string, string[], Func<World, CommandOptions, string>)[] Table { get; } =
    [
        ("gcloud sql instances describe", ["--project", "--format"], Instance),
        ("gcloud sql instances list", ["--project", "--format"], Instances),
        ("gcloud sql instances get-latest-recovery-time", ["--project", "--format"], RecoveryTime),
        ("gcloud kms keys versions list", ["--key", "--project", "--format"], KeyVersions),
        ("gcloud secrets list", ["--filter", "--project", "--format"], Secrets),
        ("gcloud secrets versions describe", ["--secret", "--project", "--format"], SecretVersion),
        ("gcloud storage buckets describe", ["--raw?", "--project", "--format"], Bucket),
        ("gcloud storage objects list", ["--raw?", "--project", "--format"], Objects),
        ("gcloud projects get-iam-policy", ["--format"], Policy),
        ("gcloud dns managed-zones describe", ["--project", "--format"], ManagedZone),
    ];

    /// <summary>An answer as <c>--format json</c> prints it.</summary>
    public static string Print(JsonNode answer, CommandOptions options) =>
        options["--format"] == "json"
            ? answer.ToJsonString() + "\n"
            : throw new Refusal(
                $"The simulated clouds print this only with --format json, not {options["--format"] ?? "without a format"}."
            );

    private static string Instance(World world, CommandOptions options)
    {
        var (record, instance) = Find(world, options);
        // A value of the API's that is a 64 bit number is printed as text; those that are read here are 32 bit.
        var settings = instance.Inputs["settings"]!.DeepClone();
        return Print(
            new JsonObject
            {
                ["name"] = instance.Name,
                ["state"] = record.Reachable ? "RUNNABLE" : "FAILED",
                ["region"] = instance.Inputs.Text("region"),
                ["databaseVersion"] = instance.Inputs.Text("databaseVersion"),
                ["diskEncryptionConfiguration"] = record.Traits.Text("encryptionKeyName") is { Length: > 0 } key
                    ? new JsonObject { ["kmsKeyName"] = key }
                    : null,
                ["instanceType"] = "CLOUD_SQL_INSTANCE",
                ["settings"] = settings,
            },
            options
        );
    }

    private static string Instances(World world, CommandOptions options) =>
        Print(
            new JsonArray([
                .. world.Locked(() =>
                    world
                        .Content.Databases.Where(one => one.Type == CloudSqlInstance.Type && one.DeletedAt is null)
                        .Select(one => new JsonObject { ["name"] = one.Name, ["state"] = one.Reachable ? "RUNNABLE" : "FAILED" })
                        .ToList()
                ),
            ]),
            options.NoWords()
        );

    private static string RecoveryTime(World world, CommandOptions options)
    {
        var window = Find(world, options).Record.Window(world.Now, LogLag);
        return Print(
            new JsonObject
            {
                ["kind"] = "sql#getLatestRecoveryTime",
                ["latestRecoveryTime"] = Call.Time(window.Latest),
                ["earliestRecoveryTime"] = Call.Time(window.Earliest),
            },
            options
        );
    }

    private static string KeyVersions(World world, CommandOptions options)
    {
        var name = options.NoWords().Required("--key");
        var key = world.Find(GcpKeyRules.CryptoKey, name)
            ?? throw new Refusal($"ERROR: (gcloud.kms.keys.versions.list) NOT_FOUND: CryptoKey {name} not found.");
        var version = new JsonObject
        {
            ["name"] = $"{key.Id}/cryptoKeyVersions/1",
            ["state"] = key.State.Text("versionState") ?? "ENABLED",
            ["protectionLevel"] = "SOFTWARE",
        };
        if (version.Text("state") == "DESTROY_SCHEDULED")
            version["destroyTime"] = Call.Time(world.Now.AddDays(30));
        return Print(new JsonArray(version), options);
    }

    private static string Secrets(World world, CommandOptions options)
    {
        var filter = options.NoWords()["--filter"] ?? "name:";
        if (!filter.StartsWith("name:", StringComparison.Ordinal))
            throw new Refusal($"The simulated clouds filter secrets only by name:TEXT, not {filter}.");
        return Print(
            new JsonArray([
                .. world
                    .List(Secret)
                    .Where(one => one.Name.Contains(filter[5..], StringComparison.Ordinal))
                    .Select(one => new JsonObject { ["name"] = one.Id, ["createTime"] = Call.Time(one.CreatedAt) }),
            ]),
            options
        );
    }

    private static string SecretVersion(World world, CommandOptions options)
    {
        var secret = world.Find(Secret, options.Required("--secret"))
            ?? throw new Refusal($"ERROR: (gcloud.secrets.versions.describe) NOT_FOUND: Secret [{options["--secret"]}] not found");
        if (options.Word("VERSION") != "latest")
            throw new Refusal("The simulated clouds describe only the version latest of a secret.");
        var version = world.List(Version).LastOrDefault(one => one.Inputs.Text("secret") == secret.Id)
            ?? throw new Refusal("ERROR: (gcloud.secrets.versions.describe) NOT_FOUND: Secret Version not found");
        return Print(
            new JsonObject
            {
                ["name"] = $"{secret.Id}/versions/1",
                ["state"] = version.State.Flag("enabled") == false ? "DISABLED" : "ENABLED",
            },
            options
        );
    }

    private static string Bucket(World world, CommandOptions options)
    {
        if (options["--raw"] is null)
            throw new Refusal("The simulated clouds describe a bucket only with --raw, in the shape of the API.");
        var bucket = Named(world, options.Word("URL")["gs://".Length..]);
        return Print(
            new JsonObject
            {
                ["name"] = bucket.Name,
                ["location"] = bucket.Inputs.Text("location")?.ToUpperInvariant(),
                ["versioning"] = new JsonObject { ["enabled"] = BucketRules.IsVersioned(world.Content, bucket) },
                ["softDeletePolicy"] = new JsonObject
                {
                    ["retentionDurationSeconds"] = $"{BucketRules.SoftDeletion(bucket).TotalSeconds:0}",
                },
            },
            options
        );
    }

    private static string Objects(World world, CommandOptions options)
    {
        var url = options.Word("URL");
        if (options["--raw"] is null || !url.EndsWith("**", StringComparison.Ordinal))
            throw new Refusal("The simulated clouds list objects only with --raw and gs://BUCKET/PREFIX**.");
        var parts = url["gs://".Length..^2].Split('/', 2);
        var bucket = Named(world, parts[0]);
        return Print(
            new JsonArray([
                .. new SimulatedBucket(world, bucket)
                    .Versions.Where(one => one.IsLive && one.Key.StartsWith(parts[1], StringComparison.Ordinal))
                    .Select(one => new JsonObject
                    {
                        ["bucket"] = bucket.Name,
                        ["name"] = one.Key,
                        ["timeCreated"] = Call.Time(one.At),
                    }),
            ]),
            options
        );
    }

    // The project's owners are people; who is withdrawn was deleted a moment ago, and is still named.
    private static string Policy(World world, CommandOptions options)
    {
        options.Word("PROJECT_ID_OR_NUMBER");
        return Print(
            new JsonObject
            {
                ["bindings"] = new JsonArray(
                    new JsonObject
                    {
                        ["role"] = "roles/owner",
                        ["members"] = new JsonArray([
                            .. new[] { "user:ada@example.com", "user:grace@example.com" }.Select(member =>
                                JsonValue.Create(world.Content.Offers.Has(member) ? member : $"deleted:{member}?uid=1234")
                            ),
                        ]),
                    }
                ),
                ["version"] = 1,
            },
            options
        );
    }

    private static string ManagedZone(World world, CommandOptions options)
    {
        var zone = world.Find(Zone, options.Word("ZONE_NAME"))
            ?? throw new Refusal(
                "ERROR: (gcloud.dns.managed-zones.describe) HTTPError 404: The 'parameters.managedZone' resource named "
                    + $"'{options.Words[0]}' does not exist."
            );
        return Print(
            new JsonObject
            {
                ["name"] = zone.Name,
                ["dnsName"] = InternetCommands.DomainOf(world) + ".",
                ["nameServers"] = new JsonArray([.. InternetCommands.NameServers(zone).Select(name => JsonValue.Create(name))]),
            },
            options
        );
    }

    private static WorldObject Named(World world, string bucket) =>
        world.Find(SimulatedBucket.Gcs, bucket.TrimEnd('/')) ?? throw new Refusal($"ERROR: (gcloud.storage) gs://{bucket} not found: 404.");

    private static (DatabaseRecord Record, WorldObject Instance) Find(World world, CommandOptions options)
    {
        var name = options.Word("INSTANCE");
        return world.Locked(() => world.Living(name)) is { } record && world.Find(CloudSqlInstance.Type, name) is { } instance
            ? (record, instance)
            : throw new Refusal($"ERROR: (gcloud.sql) HTTPError 404: The Cloud SQL instance does not exist: {name}.");
    }
}
