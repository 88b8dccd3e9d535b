namespace Infra.Configuration;

/// <summary>Finds the known word that a misspelt one most likely meant.</summary>
internal static class NearestText
{
    /// <summary>
    /// The candidate with the fewest edits, or null when none is near: it takes more edits than a third of the word, and
    /// neither is the beginning of the other.
    /// </summary>
    public static string? To(string word, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate => (candidate, edits: Edits(word, candidate)))
            .Where(pair => pair.edits <= Math.Max(1, word.Length / 3) || Begins(pair.candidate, word) || Begins(word, pair.candidate))
            .OrderBy(pair => pair.edits)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    private static bool Begins(string word, string beginning) =>
        beginning.Length > 2 && word.StartsWith(beginning, StringComparison.OrdinalIgnoreCase);

    // Optimal string alignment: insertions, deletions, substitutions, and two neighbours that changed places.
    private static int Edits(string from, string to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                edits[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        edits[i - 1, j - 1] + (Same(from[i - 1], to[j - 1]) ? 0 : 1),
                        Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1
                    ),
                };
                if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }
        return edits[from.Length, to.Length];
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
