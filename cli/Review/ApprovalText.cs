using System.Text.RegularExpressions;

namespace Infra.Cli.Review;

/// <summary>The body of an approving review. What is quoted, shown as code or hidden in a comment is not what its giver says.</summary>
internal static partial class ApprovalText
{
    /// <summary>Whether the text has the line, as a line of its own.</summary>
    public static bool Says(string text, string approval)
    {
        var fence = "";
        foreach (var line in Hidden().Replace(text.ReplaceLineEndings("\n"), "\n-\n").Split('\n'))
        {
            var mark = Fence().Match(line).Groups[1].Value;
            if (mark.Length > 0 && (fence.Length == 0 || mark.StartsWith(fence, StringComparison.Ordinal)))
            {
                fence = fence.Length == 0 ? mark : "";
            }
            else if (fence.Length == 0 && line.TrimEnd() == approval)
            {
                return true;
            }
        }
        return false;
    }

    // To the end of the text where it is not closed.
    [GeneratedRegex(@"<!--.*?(-->|\z)|<(details|pre|code)\b.*?(</\2>|\z)", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"^ {0,3}(`{3,}|~{3,})")]
    private static partial Regex Fence();
}
