using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:verification</c>.</summary>
internal static class VerificationSection
{
    public static KeyGroup Keys { get; } = new("infra:verification", "What is asked of a restored database before anything is started on it.");

    private static readonly Key<int> NewestWithinMinutes = Keys.Defaulted("newestWithinMinutes", new WholeNumber(1, 43200), 60, "1440",
        "How many minutes the newest record of a restored database may be older than the instant that was asked for. A scheduler writes one every few seconds, so a restore that is older than this is of another instant; raise it where no deployment was running.");

    private static readonly Key<int> AcceptDatabase = Keys.Optional("acceptDatabase", new WholeNumber(1, 999), "a restored database with a fault stops the up", "2",
        "The generation of the database that is wanted although its verification has found faults: somebody has read them. It says nothing of a later generation.");

    /// <param name="verification">The values.</param>
    /// <param name="database">The database.</param>
    public static VerificationSpec Read(ConfigurationSection verification, DatabaseSpec database)
    {
        var spec = new VerificationSpec(verification.Read(NewestWithinMinutes), verification.Has(AcceptDatabase) ? verification.Read(AcceptDatabase) : null);
        if (spec.AcceptedDatabase > database.Generation && verification.AreSound(AcceptDatabase))
        {
            verification.Fault(AcceptDatabase, $"there is no generation {spec.AcceptedDatabase} of the database yet, so nobody has seen its faults; the active one is {database.Generation}",
                "Remove the line; should the verification find faults, it says them and this line");
        }
        return spec;
    }
}
