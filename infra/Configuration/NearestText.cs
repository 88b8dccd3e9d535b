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
            .OrderBy(pair => pair.edits).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    private static bool Begins(string word, string beginning) => beginning.Length > 2 && word.StartsWith(beginning, StringComparison.OrdinalIgnoreCase);

    // Levenshtein distance, one row at a time.
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
