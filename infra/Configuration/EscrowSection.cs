using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:escrow</c>.</summary>
internal static partial class EscrowSection
{
    public static KeyGroup Keys { get; } =
        new("infra:escrow", "What stands in the deployments' namespaces and in no database: secrets, service accounts, Helm's records.");

    private static readonly Key<int> EveryMinutes = Keys.Defaulted(
        "everyMinutes",
        new WholeNumber(5, 60),
        60,
        "60",
        "Minutes from one set to the next.",
        LaterChange.InPlace()
    );

    private static readonly Key<int> KeepDays = Keys.Defaulted(
        "keepDays",
        new WholeNumber(7, 365),
        35,
        "35",
        "Days a set is kept; at least `infra:database.backup.retentionDays`.",
        LaterChange.InPlace("for sets that are made from then on")
    );

    private static readonly Key<string> Restore = Keys.Defaulted(
        "restore",
        new Text("newest, none, or the name of a set", SetForm()),
        EscrowSpec.Newest,
        "newest",
        "What a relaunched or restored platform gets back before its release: the `newest` whole set, `none`, or the set of that name. A "
            + "first launch needs none and takes none.",
        LaterChange.AtBirth("of a cluster or a database")
    );

    private static readonly KeyGroup From = Keys.Group(EscrowOriginSection.Keys);

    /// <param name="escrow">The values.</param>
    /// <param name="cloud">Where the stack stands.</param>
    /// <param name="identity">The stack whose data this one is born from.</param>
    /// <param name="database">The database, with which the deployments come back.</param>
    public static EscrowSpec Read(ConfigurationSection escrow, CloudConfig cloud, IdentitySpec identity, DatabaseSpec database)
    {
        var backup = database.Backup;
        var spec = new EscrowSpec(
            escrow.Read(EveryMinutes),
            escrow.Read(KeepDays),
            escrow.Read(Restore),
            escrow.Has(From) ? EscrowOriginSection.Read(escrow.Section(From), cloud, identity, database) : null
        );
        if (escrow.AreSound(KeepDays) && spec.KeepDays < backup.RetentionDays)
        {
            escrow.Fault(
                KeepDays,
                $"the database's backups are kept for {backup.RetentionDays} days, and the deployments that belong to them for "
                    + $"{spec.KeepDays}",
                $"Write at least {backup.RetentionDays}"
            );
        }
        return spec;
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$")]
    private static partial Regex SetForm();
}
