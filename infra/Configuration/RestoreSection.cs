using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:database.restore</c>.</summary>
internal static class RestoreSection
{
    public static KeyGroup Keys { get; } = new("infra:database.restore",
        "What the active database generation is born from: one of `pointInTime` and `latest`. Matters at birth only; may stay or go afterwards. Absent: born empty.");

    private static readonly Key<DateTimeOffset> PointInTime = Keys.Optional("pointInTime", new Instant(), "not restored to an instant",
        "\"2026-11-23T13:02:30Z\"", "The instant whose state is wanted.");

    private static readonly Key<bool> Latest = Keys.Defaulted("latest", new Flag(), false, "true", "The most recent state that the cloud can restore.");

    private static readonly Key<string> Instance = Keys.Optional("instance", new Text("the name of a database instance"), "the generation before this one",
        "astro-prod-db-g1", "The cloud's name of the instance whose data is wanted.");

    public static RestoreSource? Read(ConfigurationSection restore, int generation)
    {
        var instance = restore.Has(Instance) ? restore.Read(Instance) : null;
        if (generation == 1 && instance is null)
        {
            restore.Fault(Instance, "generation 1 has no generation before it to be restored from", "Raise infra:database.generation, or name the instance to restore from");
        }
        switch (restore.Has(PointInTime), restore.Read(Latest))
        {
            case (true, false):
                return new RestoreSource.PointInTime(restore.Read(PointInTime)) { Instance = instance };
            case (false, true):
                return new RestoreSource.Latest { Instance = instance };
            default:
                restore.Fault(Keys, "it does not say which state is wanted", $"Write one of pointInTime: {PointInTime.Example} or latest: true");
                return null;
        }
    }
}
