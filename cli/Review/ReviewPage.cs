using System.Collections.Immutable;
using System.Text;

namespace Infra.Cli.Review;

/// <summary>The review as a comment on a pull request: Markdown, with no value of any input.</summary>
internal static class ReviewPage
{
    // GitHub takes 65,536 characters, some of which it counts twice: https://github.com/orgs/community/discussions/27190
    private const int Longest = 60_000;

    // For the lines that say how much is left out, and what is closed after them.
    private const int Reserve = 2_000;

    private const int LongestCell = 1_000;

    /// <summary>Writes the comment. What counts comes first, and what no longer fits is counted.</summary>
    /// <param name="stack">The stack's name.</param>
    /// <param name="review">The review.</param>
    /// <param name="isApproved">Whether its losses are approved.</param>
    /// <param name="page">Where to.</param>
    public static void Write(string stack, DataLossReview review, bool isApproved, TextWriter page)
    {
        var room = Longest;
        Line($"### Stack `{stack}`: {Verdict(review, isApproved)}\n");
        if (review.Errors.IsEmpty && !isApproved)
        {
            Line(
                "If this is meant, somebody other than the author approves the pull request with this line in the "
                    + $"review:\n\n```\n{review.Approval}\n```\n"
            );
        }
        List("", "", review.Errors, error => $"> {string.Join("\n> ", error.ReplaceLineEndings("\n").Split('\n').Select(Cell))}\n");
        List("| | What holds data or identity | Step | What it means |\n|---|---|---|---|", "", review.Steps, step =>
            $"| {(step.IsLoss ? "⚠️" : "")} | {step.Noun} `{Cell(step.Name)}` | **{step.Words}** | {Cell(step.Says)} |"
        );
        if (review.Others.IsEmpty)
        {
            Line("Nothing else changes.");
            return;
        }
        var counts = review.Others.GroupBy(step => step.Operation).Select(group => $"{group.Count()} {Cell(group.Key)}");
        List($"<details><summary>Everything else: {string.Join(", ", counts)}</summary>\n", "\n</details>", review.Others, Other);

        void Line(string text)
        {
            room -= Encoding.UTF8.GetByteCount(text) + 1;
            page.WriteLine(text);
        }

        void List<T>(string head, string tail, ImmutableArray<T> items, Func<T, string> line)
        {
            if (items.IsEmpty)
            {
                return;
            }
            if (head.Length > 0)
            {
                Line(head);
            }
            var lines = items.Select(line).TakeWhile(text => (room -= Encoding.UTF8.GetByteCount(text) + 1) > Reserve).ToList();
            lines.ForEach(page.WriteLine);
            if (lines.Count < items.Length)
            {
                Line($"\n… and {items.Length - lines.Count} more, which do not fit here. The run's artifact has the whole preview.");
                room = Reserve;
            }
            Line(tail);
        }
    }

    private static string Other(RecordedStep step)
    {
        var changed = step.Changed.IsEmpty || step.Operation is "create" or "delete" ? "" : $": {string.Join(", ", step.Changed)}";
        return $"- {step.Operation} {Cell(step.Type)} `{Cell(step.Name)}`{Cell(changed)}";
    }

    private static string Verdict(DataLossReview review, bool isApproved) =>
        review.Errors.Length > 0 ? "the preview failed"
        : !review.Losses.Any()
            ? review.Steps.IsEmpty && review.Others.IsEmpty ? "nothing changes"
                : "nothing that must last is lost"
        : isApproved ? "something that must last is lost, and that is approved"
        : "something that must last would be lost";

    // A name is its author's text: it may not end a cell, a fence or the comment, hide anything, or call anybody.
    private static string Cell(string text) =>
        string.Concat(
            (text.Length > LongestCell ? $"{text.AsSpan(0, LongestCell)}…" : text).Select(letter =>
                char.IsControl(letter)
                    ? " "
                    : letter switch
                    {
                        '|' => "\\|",
                        '<' => "&lt;",
                        '`' => "'",
                        '@' => "@\u200b",
                        _ => letter.ToString(),
                    }
            )
        );
}
