using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Infra.Cli.Review;

/// <summary>What a preview would do to everything that holds data or identity, and whether that is approved.</summary>
internal sealed record DataLossReview
{
    // What an approval begins with; the docs name it.
    private const string Approves = "data-loss-approved:";

    private DataLossReview(RecordedPreview preview, IEnumerable<string> leftOut)
    {
        Errors = preview.Errors;
        Steps =
        [
            .. preview
                .Steps.Select(step => StepReview.Of(step, preview))
                .OfType<ReviewedStep>()
                .Concat(leftOut.Where(path => path.Length > 0).Distinct().Select(LeftOut))
                .OrderByDescending(step => step.IsLoss)
                .ThenBy(step => step.Urn, StringComparer.Ordinal),
        ];
        var reviewed = Steps.Select(step => step.Urn).ToHashSet();
        Others =
        [
            .. preview
                .Steps.Where(step => step.Operation != "same" && !reviewed.Contains(step.Urn))
                .OrderBy(step => step.Operation, StringComparer.Ordinal)
                .ThenBy(step => step.Urn, StringComparer.Ordinal),
        ];
        // The whole plan, not the names of what it loses: the same loss beside another change is another plan.
        var plan = preview
            .Steps.Where(step => step.Operation != "same")
            .Select(step =>
                $"{step.Operation}\n{step.Urn}\n{string.Join(' ', step.Changed)}\n"
                + $"{step.Before?.Inputs.ToJsonString()}\n{step.After?.Inputs.ToJsonString()}"
            )
            .Concat(Losses.Select(step => $"{step.Urn}\n{step.Action}\n{step.Says}"))
            .Order(StringComparer.Ordinal);
        Approval = $"{Approves} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', plan))))[..32]}";
    }

    /// <summary>The steps on what holds data or identity; losses first.</summary>
    public ImmutableArray<ReviewedStep> Steps { get; }

    /// <summary>The steps that lose something, or take away what kept it.</summary>
    public IEnumerable<ReviewedStep> Losses => Steps.Where(step => step.IsLoss);

    /// <summary>The steps on everything else, by the engine's word for them.</summary>
    public ImmutableArray<RecordedStep> Others { get; }

    /// <summary>Why the preview failed; empty when it did not.</summary>
    public ImmutableArray<string> Errors { get; }

    /// <summary>
    /// The line that approves exactly this plan. Another loss, another extent of one, or another change beside it asks for another line, so
    /// that an approval never covers what its giver did not see.
    /// </summary>
    public string Approval { get; }

    /// <summary>Reviews a preview.</summary>
    /// <param name="preview">The preview.</param>
    /// <param name="leftOut">The paths of what the pull request changes and the preview was made without.</param>
    public static DataLossReview Of(RecordedPreview preview, IEnumerable<string> leftOut) => new(preview, leftOut);

    /// <summary>Whether nothing is lost, or one of the texts has the line that approves it.</summary>
    public bool IsApproved(IEnumerable<string> texts) => !Losses.Any() || texts.Any(text => ApprovalText.Says(text, Approval));

    // Evidence that lacks a part is none: what else the program is built from decides what it declares.
    private static ReviewedStep LeftOut(string path) =>
        new(
            path,
            path,
            "file",
            StepAction.UpdateInPlace,
            "the program is built from it, and the preview was made with the default branch's; nobody has seen what this change of it does",
            IsLoss: true
        );
}
