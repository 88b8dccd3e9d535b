using System.Diagnostics;

namespace Infra.Tests.Engine;

/// <summary>The script behind <c>make pr-check</c> previews a stack that has a state, and reviews that preview.</summary>
public sealed class ScriptedPreviewTests
{
    [Fact]
    public async Task The_script_s_preview_of_a_harmful_edit_fails_its_review()
    {
        await using var stack = await RehearsedStack.LaunchedAsync("aws");
        var file = Path.GetTempFileName();
        stack.Edit(("infra:database.backup.retentionDays", "8"));

        var preview = await stack.RunScriptAsync(".ci/pr-check", "preview", "STACK", file);
        using var review = Process.Start(
            new ProcessStartInfo(Path.Combine(Repository.Root, ".ci", "pr-check"), ["review", "test", file])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var comment = await review.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await review.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(preview.Succeeded, preview.Output);
        Assert.Equal(2, review.ExitCode);
        Assert.Contains(
            "| ⚠️ | database `database-g1` | **update in place** | backups are kept 8 days instead of 14;",
            comment,
            StringComparison.Ordinal
        );
        Assert.Empty(stack.ChangesSinceLaunch);
    }
}
