namespace Infra.Cli.Review;

/// <summary>The review as a comment on a pull request: Markdown, with no value of any input.</summary>
internal static class ReviewPage
{
    /// <summary>Writes the comment.</summary>
    /// <param name="stack">The stack's name.</param>
    /// <param name="review">The review.</param>
    /// <param name="isApproved">Whether its losses are approved.</param>
    /// <param name="page">Where to.</param>
    public static void Write(string stack, DataLossReview review, bool isApproved, TextWriter page)
    {
        page.WriteLine($"### Stack `{stack}`: {Verdict(review, isApproved)}\n");
        foreach (var error in review.Errors)
        {
            page.WriteLine($"> {string.Join("\n> ", error.ReplaceLineEndings("\n").Split('\n').Select(Cell))}\n");
        }
        if (review.Steps.Length > 0)
        {
            page.WriteLine("| | What holds data or identity | Step | What it means |\n|---|---|---|---|");
            foreach (var step in review.Steps)
            {
                page.WriteLine($"| {(step.IsLoss ? "⚠️" : "")} | {step.Noun} `{Cell(step.Name)}` | **{step.Words}** | {Cell(step.Says)} |");
            }
            page.WriteLine();
        }
        WriteOthers(review, page);
        if (review.Errors.IsEmpty && !isApproved)
        {
            page.WriteLine($"\nIf this is meant, somebody other than the author approves the pull request with this line in the review:\n\n```\n{review.Approval}\n```");
        }
    }

    private static void WriteOthers(DataLossReview review, TextWriter page)
    {
        if (review.Others.IsEmpty)
        {
            page.WriteLine("Nothing else changes.");
            return;
        }
        var counts = review.Others.GroupBy(step => step.Operation).Select(group => $"{group.Count()} {group.Key}");
        page.WriteLine($"<details><summary>Everything else: {string.Join(", ", counts)}</summary>\n");
        foreach (var step in review.Others)
        {
            var changed = step.Changed.IsEmpty || step.Operation is "create" or "delete" ? "" : $": {string.Join(", ", step.Changed)}";
            page.WriteLine($"- {step.Operation} {Cell(step.Type)} `{Cell(step.Name)}`{Cell(changed)}");
        }
        page.WriteLine("\n</details>");
    }

    private static string Verdict(DataLossReview review, bool isApproved) =>
        review.Errors.Length > 0 ? "the preview failed"
        : !review.Losses.Any() ? review.Steps.IsEmpty && review.Others.IsEmpty ? "nothing changes" : "nothing that must last is lost"
        : isApproved ? "something that must last is lost, and that is approved" : "something that must last would be lost";

    // A name is its author's text: it may not end a cell, a fence or the comment, hide anything, or call anybody.
    private static string Cell(string text) => string.Concat(text.Select(letter =>
        char.IsControl(letter) ? " " : letter switch { '|' => "\\|", '<' => "&lt;", '`' => "'", '@' => "@\u200b", _ => letter.ToString() }));
}
