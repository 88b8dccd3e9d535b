using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;

namespace Infra.Tests.Workflows;

/// <summary>The verdict of a pull request's check, and the comment that says it; a stand-in answers for GitHub.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CommentTests
{
    private const string Nothing =
        """{ "steps": [{ "op": "same", "urn": "urn:pulumi:aws::infra::pulumi:pulumi:Stack::infra-aws" }], "changeSummary": { "same": 1 } }""";

    private const string Lost = """
        { "steps": [{ "op": "delete", "urn": "urn:pulumi:aws::infra::random:index/randomPassword:RandomPassword::database-password", "oldState": { "id": "none" } },
            { "op": "same", "urn": "urn:pulumi:aws::infra::pulumi:pulumi:Stack::infra-aws" }], "changeSummary": { "delete": 1, "same": 1 } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("infra-comment-").FullName;

    [Fact]
    public async Task A_plan_that_loses_nothing_passes_and_is_commented_once()
    {
        Assert.Equal(0, await RunAsync(Nothing));
        Assert.StartsWith("<!-- review of aws -->\n### Stack `aws`: nothing changes", Comment, StringComparison.Ordinal);
        Assert.Contains("--method POST repos/my-org/infra/issues/7/comments", Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_comment_of_an_earlier_run_is_kept_up_to_date()
    {
        Assert.Equal(0, await RunAsync(Nothing, earlier: "4711"));
        Assert.Contains("--method PATCH repos/my-org/infra/issues/comments/4711", Calls, StringComparison.Ordinal);
        Assert.DoesNotContain("POST", Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loss_fails_until_a_colleague_approves_it()
    {
        Assert.Equal(2, await RunAsync(Lost));
        var line = Comment.Split('\n').Single(text => text.StartsWith("data-loss-approved: ", StringComparison.Ordinal));

        Assert.Equal(2, await RunAsync(Lost, review: "looks good"));
        Assert.Equal(0, await RunAsync(Lost, review: line));
        Assert.Contains("and that is approved", Comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("### nothing is lost")]
    public async Task Evidence_that_is_missing_or_unreadable_fails(string? preview) => Assert.Equal(1, await RunAsync(preview));

    [Fact]
    public async Task What_the_preview_was_made_without_fails() =>
        Assert.Equal(2, await RunAsync(Nothing, leftOut: "sdks/Pulumi/Stack.cs\n"));

    [Fact]
    public async Task A_list_of_what_was_left_out_that_is_missing_fails() => Assert.Equal(1, await RunAsync(Nothing, leftOut: null));

    [Fact]
    public async Task A_fork_is_told_why_it_is_not_previewed_and_does_not_pass()
    {
        Assert.Equal(1, await RunAsync(Nothing, isFork: true));
        Assert.Contains("This pull request comes from a fork.", Comment, StringComparison.Ordinal);
    }

    private string Comment => File.ReadAllText(Path.Combine(_folder, "comment"));

    private string Calls => File.ReadAllText(Path.Combine(_folder, "calls"));

    private async Task<int> RunAsync(string? preview, string? leftOut = "", string review = "", string earlier = "", bool isFork = false)
    {
        var token = TestContext.Current.CancellationToken;
        var artifact = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString())).FullName;
        if (preview is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(artifact, "preview.json"), preview, token);
        }
        if (leftOut is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(artifact, "left-out"), leftOut, token);
        }
        var page = JsonNode.Parse(
            """
            { "data": { "repository": { "pullRequest": { "author": { "login": "author" }, "reviews": { "nodes": [
              { "author": { "login": "colleague" }, "state": "APPROVED", "submittedAt": "2026-03-01T00:00:00Z", "lastEditedAt": null, "commit": { "oid": "aaaa" } }] } } } } }
            """
        )!;
        page["data"]!["repository"]!["pullRequest"]!["reviews"]!["nodes"]![0]!["body"] = review;
        await File.WriteAllTextAsync(Path.Combine(_folder, "page.json"), page.ToJsonString(), token);
        var gh = Path.Combine(_folder, "gh");
        await File.WriteAllTextAsync(
            gh,
            $$"""
            #!/usr/bin/env bash
            echo "$*" >> {{_folder}}/calls
            case "$*" in
            "api graphql "*) cat {{_folder}}/page.json ;;
            "api repos/my-org/infra/collaborators/colleague/permission "*) echo write ;;
            "api --paginate repos/my-org/infra/issues/7/comments "*) echo "{{earlier}}" ;;
            "api --silent --method "*) cp "${!#/body=@/}" {{_folder}}/comment ;;
            *) exit 1 ;;
            esac
            """.Replace("${!#/body=@/}", "$(sed 's/.*body=@//' <<< \"$*\")", StringComparison.Ordinal),
            token
        );
        File.SetUnixFileMode(gh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, ".ci", "comment"), ["aws", artifact])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_folder}:{start.Environment["PATH"]}";
        (start.Environment["GITHUB_REPOSITORY"], start.Environment["NUMBER"], start.Environment["HEAD"], start.Environment["IS_FORK"]) = (
            "my-org/infra",
            "7",
            "aaaa",
            isFork ? "true" : "false"
        );
        start.Environment.Remove("GITHUB_STEP_SUMMARY");
        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEndAsync(token);
        await script.StandardOutput.ReadToEndAsync(token);
        await script.WaitForExitAsync(token);
        await errors;
        return script.ExitCode;
    }
}
