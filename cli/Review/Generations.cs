using System.Text.RegularExpressions;

namespace Infra.Cli.Review;

/// <summary>Which step makes the next generation of which thing. Their names say so, and nothing else of the same type is a successor.</summary>
internal static partial class Generations
{
    /// <summary>Whether a step makes the same thing under the same parents, of a later generation.</summary>
    public static bool IsNext(RecordedStep old, RecordedStep other)
    {
        var (before, after) = (Ending().Match(old.Name), Ending().Match(other.Name));
        return other.Operation is "create" or "import" && other.Types == old.Types && before.Success && after.Success
            && Stem(before) == Stem(after) && int.TryParse(before.Groups[2].Value, out var first) && int.TryParse(after.Groups[2].Value, out var second) && second > first;
    }

    // The login check's name ends in both generations, the database's and the cluster's.
    private static string Stem(Match name) => name.Groups[1].Value;

    [GeneratedRegex(@"^(.+)-g(\d{1,6})$")]
    private static partial Regex Ending();
}
