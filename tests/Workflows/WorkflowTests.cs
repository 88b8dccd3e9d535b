using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Workflows;

/// <summary>
/// The workflows hold no key, ask for no right they do not need, run no code that can change under them, and cancel no update.
/// </summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows => [.. Files];

    private static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Folder, "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(Repository.Root, ".github", "workflows");

    [Theory, MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_to_a_commit_and_says_its_version(string workflow) =>
        Assert.All(Uses().Matches(Text(workflow)).Select(match => match.Groups[1].Value), uses =>
            Assert.Matches(@"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", uses)
        );

    [Fact]
    public void One_action_has_one_version_everywhere() =>
        Assert.All(
            Files
                .SelectMany(workflow => Uses().Matches(Text(workflow)))
                .Select(match => match.Groups[1].Value)
                .Distinct()
                .GroupBy(uses => uses.Split('@')[0]),
            versions => Assert.Single(versions)
        );

    [Theory, MemberData(nameof(Workflows))]
    public void No_secret_is_stored(string workflow) => Assert.DoesNotContain("secrets.", Text(workflow), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Workflows))]
    public void The_engine_s_debug_log_which_writes_secrets_is_never_asked_for(string workflow) =>
        Assert.DoesNotMatch(@"(pulumi|ci)[^\n]*\s(-v\b|-v=?\d|--verbose|--logtostderr|--logflow)", Text(workflow));

    [Theory, MemberData(nameof(Workflows))]
    public void No_right_is_given_that_a_job_does_not_name(string workflow)
    {
        Assert.Empty(((YamlMappingNode)Root(workflow)["permissions"]).Children);
        Assert.All(Jobs(workflow), job => Assert.NotEmpty(((YamlMappingNode)job["permissions"]).Children));
    }

    [Theory, MemberData(nameof(Workflows))]
    public void A_job_that_reaches_a_cloud_can_not_write_to_the_repository(string workflow) =>
        Assert.All(Jobs(workflow).Where(job => ((YamlMappingNode)job["permissions"]).Children.ContainsKey("id-token")), job =>
            Assert.Equal(
                ["contents: read", "id-token: write"],
                ((YamlMappingNode)job["permissions"]).Children.Select(right => $"{right.Key}: {right.Value}").Order(StringComparer.Ordinal)
            )
        );

    [Theory, MemberData(nameof(Workflows))]
    public void No_run_is_cancelled_in_mid_flight(string workflow) =>
        Assert.Equal("false", Root(workflow)["concurrency"]["cancel-in-progress"].ToString());

    [Theory, MemberData(nameof(Workflows))]
    public void Every_job_ends_some_time(string workflow) =>
        Assert.All(Jobs(workflow), job => Assert.True(job.Children.ContainsKey("timeout-minutes")));

    [Fact]
    public void The_preview_and_its_judge_are_the_default_branch_s_own()
    {
        Assert.Equal("pull_request_target", Root("review.yml")["on"].ToString());
        Assert.All(Jobs("review.yml"), job => Assert.False(Checkout(job).Children.ContainsKey("ref")));
        Assert.False(((YamlMappingNode)Root("review.yml")["jobs"]["review"]["permissions"]).Children.ContainsKey("id-token"));

        static YamlMappingNode Checkout(YamlMappingNode job) => (YamlMappingNode)job["steps"][0]["with"];
    }

    [Fact]
    public void A_pull_request_s_own_workflow_reaches_no_cloud_and_no_environment() =>
        Assert.All(
            Files
                .Where(workflow =>
                    Root(workflow)["on"].ToString().Contains("pull_request", StringComparison.Ordinal) && workflow != "review.yml"
                )
                .SelectMany(Jobs),
            job =>
            {
                Assert.False(job.Children.ContainsKey("environment"));
                Assert.False(((YamlMappingNode)job["permissions"]).Children.ContainsKey("id-token"));
                Assert.Equal("ubuntu-24.04", job["runs-on"].ToString());
            }
        );

    [Fact]
    public void A_runner_that_runs_a_pull_request_s_program_never_updates()
    {
        Assert.Contains("vars.PREVIEW_RUNNER", Text("review.yml"), StringComparison.Ordinal);
        Assert.All(Files.Where(workflow => workflow != "review.yml"), workflow =>
            Assert.DoesNotContain("PREVIEW_RUNNER", Text(workflow), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void An_update_runs_from_the_default_branch_alone() =>
        Assert.Equal(
            "${{ github.ref_name == github.event.repository.default_branch }}",
            Root("update.yml")["jobs"]["update"]["if"].ToString()
        );

    [Fact]
    public void The_night_s_watch_has_an_environment_of_its_own_that_waits_for_nobody() =>
        Assert.Equal("drift-${{ matrix.stack }}", Root("nightly.yml")["jobs"]["drift"]["environment"].ToString());

    [Theory, MemberData(nameof(Workflows))]
    public void No_text_of_a_pull_request_becomes_part_of_a_command(string workflow) =>
        Assert.All(
            Jobs(workflow)
                .SelectMany(job => ((YamlSequenceNode)job["steps"]).Children.Cast<YamlMappingNode>())
                .Where(step => step.Children.ContainsKey("run")),
            step => Assert.DoesNotMatch(@"\$\{\{\s*(github\.event\.(?!pull_request\.number)|github\.head_ref)", step["run"].ToString())
        );

    private static string Text(string workflow) => File.ReadAllText(Path.Combine(Folder, workflow));

    private static YamlMappingNode Root(string workflow)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text(workflow)));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> Jobs(string workflow) =>
        ((YamlMappingNode)Root(workflow)["jobs"]).Children.Values.Cast<YamlMappingNode>();

    [GeneratedRegex(@"uses: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();
}
