using System.Diagnostics;

namespace Infra.Tests.Workflows;

/// <summary>The script behind <c>make pr-check</c>, where no state is known and where a preview was written.</summary>
public sealed class PullRequestCheckTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Without_a_backend_the_offline_preview_is_shown_and_called_so(string cloud)
    {
        var preview = await RunAsync("offline", cloud);

        Assert.Equal(0, preview.ExitCode);
        Assert.StartsWith($"### Stack `{cloud}`: offline preview", preview.Output, StringComparison.Ordinal);
        Assert.Contains("**from nothing**", preview.Output, StringComparison.Ordinal);
        Assert.Contains("database-g1", preview.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("I know.\ndata-loss-approved: 6a0f2f0e5d0d\n", 2)]
    [InlineData("I know.\nAPPROVAL\n", 0)]
    public async Task A_loss_fails_the_check_unless_it_is_approved(string approvals, int exitCode)
    {
        var folder = Directory.CreateTempSubdirectory("infra-").FullName;
        var file = Path.Combine(folder, "preview.json");
        await File.WriteAllTextAsync(
            file,
            """
            { "steps": [{ "op": "delete", "urn": "urn:pulumi:aws::infra::random:index/randomPassword:RandomPassword::database-password", "oldState": { "id": "none" } },
                { "op": "same", "urn": "urn:pulumi:aws::infra::pulumi:pulumi:Stack::infra-aws" }], "changeSummary": { "delete": 1, "same": 1 } }
            """,
            TestContext.Current.CancellationToken
        );
        var approval = (await RunAsync("review", "aws", file))
            .Output.Split('\n')
            .Single(line => line.StartsWith("data-loss-approved: ", StringComparison.Ordinal));
        var texts = Path.Combine(folder, "approvals.txt");
        await File.WriteAllTextAsync(
            texts,
            approvals.Replace("APPROVAL", approval, StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        var review = await RunAsync(["review", "aws", file], texts);

        Assert.Equal(exitCode, review.ExitCode);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Neither_an_empty_backend_nor_a_text_in_the_place_of_a_preview_passes(string cloud)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("infra-").FullName, "preview.json");
        await File.WriteAllTextAsync($"{file}.md", "nothing is lost", TestContext.Current.CancellationToken);

        var preview = await RunAsync("preview", cloud, file);
        var review = await RunAsync("review", cloud, file);

        Assert.Equal((1, 1), (preview.ExitCode, review.ExitCode));
        Assert.Equal("", review.Output);
    }

    [Fact]
    public async Task What_the_preview_was_made_without_fails_the_check()
    {
        var folder = Directory.CreateTempSubdirectory("infra-").FullName;
        var (file, leftOut) = (Path.Combine(folder, "preview.json"), Path.Combine(folder, "left-out"));
        await File.WriteAllTextAsync(
            file,
            """
            { "steps": [{ "op": "same", "urn": "urn:pulumi:aws::infra::pulumi:pulumi:Stack::infra-aws" }], "changeSummary": { "same": 1 } }
            """,
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(leftOut, "Directory.Packages.props\n", TestContext.Current.CancellationToken);

        var whole = await RunAsync("review", "aws", file);
        var partly = await RunAsync(["review", "aws", file], null, leftOut);

        Assert.Equal((0, 2), (whole.ExitCode, partly.ExitCode));
        Assert.Contains("| ⚠️ | file `Directory.Packages.props` |", partly.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_of_another_stack_fails_the_check()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """
            { "steps": [{ "op": "same", "urn": "urn:pulumi:aws::infra::pulumi:pulumi:Stack::infra-aws" }], "changeSummary": { "same": 1 } }
            """,
            TestContext.Current.CancellationToken
        );

        Assert.Equal((0, 1), ((await RunAsync("review", "aws", file)).ExitCode, (await RunAsync("review", "gcp", file)).ExitCode));
    }

    [Fact]
    public async Task What_is_no_preview_fails_the_check()
    {
        var file = Path.GetTempFileName();

        Assert.Equal(1, (await RunAsync("review", "aws", file)).ExitCode);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync(arguments, null);

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, string? approvals, string? leftOut = null)
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
        if (leftOut is not null)
        {
            start.Environment["LEFT_OUT"] = leftOut;
        }
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await errors;
        return (process.ExitCode, output);
    }
}
