using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:verification</c>.</summary>
internal static partial class VerificationSection
{
    public static KeyGroup Keys { get; } =
        new(
            "infra:verification",
            "What is asked of a restored database before anything is started on it, and of the platform before the public names lead to it."
        );

    private static readonly Key<int> NewestWithinMinutes = Keys.Defaulted(
        "newestWithinMinutes",
        new WholeNumber(1, 43200),
        60,
        "1440",
        "How many minutes the newest record of a restored database may be older than the instant that was asked for. A scheduler writes "
            + "one every few seconds, so a restore that is older than this is of another instant; raise it where no deployment was "
            + "running.",
        LaterChange.AtBirth("of a database")
    );

    private static readonly Key<int> AcceptDatabase = Keys.Optional(
        "acceptDatabase",
        new WholeNumber(1, 999),
        "a restored database with a fault stops the up",
        "2",
        "The generation of the database that is wanted although its verification has found faults: somebody has read them. It says "
            + "nothing of a later generation.",
        LaterChange.AtBirth("of a database")
    );

    private static readonly Key<string> AcceptPlatform = Keys.Optional(
        "acceptPlatform",
        new Text("the generations of database and cluster, as in the job's name: g2-g1", PairForm()),
        "a restored platform with a fault stops the up, and the public names stay",
        "g2-g1",
        "The pair of generations, of the database and of the cluster, that is wanted although the verification of the platform has found "
            + "faults: somebody has read them. It says nothing of a later pair.",
        LaterChange.InPlace("the verification of the platform is made again")
    );

    /// <param name="verification">The values.</param>
    /// <param name="database">The database.</param>
    /// <param name="cluster">The cluster.</param>
    public static VerificationSpec Read(ConfigurationSection verification, DatabaseSpec database, ClusterSpec cluster)
    {
        var spec = new VerificationSpec(
            verification.Read(NewestWithinMinutes),
            verification.Has(AcceptDatabase) ? verification.Read(AcceptDatabase) : null,
            verification.Has(AcceptPlatform) ? verification.Read(AcceptPlatform) : null
        );
        if (spec.AcceptedDatabase > database.Generation && verification.AreSound(AcceptDatabase))
        {
            verification.Fault(
                AcceptDatabase,
                $"there is no generation {spec.AcceptedDatabase} of the database yet, so nobody has seen its faults; the active one is "
                    + $"{database.Generation}",
                "Remove the line; should the verification find faults, it says them and this line"
            );
        }
        if (
            spec.AcceptedPlatform is { } pair
            && verification.AreSound(AcceptPlatform)
            && PairForm().Match(pair).Groups is var generations
            && (Number(generations["database"]) > database.Generation || Number(generations["cluster"]) > cluster.Generation)
        )
        {
            verification.Fault(
                AcceptPlatform,
                $"there is no platform {pair} yet, so nobody has seen its faults; the active one is "
                    + $"{VerificationSpec.Pair(database.Generation, cluster.Generation)}",
                "Remove the line; should the verification find faults, it says them and this line"
            );
        }
        return spec;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^g(?<database>[1-9][0-9]{0,2})-g(?<cluster>[1-9][0-9]{0,2})$")]
    private static partial Regex PairForm();
}
