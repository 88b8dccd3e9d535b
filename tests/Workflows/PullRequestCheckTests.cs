using System.Diagnostics;

namespace Infra.Tests.Workflows;

/// <summary>The script behind <c>make pr-check</c>, where no state is known and where a preview was written.</summary>
public sealed class PullRequestCheckTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Without_a_backend_the_offline_preview_is_shown_and_called_so(string cloud)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("infra-").FullName, "preview.json");

        var preview = await RunAsync("preview", cloud, file);
        var review = await RunAsync("review", cloud, file);

        Assert.Equal((0, 0), (preview.ExitCode, review.ExitCode));
        Assert.StartsWith($"### Stack `{cloud}`: offline preview", review.Output, StringComparison.Ordinal);
        Assert.Contains("**from nothing**", review.Output, StringComparison.Ordinal);
        Assert.Contains("database-g1", review.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("I know.\ndata-loss-approved: 6a0f2f0e5d0d\n", 2)]
    [InlineData("I know.\nAPPROVAL\n", 0)]
    public async Task A_loss_fails_the_check_unless_it_is_approved(string approvals, int exitCode)
    {
        var folder = Directory.CreateTempSubdirectory("infra-").FullName;
        var file = Path.Combine(folder, "preview.json");
        await File.WriteAllTextAsync(file, """
            { "steps": [{ "op": "delete", "urn": "urn:pulumi:prod::infra::random:index/randomPassword:RandomPassword::database-password", "oldState": { "id": "none" } },
                { "op": "same", "urn": "urn:pulumi:prod::infra::pulumi:pulumi:Stack::infra-prod" }], "changeSummary": { "delete": 1, "same": 1 } }
            """, TestContext.Current.CancellationToken);
        var approval = (await RunAsync("review", "aws", file)).Output.Split('\n').Single(line => line.StartsWith("data-loss-approved: ", StringComparison.Ordinal));
        var texts = Path.Combine(folder, "approvals.txt");
        await File.WriteAllTextAsync(texts, approvals.Replace("APPROVAL", approval, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var review = await RunAsync(["review", "aws", file], texts);

        Assert.Equal(exitCode, review.ExitCode);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Where_a_state_must_be_known_neither_an_empty_backend_nor_a_text_passes(string cloud)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("infra-").FullName, "preview.json");
        await File.WriteAllTextAsync($"{file}.md", "nothing is lost", TestContext.Current.CancellationToken);

        var preview = await RunAsync(["preview", cloud, file], null, isFork: "false");
        var review = await RunAsync(["review", cloud, file], null, isFork: "false");

        Assert.Equal((1, 1), (preview.ExitCode, review.ExitCode));
        Assert.Equal("", review.Output);
    }

    [Fact]
    public async Task What_is_no_preview_fails_the_check()
    {
        var file = Path.GetTempFileName();

        Assert.Equal(1, (await RunAsync("review", "aws", file)).ExitCode);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync(arguments, null);

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, string? approvals, string? isFork = null)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, ".ci", "pr-check"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Remove("PULUMI_BACKEND_URL");
        if (approvals is not null)
        {
            start.Environment["APPROVALS"] = approvals;
        }
        if (isFork is not null)
        {
            start.Environment["IS_FORK"] = isFork;
        }
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await errors;
        return (process.ExitCode, output);
    }
}
