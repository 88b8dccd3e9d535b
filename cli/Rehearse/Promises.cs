using System.Collections.Immutable;

namespace Infra.Cli.Rehearse;

/// <summary>Everything that is promised of a recovery.</summary>
internal static class Promises
{
    /// <summary>Holds every promise against a recovery.</summary>
    public static ImmutableArray<Check> Hold(Aftermath after) =>
        [.. DataPromises.All.Concat(PlatformPromises.All).Select(promise => Held(promise, after)).OfType<Check>()];

    // What is so broken that it can not even be looked at is no promise kept.
    private static Check? Held(KeyValuePair<string, Func<Aftermath, Check?>> promise, Aftermath after)
    {
        try
        {
            return promise.Value(after);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or NullReferenceException)
        {
            return new(promise.Key, "can be looked at", e.Message, false);
        }
    }
}
