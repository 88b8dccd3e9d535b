using System.Diagnostics;

namespace Infra.Tests.Workflows;

/// <summary>GitHub's own parser takes every workflow: keys, jobs that need each other, and what each expression may name.</summary>
public sealed class WorkflowParserTests
{
    private static readonly string Here = Path.Combine(Repository.Root, "tests", "Workflows");
    private static readonly string Folder = Path.Combine(Repository.Root, ".github", "workflows");

    [Fact]
    public async Task Every_workflow_is_taken() => Assert.Equal("", await ParseAsync(Directory.GetFiles(Folder, "*.yml")));

    [Theory]
    [InlineData("review.yml", "timeout-minutes", "timeout-minuts", "Unexpected value 'timeout-minuts'")]
    [InlineData("review.yml", "github.event.pull_request.head.sha", "githb.sha", "Unrecognized named-value: 'githb'")]
    [InlineData("drill.yml", "needs: drill", "needs: drills", "depends on unknown job 'drills'")]
    public async Task A_word_that_GitHub_would_refuse_is_found(string workflow, string word, string another, string message)
    {
        var broken = Path.GetTempFileName();
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, workflow), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(broken, text.Replace(word, another, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Contains(message, await ParseAsync(broken), StringComparison.Ordinal);
        File.Delete(broken);
    }

    private static async Task<string> ParseAsync(params string[] files)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Here, "node_modules")),
            "GitHub's parser of workflows is not here. Run make workflows, which needs npm."
        );
        using var node = Process.Start(
            new ProcessStartInfo("node", [Path.Combine(Here, "parse.mjs"), .. files])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return await output;
    }
}
