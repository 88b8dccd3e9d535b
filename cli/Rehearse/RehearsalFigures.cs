using System.Collections.Immutable;
using System.Globalization;
using Infra.Cli.Recovery;

namespace Infra.Cli.Rehearse;

/// <summary>The figures of a played rehearsal that every report tells.</summary>
/// <param name="Played">The rehearsal.</param>
internal sealed record RehearsalFigures(PlayedRehearsal Played)
{
    /// <summary>The loss in words, for example <c>Cluster and database</c>.</summary>
    public string Loss { get; } = Words(LossName.Of(Played.Plan.Loss));

    /// <summary>
    /// The loss and where it was, for example <c>gcp-cluster-and-database</c>: unique among the rehearsals of one stack file.
    /// </summary>
    public string Anchor { get; } =
        string.Concat($"{Played.Stack}-{LossName.Of(Played.Plan.Loss)}".Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    /// <summary><c>PASS</c> or <c>FAIL</c>.</summary>
    public string Verdict => Word(Played.Passed);

    /// <summary>How long the launch took, by the world's clock; null where nothing was launched.</summary>
    public TimeSpan? Launch =>
        Played.Steps.Where(step => step.Act == Act.Launch).ToList() is { Count: > 0 } steps ? steps[^1].End - steps[0].Start : null;

    /// <summary>How long the platform was away, by the world's clock; null where nothing was recovered.</summary>
    public TimeSpan? Recovery => RecoveryTime(Played.Steps, Played.Spans);

    /// <summary>How long all of it took on this machine.</summary>
    public TimeSpan Real => new(Played.Steps.Sum(step => step.RealTime.Ticks));

    /// <summary>What the recovery changed, for example <c>58 create, 3 update</c>.</summary>
    public string Touched =>
        Changes(
            Played
                .Steps.Where(step => step.Act == Act.Recovery)
                .SelectMany(step => step.Changes)
                .GroupBy(change => change.Key)
                .ToImmutableSortedDictionary(changes => changes.Key, changes => changes.Sum(change => change.Value))
        );

    /// <summary>The verdict in one sentence, with the time against the plan's.</summary>
    public string Sentence =>
        $"{Kept} Recovery took {(Recovery is { } took ? DurationText.Of(took) : "no time")} of simulated time{Planned}, "
        + $"and {DurationText.Of(Real)} of real time were needed to play it all.";

    /// <summary>The word for a promise that held or did not.</summary>
    public static string Word(bool passed) => passed ? "PASS" : "FAIL";

    /// <summary>Counts of changes by operation, in words; empty where nothing changed.</summary>
    public static string Changes(ImmutableSortedDictionary<string, int> changes) =>
        string.Join(", ", changes.Where(change => change.Value > 0).Select(change => $"{change.Value} {change.Key}"));

    /// <summary>
    /// How long the platform was away, by the world's clock: from the beginning of the recovery's first update until the platform stands.
    /// The plan counts the same: deletions come later, copies to another region may, and so does the update that lets the runs go on.
    /// </summary>
    public static TimeSpan? RecoveryTime(ImmutableArray<PlayedStep> steps, ImmutableArray<CloudSpan> spans)
    {
        var made = spans.Where(span => span is { Act: Act.Recovery, Operation: not "delete" }).ToList();
        if (made.Count == 0)
        {
            return steps.Any(step => step.Act == Act.Recovery) ? TimeSpan.Zero : null;
        }
        var first = made.Min(span => span.Start);
        var update = steps.Where(step => step.Act == Act.Recovery && step.Start <= first && step.End >= first).Last();
        var inUpdate = made.Where(span => span.Start < update.End || span.Start == update.Start).ToList();
        var platform = inUpdate.Where(span => CriticalPath.IsPlatform(span.Type)).ToList();
        return (platform.Count > 0 ? platform : inUpdate).Max(span => span.End) - update.Start;
    }

    /// <summary>
    /// When the first update of an act began, by the world's clock: a person's reading and writing before it takes no simulated time.
    /// </summary>
    public static DateTimeOffset Begin(PlayedRehearsal played, Act act)
    {
        var first = played.Spans.Where(span => span.Act == act).Select(span => (DateTimeOffset?)span.Start).Min();
        var steps = played.Steps.Where(step => step.Act == act).Select(step => step.Start).ToList();
        return steps.Where(start => start <= first).DefaultIfEmpty(first ?? steps.Min()).Max();
    }

    private string Kept =>
        Played.Checks.Where(check => !check.Passed).Select(check => check.Promise).ToList() switch
        {
            [] => $"{Number(Played.Checks.Length)} held.",
            var broken =>
                $"{broken.Count} of {Number(Played.Checks.Length)} did not hold: {PrintableText.Line(string.Join(", ", broken))}.",
        };

    private string Planned =>
        Played.Plan.Time.Total > TimeSpan.Zero ? $" against {DurationText.Of(Played.Plan.Time.Total)} of the plan" : "";

    private static string Number(int promises) => promises == 1 ? "1 promise" : $"{promises} promises";

    private static string Words(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('-', ' ')}");
}
