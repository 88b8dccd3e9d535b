using System.Text.RegularExpressions;

namespace Infra.Cli.Review;

/// <summary>
/// Which step makes the next generation of which thing. Their names say so, and nothing else of the same type is a successor.
/// </summary>
/// <param name="steps">All steps of a preview.</param>
internal sealed partial class Generations(IEnumerable<RecordedStep> steps)
{
    // A plan may have tens of thousands of steps, and each that deletes asks.
    private readonly ILookup<(string Types, string Stem), (int Generation, RecordedStep Step)> _made = (
        from step in steps
        where step.Operation is "create" or "import"
        let ending = Ending().Match(step.Name)
        where ending.Success
        select (Key: (step.Types, ending.Groups[1].Value), Made: (Generation: Number(ending), Step: step))
    ).ToLookup(pair => pair.Key, pair => pair.Made);

    /// <summary>The step that makes the same thing under the same parents, of a later generation; null where there is none.</summary>
    public RecordedStep? NextOf(RecordedStep old) =>
        Ending().Match(old.Name) is { Success: true } ending
            ? _made[(old.Types, ending.Groups[1].Value)].FirstOrDefault(made => made.Generation > Number(ending)).Step
            : null;

    private static int Number(Match ending) => int.Parse(ending.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture);

    // The login check's name ends in both generations, the database's and the cluster's.
    [GeneratedRegex(@"^(.+)-g([0-9]{1,6})$")]
    private static partial Regex Ending();
}
