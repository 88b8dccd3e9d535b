using System.Collections.Immutable;
using Infra.Policy;

namespace Infra.Cli.Recovery;

/// <summary>What the preview of a recovery must show, told from the difference between the two programs.</summary>
internal static class PreviewSentences
{
    /// <summary>The sentences, in the order in which a person looks for what they tell.</summary>
    public static ImmutableArray<string> Of(Loss loss, ProgramChange change)
    {
        if (loss == Loss.KilledUp)
        {
            // Nobody knows how far it came.
            return ["what the killed one did not come to, and nothing that it made"];
        }
        if (change.Made.IsEmpty && change.Changed.IsEmpty)
        {
            return [];
        }
        return [.. Made(change), .. Changed(change), .. Leaving(change), .. Untouched(change)];
    }

    private static IEnumerable<string> Made(ProgramChange change)
    {
        var isLaunch =
            change.Leaving.IsEmpty
            && change.Changed.IsEmpty
            && change.Made.Count == change.After.Resources.Count(resource => resource.IsThing);
        var holders = Ordered(change.Made)
            .Where(resource => Noun(resource) is "database" or "cluster" || (isLaunch && Noun(resource) is "bucket"))
            .ToList();
        foreach (var holder in holders)
        {
            yield return $"a new {Noun(holder)}: {holder.PhysicalName}";
        }
        var others = change.Made.Count - holders.Count;
        yield return isLaunch
            ? $"{others} other new things: the whole platform"
            : $"{others} other new things, of which {change.Made.Count(IsInCluster)} are in the cluster";
    }

    private static IEnumerable<string> Changed(ProgramChange change)
    {
        var changed = Ordered(change.Changed).Select(resource => $"{resource.Name} ({Kind(resource)})").ToList();
        if (changed.Count > 0)
        {
            yield return $"changed in place: {string.Join(", ", changed)}";
        }
    }

    private static IEnumerable<string> Leaving(ProgramChange change)
    {
        var (kept, deleted) = (change.Leaving.Where(IsKept).ToList(), change.Leaving.Where(resource => !IsKept(resource)).ToList());
        if (kept.Count > 0)
        {
            yield return $"leaving the program and staying in the cloud: {string.Join(", ", kept.Select(Called))}";
        }
        if (deleted.Count > 0)
        {
            var named = deleted.Where(resource => Noun(resource) is not null).Select(Called).ToList();
            yield return "deleted, last of all: "
                + $"{string.Join(", ", named.Append(Count(deleted.Count - named.Count, named.Count > 0 ? "other thing" : "thing")))}";
        }
    }

    // Whoever reads this in a preview stops.
    private static IEnumerable<string> Untouched(ProgramChange change)
    {
        var touched = change
            .Changed.Concat(change.Leaving)
            .Where(resource => Holdings.Of(resource.Type, resource.Name)?.Lifetime == Lifetime.Permanent)
            .ToList();
        if (touched.Count == 0 && (change.Changed.Count > 0 || change.Leaving.Length > 0))
        {
            yield return "no bucket, key, zone, secret or password is changed or deleted";
        }
    }

    private static bool IsKept(ProgramResource resource) => resource.IsKept && !IsInCluster(resource);

    private static bool IsInCluster(ProgramResource resource) => resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal);

    private static string? Noun(ProgramResource resource) => Holdings.Of(resource.Type, resource.Name)?.Noun;

    private static string Called(ProgramResource resource) => $"{Noun(resource) ?? Kind(resource)} {resource.PhysicalName}";

    private static string Kind(ProgramResource resource) => resource.Type.Split(':')[^1];

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static IEnumerable<ProgramResource> Ordered(IEnumerable<ProgramResource> resources) =>
        resources.OrderBy(resource => resource.Name, StringComparer.Ordinal);
}
