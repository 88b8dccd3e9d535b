using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Infra.Configuration.Offers;

namespace Infra.Configuration;

/// <summary>What only Google Cloud is told: the provider's own keys, and <c>infra:gcp</c>.</summary>
internal static partial class GcpSection
{
    public static KeyGroup ProviderKeys { get; } = new("gcp:", "The Google Cloud provider's own keys.");

    private static readonly Key<string> Project = ProviderKeys.Required(
        "project",
        new Text("a project's id (not its name or number)", ProjectForm()),
        "my-project",
        "The project of everything that is made. It stays as it was when the stack was born.",
        LaterChange.Refused("another value is another stack")
    );

    private static readonly Key<string> Region = ProviderKeys.Required(
        "region",
        new Text("a Google Cloud region (not a zone)", RegionForm()),
        "europe-west1",
        "The region of everything that is made. It stays as it was when the stack was born.",
        LaterChange.Refused("another value is another stack")
    );

    public static KeyGroup Keys { get; } = new("infra:gcp", "What only Google Cloud is told.", absence: "on the other cloud");

    private static readonly Key<CloudSqlEdition> DatabaseEdition = Keys.Defaulted(
        "databaseEdition",
        new OneOf<CloudSqlEdition>(
            (CloudSqlEdition.Enterprise.Name, CloudSqlEdition.Enterprise),
            (CloudSqlEdition.EnterprisePlus.Name, CloudSqlEdition.EnterprisePlus)
        ),
        CloudSqlEdition.Enterprise,
        "enterprise-plus",
        "Cloud SQL's edition. It decides the machine types, and for how many days logs are kept: "
            + $"{CloudSqlEdition.Enterprise.MostLogDays} or {CloudSqlEdition.EnterprisePlus.MostLogDays}.",
        LaterChange.InPlace("a downtime of a minute")
    );

    private static readonly Key<string> BackupLocation = Keys.Optional(
        "backupLocation",
        new Text("a region or a multi-region", LocationForm()),
        "in the region of `infra:copies`, else in the multi-region nearest to the database",
        "eu",
        "Where the database's backups are kept. They are encrypted with the database's key, which is in its region: what is to outlive "
            + "the region is said in `infra:copies`.",
        LaterChange.InPlace("for backups that are made from then on")
    );

    private static readonly Key<ImmutableArray<string>> RegistryRegions = Keys.Optional(
        "registryRegions",
        new ListOf<string>("a list of regions", new Text("a region", RegionForm())),
        "the bucket stands in the region alone",
        "[europe-west1, europe-west4]",
        "Two regions of one continent, the stack's own among them: the registry's bucket stands in both, with turbo replication. Chosen "
            + "at the launch; a bucket does not move.",
        LaterChange.Refused("a bucket does not move")
    );

    private static readonly Key<string> Key = Keys.Optional(
        "key",
        new Text("a key's resource name", KeyForm()),
        "the stack makes a key ring and a key",
        "projects/my-project/locations/europe-west1/keyRings/astro-prod-keys/cryptoKeys/platform",
        "A key of the region that is there already, for the database, the cluster's secrets and the registry. A key ring can never be "
            + "made a second time, so a second launch under one prefix names the first one's key.",
        LaterChange.Refused("what is encrypted keeps its key")
    );

    private static readonly Key<string> RegistryKey = Keys.Optional(
        "registryKey",
        new Text("a key's resource name", KeyForm()),
        "the region's key, or with `registryRegions` one that the stack makes",
        "projects/my-project/locations/europe/keyRings/astro-prod-keys/cryptoKeys/registry",
        "A key that is there already for a registry in two regions; in their continent: europe, us or asia.",
        LaterChange.Refused("what is encrypted keeps its key")
    );

    private static readonly Key<ImmutableArray<string>> Viewers = Keys.Defaulted(
        "viewers",
        new ListOf<string>(
            "a list of e-mail addresses of service accounts or users",
            new Text("an e-mail address of a service account or a user", EmailForm())
        ),
        [],
        "[astro-preview@my-state.iam.gserviceaccount.com]",
        "Who may read in the cluster what the program declares there, its secrets too, and change nothing: the account of the previews.",
        LaterChange.InPlace()
    );

    // https://cloud.google.com/sql/docs/postgres/locations#location-mr
    private static readonly ImmutableArray<string> MultiRegions = ["us", "eu", "asia"];

    private static readonly KeyGroup Network = Keys.Group(GcpNetworkSection.Keys);

    public static CloudConfig.Gcp Read(ConfigurationSection provider, ConfigurationSection gcp)
    {
        var region = provider.Read(Region);
        provider.Doubt(Region, RegionTable.GoogleCloud.Doubt(region));
        var registry = GcsLocation.Single(region);
        if (gcp.Has(RegistryRegions))
        {
            var regions = gcp.Read(RegistryRegions);
            gcp.Doubt(RegistryRegions, regions.Select(RegionTable.GoogleCloud.Doubt).FirstOrDefault(doubt => doubt is not null));
            registry = GcsLocation.Dual(region, regions) ?? registry;
            if (registry.Regions.IsEmpty && provider.AreSound(Region) && gcp.AreSound(RegistryRegions))
            {
                gcp.Fault(
                    RegistryRegions,
                    $"[{string.Join(", ", regions)}] are not {region} and a second region of its continent",
                    $"Write two, for example {RegistryRegions.Example}"
                );
            }
        }
        if (gcp.Has(RegistryKey) && !gcp.Has(RegistryRegions))
        {
            gcp.Fault(
                RegistryKey,
                "the bucket stands in the region, and infra:gcp.key is the region's key",
                "Remove it, or name two regions in infra:gcp.registryRegions"
            );
        }
        if (gcp.Has(BackupLocation) && gcp.Read(BackupLocation) is var location && !MultiRegions.Contains(location))
        {
            gcp.Doubt(BackupLocation, RegionTable.GoogleCloud.Doubt(location));
        }
        return new(provider.Read(Project), region)
        {
            DatabaseEdition = gcp.Read(DatabaseEdition),
            BackupLocation = gcp.Has(BackupLocation) ? gcp.Read(BackupLocation) : null,
            Registry = registry,
            Viewers = [.. gcp.Read(Viewers).Distinct()],
            Key = ReadKey(gcp, Key, region),
            RegistryKey = ReadKey(gcp, RegistryKey, registry.KeyLocation),
            Network = gcp.Has(Network) ? GcpNetworkSection.Read(gcp.Section(Network), region) : null,
        };
    }

    private static string? ReadKey(ConfigurationSection gcp, Key<string> key, string location)
    {
        if (!gcp.Has(key))
        {
            return null;
        }
        var name = gcp.Read(key);
        if (gcp.AreSound(key) && name.Split('/')[3] is var place && place != location)
        {
            gcp.Fault(key, $"the key is in {place}, and what it is for is in {location}", $"Name a key in {location}");
        }
        return name;
    }

    [GeneratedRegex(@"^[a-z0-9][\w.+-]*@[a-z0-9-]+(\.[a-z0-9-]+)+$")]
    private static partial Regex EmailForm();

    [GeneratedRegex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$")]
    private static partial Regex ProjectForm();

    [GeneratedRegex("^[a-z]+-[a-z]+[0-9]+$")]
    internal static partial Regex RegionForm();

    [GeneratedRegex("^[a-z][a-z0-9-]+$")]
    private static partial Regex LocationForm();

    [GeneratedRegex("^projects/[^/]+/locations/[a-z0-9-]+/keyRings/[^/]+/cryptoKeys/[^/]+$")]
    private static partial Regex KeyForm();
}
