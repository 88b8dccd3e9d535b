using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Infra.Configuration.Offers;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:database</c>.</summary>
internal static partial class DatabaseSection
{
    public static KeyGroup Keys { get; } = new("infra:database", "The Postgres database.");

    private static readonly Key<int> Generation = Keys.Defaulted(
        "generation",
        new WholeNumber(1, 999),
        1,
        "2",
        "Which database: raised by one for every restore. A number is never used twice.",
        LaterChange.Beside("a new database, born as `restore` says, 15 minutes and more; the old one stays")
    );

    // What the chart supports: https://www.astronomer.io/docs/private-cloud/1.0/version-compatibility-reference
    private static readonly Key<int> PostgresVersion = Keys.Defaulted(
        "postgresVersion",
        new WholeNumber(PostgresMajor.Oldest, PostgresMajor.Newest),
        16,
        "16",
        "Postgres' major version. Raised, it upgrades the living database in place ([how](upgrades.md#postgres)); it never goes back.",
        LaterChange.InPlace("a downtime of 10 minutes and more; a lower one is refused")
    );

    private static readonly Key<string> MachineType = Keys.Required(
        "machineType",
        new Text("a machine type"),
        "db-custom-4-16384",
        "The cloud's own name of the machine type: db-custom-4-16384 on Google Cloud, db.m6g.xlarge on AWS.",
        LaterChange.InPlace("10 minutes, and a failover or a restart of a minute")
    );

    private static readonly Key<int> StorageGiB = Keys.Defaulted(
        "storageGiB",
        new WholeNumber(20, 16384),
        100,
        "100",
        "Storage at birth in GiB; it grows by itself.",
        LaterChange.Differs(
            gcp: LaterChange.AtBirth(),
            aws: LaterChange.InPlace(
                "storage itself at birth only; the limit of its growth, ten times as much, is raised in place, and a lower one is refused"
            )
        )
    );

    private static readonly Key<bool> HighAvailability = Keys.Defaulted(
        "highAvailability",
        new Flag(),
        true,
        "true",
        "A standby in a second zone.",
        LaterChange.InPlace("10 minutes")
    );

    private static readonly Key<ImmutableArray<string>> FormerPrefixes = Keys.Defaulted(
        "formerPrefixes",
        new ListOf<string>("a list of other stacks' infra:prefix", new Text("another stack's infra:prefix", PrefixForm())),
        [],
        "[astro-prod]",
        "The `infra:prefix` of each stack whose deployments live on in this one. Their secrets know the database as db.PREFIX.internal, so "
            + "that name leads to this one too. It stays as long as they do.",
        LaterChange.InPlace()
    );

    private static readonly KeyGroup Backup = Keys.Group(BackupSection.Keys);

    private static readonly KeyGroup Restore = Keys.Group(RestoreSection.Keys);

    private static readonly Key<int> CreateAgain = Keys.Optional(
        "createAgain",
        new WholeNumber(1, 999),
        "no database is made twice",
        "1",
        "The active generation, when its database may be made although its birth was recorded before: because its first create failed.",
        LaterChange.AtBirth("of a database that failed")
    );

    /// <param name="database">The values.</param>
    /// <param name="cloud">The cloud.</param>
    /// <param name="own">The stack's own names.</param>
    public static DatabaseSpec Read(ConfigurationSection database, CloudConfig cloud, PhysicalNames own)
    {
        var edition = (cloud as CloudConfig.Gcp)?.DatabaseEdition;
        var generation = database.Read(Generation);
        var spec = new DatabaseSpec
        {
            Generation = generation,
            PostgresVersion = database.Read(PostgresVersion),
            MachineType = database.Read(MachineType),
            StorageGiB = database.Read(StorageGiB),
            HighAvailability = database.Read(HighAvailability),
            Backup = BackupSection.Read(database.Section(Backup), edition),
            Restore = database.Has(Restore) ? RestoreSection.Read(database.Section(Restore), generation, cloud, own) : null,
            FormerNames = [.. database.Read(FormerPrefixes).Select(prefix => new PhysicalNames(prefix))],
            CreateAgain = database.Has(CreateAgain) ? database.Read(CreateAgain) : null,
        };
        if (spec.CreateAgain is { } again && again != generation && database.AreSound(Generation, CreateAgain))
        {
            database.Fault(
                CreateAgain,
                $"it names generation {again}, but the active one is {generation}",
                $"Write {generation}, or remove the line"
            );
        }
        if (spec.FormerNames.Contains(own) || spec.FormerNames.Distinct().Count() != spec.FormerNames.Length)
        {
            database.Fault(
                FormerPrefixes,
                $"[{string.Join(", ", spec.FormerNames.Select(names => names.Prefix))}] names this stack itself, or one twice",
                "Write each other stack's infra:prefix once"
            );
        }
        database.Doubt(
            MachineType,
            cloud.Match(gcp => CloudSqlTier.Doubt(spec.MachineType, gcp.DatabaseEdition), _ => RdsClass.Doubt(spec.MachineType))
        );
        return spec;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,16}[a-z0-9]$")]
    private static partial Regex PrefixForm();
}
