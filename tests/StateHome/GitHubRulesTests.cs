using System.Runtime.Versioning;
using System.Text.Json.Nodes;

namespace Infra.Tests.StateHome;

/// <summary>What <c>bootstrap/github</c> asks of GitHub: who gets into which environment, and what the default branch demands.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class GitHubRulesTests
{
    [Theory]
    [InlineData("gcp")]
    [InlineData("aws")]
    public async Task Only_an_update_waits_for_a_reviewer_and_never_for_the_one_who_asked(string cloud)
    {
        var calls = (await BootstrapScript.RunAsync("github", exists: false)).Calls;

        Assert.All(["preview", "drift", "drill", "export"], name => Assert.Null(Environment(calls, $"{name}-{cloud}")["reviewers"]));
        var update = Environment(calls, $"update-{cloud}");
        Assert.Equal(("Team", 7), (update["reviewers"]![0]!["type"]!.GetValue<string>(), update["reviewers"]![0]!["id"]!.GetValue<int>()));
        Assert.True(update["prevent_self_review"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Every_environment_that_a_workflow_names_is_open_to_the_default_branch_alone()
    {
        var calls = (await BootstrapScript.RunAsync("github", exists: false)).Calls;
        var named = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, ".github", "workflows"))
            .SelectMany(File.ReadLines)
            .Where(line => line.TrimStart().StartsWith("environment:", StringComparison.Ordinal))
            .Select(line => line.Split(':')[1].Trim().Split('-')[0])
            .Distinct()
            .ToList();

        Assert.Equal(["drift", "drill", "export", "preview", "update"], named.Order(StringComparer.Ordinal));
        Assert.All(from name in named from cloud in (string[])["gcp", "aws"] select $"{name}-{cloud}", name =>
        {
            Assert.Equal(
                """{"protected_branches":false,"custom_branch_policies":true}""",
                Environment(calls, name)["deployment_branch_policy"]!.ToJsonString()
            );
            Assert.Contains(calls, call =>
                string.Join(' ', call)
                == $"api --silent --method POST repos/my-org/infra/environments/{name}/deployment-branch-policies --field name=main "
                    + "--field type=branch"
            );
        });
    }

    [Fact]
    public async Task The_default_branch_demands_every_check_an_owner_and_somebody_who_did_not_push_last()
    {
        var rule = Piped((await BootstrapScript.RunAsync("github", exists: true)).Calls, "repos/my-org/infra/branches/main/protection");
        var reviews = rule["required_pull_request_reviews"]!;

        Assert.Equal(
            ["Lint and tests", "Review gcp", "Review aws"],
            rule["required_status_checks"]!["checks"]!.AsArray().Select(check => check!["context"]!.GetValue<string>())
        );
        Assert.All(rule["required_status_checks"]!["checks"]!.AsArray(), check => Assert.Equal(15368, check!["app_id"]!.GetValue<int>()));
        Assert.All(["dismiss_stale_reviews", "require_code_owner_reviews", "require_last_push_approval"], key =>
            Assert.True(reviews[key]!.GetValue<bool>())
        );
        Assert.True(rule["enforce_admins"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_is_there_is_not_made_again() =>
        Assert.DoesNotContain((await BootstrapScript.RunAsync("github", exists: true)).Calls, call => call.Contains("POST"));

    private static JsonNode Environment(IEnumerable<string[]> calls, string name) =>
        Piped(calls, $"repos/my-org/infra/environments/{name}");

    private static JsonNode Piped(IEnumerable<string[]> calls, string path) =>
        JsonNode.Parse(calls.Single(call => call.Contains("PUT") && call.Contains(path))[^1])!;
}
