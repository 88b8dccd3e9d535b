using System.CommandLine;

namespace Infra.Cli.Review;

/// <summary>The command <c>review</c>.</summary>
internal static class ReviewCommand
{
    private const int Failed = 1;
    private const int NotApproved = 2;

    /// <summary>
    /// Makes the command. It ends in 0, in 1 when the preview failed or can not be read, in 2 when a loss is not approved.
    /// </summary>
    /// <param name="stack">The option that names the stack.</param>
    public static Command Make(Option<string> stack)
    {
        var preview = new Option<FileInfo>("--preview")
        {
            Description = "What pulumi preview --json --show-sames has written",
            Required = true,
        };
        var approvals = new Option<FileInfo?>("--approvals")
        {
            Description =
                "A text in which a line may approve the losses, or a folder with one for each approving review of the pull request",
        };
        var leftOut = new Option<FileInfo?>("--left-out")
        {
            Description = "A file that names what the preview was made without, a path a line",
        };
        var command = new Command(
            "review",
            "Says what a preview would do to everything that holds data or identity, as a comment in Markdown"
        )
        {
            stack,
            preview,
            approvals,
            leftOut,
        };
        command.SetAction(
            async (arguments, cancelled) =>
            {
                try
                {
                    var recorded = RecordedPreview.Read(
                        await File.ReadAllTextAsync(arguments.GetRequiredValue(preview).FullName, cancelled)
                    );
                    recorded.RequireStack(arguments.GetRequiredValue(stack));
                    var review = DataLossReview.Of(
                        recorded,
                        arguments.GetValue(leftOut) is { } paths ? await File.ReadAllLinesAsync(paths.FullName, cancelled) : []
                    );
                    var isApproved = review.IsApproved(arguments.GetValue(approvals) is { } file ? Texts(file) : []);
                    ReviewPage.Write(arguments.GetRequiredValue(stack), review, isApproved, Console.Out);
                    return review.Errors.Length > 0 ? Failed
                        : isApproved ? 0
                        : NotApproved;
                }
                catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
                {
                    await Console.Error.WriteLineAsync(e.Message);
                    return Failed;
                }
            }
        );
        return command;
    }

    private static IEnumerable<string> Texts(FileInfo approvals) =>
        (Directory.Exists(approvals.FullName) ? Directory.EnumerateFiles(approvals.FullName) : [approvals.FullName]).Select(
            File.ReadAllText
        );
}
