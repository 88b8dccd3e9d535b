using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;

namespace Infra.Tests.Workflows;

/// <summary>Whose review may approve a loss; a stand-in answers for GitHub.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ApprovalsTests
{
    private const string Head = "aaaa";

    [Theory]
    [InlineData("write", "APPROVED aaaa 1 null", true)]
    [InlineData("admin", "APPROVED aaaa 1 null", true)]
    // Its role is asked for; the project's other members may only read.
    [InlineData("read", "APPROVED aaaa 1 null", false)]
    [InlineData("none", "APPROVED aaaa 1 null", false)]
    [InlineData("", "APPROVED aaaa 1 null", false)]
    // Of an older commit, edited, taken back, or no approval at all.
    [InlineData("write", "APPROVED bbbb 1 null", false)]
    [InlineData("write", "APPROVED aaaa 1 \"2026-01-01\"", false)]
    [InlineData("write", "APPROVED aaaa 1 null;CHANGES_REQUESTED aaaa 2 null", false)]
    [InlineData("write", "APPROVED aaaa 1 null;DISMISSED aaaa 2 null", false)]
    [InlineData("write", "APPROVED aaaa 1 null;APPROVED bbbb 2 null", false)]
    [InlineData("write", "COMMENTED aaaa 1 null", false)]
    [InlineData("write", "CHANGES_REQUESTED aaaa 1 null;APPROVED aaaa 2 null", true)]
    [InlineData("write", "APPROVED aaaa 1 null;COMMENTED aaaa 2 null", true)]
    public async Task A_review_counts_when_it_is_a_colleague_s_latest_word_on_this_commit(string role, string reviews, bool counts) =>
        Assert.Equal(counts ? ["colleague.txt"] : [], await RunAsync(role, reviews, "colleague"));

    [Fact]
    public async Task Nobody_approves_a_change_of_their_own() => Assert.Empty(await RunAsync("admin", "APPROVED aaaa 1 null", "author"));

    private static async Task<string[]> RunAsync(string role, string reviews, string login)
    {
        var folder = Directory.CreateTempSubdirectory("infra-").FullName;
        var nodes = reviews
            .Split(';')
            .Select(review => review.Split(' '))
            .Select(review => new JsonObject
            {
                ["author"] = new JsonObject { ["login"] = login },
                ["state"] = review[0],
                ["body"] = "text",
                ["submittedAt"] = $"2026-03-0{review[2]}T00:00:00Z",
                ["lastEditedAt"] = JsonNode.Parse(review[3]),
                ["commit"] = new JsonObject { ["oid"] = review[1] },
            });
        var page = new JsonObject
        {
            ["author"] = new JsonObject { ["login"] = "author" },
            ["reviews"] = new JsonObject { ["nodes"] = new JsonArray([.. nodes]) },
        };
        page = new() { ["data"] = new JsonObject { ["repository"] = new JsonObject { ["pullRequest"] = page } } };
        await File.WriteAllTextAsync(Path.Combine(folder, "page.json"), page.ToJsonString(), TestContext.Current.CancellationToken);
        var gh = Path.Combine(folder, "gh");
        await File.WriteAllTextAsync(
            gh,
            $$"""
            #!/usr/bin/env bash
            case "$*" in
            "api graphql "*) cat {{folder}}/page.json ;;
            "api repos/my-org/infra/collaborators/"*) [ -n "{{role}}" ] && echo "{{role}}" ;;
            *) exit 1 ;;
            esac
            """,
            TestContext.Current.CancellationToken
        );
        File.SetUnixFileMode(gh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(
            Path.Combine(Repository.Root, ".ci", "approvals"),
            ["my-org/infra", "7", Head, Path.Combine(folder, "approvals")]
        );
        start.Environment["PATH"] = $"{folder}:{start.Environment["PATH"]}";
        using var script = Process.Start(start)!;
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, script.ExitCode);
        return [.. Directory.EnumerateFiles(Path.Combine(folder, "approvals")).Select(file => Path.GetFileName(file))];
    }
}
