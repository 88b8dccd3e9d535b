using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Workflows;

/// <summary>The workflows hold no key, ask for no right they do not need, run no code that can change under them, and cancel no update.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows => [.. Files];

    private static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(Repository.Root, ".github", "workflows");

    [Theory, MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_to_a_commit_and_says_its_version(string workflow) =>
        Assert.All(Uses().Matches(Text(workflow)).Select(match => match.Groups[1].Value), uses => Assert.Matches(@"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", uses));

    [Fact]
    public void One_action_has_one_version_everywhere() =>
        Assert.All(Files.SelectMany(workflow => Uses().Matches(Text(workflow))).Select(match => match.Groups[1].Value).Distinct().GroupBy(uses => uses.Split('@')[0]),
            versions => Assert.Single(versions));

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
    public void A_job_that_reaches_a_cloud_can_not_write_to_the_repository(string workflow) => Assert.All(
        Jobs(workflow).Where(job => ((YamlMappingNode)job["permissions"]).Children.ContainsKey("id-token")),
        job => Assert.Equal(["contents: read", "id-token: write"], ((YamlMappingNode)job["permissions"]).Children.Select(right => $"{right.Key}: {right.Value}").Order(StringComparer.Ordinal)));

    [Theory, MemberData(nameof(Workflows))]
    public void No_run_is_cancelled_in_mid_flight(string workflow) => Assert.Equal("false", Root(workflow)["concurrency"]["cancel-in-progress"].ToString());

    [Theory, MemberData(nameof(Workflows))]
    public void Every_job_ends_some_time(string workflow) => Assert.All(Jobs(workflow), job => Assert.True(job.Children.ContainsKey("timeout-minutes")));

    [Fact]
    public void The_judge_of_a_pull_request_is_the_base_branch_s_own()
    {
        var review = (YamlMappingNode)Root("pull-request.yml")["jobs"]["review"];

        Assert.Equal("${{ github.event.pull_request.base.sha }}", review["steps"][0]["with"]["ref"].ToString());
        Assert.False(((YamlMappingNode)review["permissions"]).Children.ContainsKey("id-token"));
    }

    [Theory, MemberData(nameof(Workflows))]
    public void No_text_of_a_pull_request_becomes_part_of_a_command(string workflow) => Assert.All(
        Jobs(workflow).SelectMany(job => ((YamlSequenceNode)job["steps"]).Children.Cast<YamlMappingNode>()).Where(step => step.Children.ContainsKey("run")),
        step => Assert.DoesNotMatch(@"\$\{\{\s*(github\.event\.(?!pull_request\.number)|github\.head_ref)", step["run"].ToString()));

    private static string Text(string workflow) => File.ReadAllText(Path.Combine(Folder, workflow));

    private static YamlMappingNode Root(string workflow)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text(workflow)));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> Jobs(string workflow) => ((YamlMappingNode)Root(workflow)["jobs"]).Children.Values.Cast<YamlMappingNode>();

    [GeneratedRegex(@"uses: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();
}
