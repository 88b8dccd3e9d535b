using Infra.Cli;

namespace Infra.Tests.Engine;

/// <summary>What a stack was born with is not edited by accident: another value is refused before anything is changed.</summary>
public sealed class StackOriginTests
{
    private static readonly Dictionary<string, (string Key, string Json, string Words)[]> Edits = new()
    {
        ["gcp"] =
        [
            ("infra:prefix", "\"astro-test\"", "infra:prefix: astro-prod when the stack was born, astro-test now"),
            ("gcp:region", "\"europe-west3\"", "gcp:region: europe-west1 when the stack was born, europe-west3 now"),
            ("gcp:project", "\"our-project\"", "gcp:project: my-project when the stack was born, our-project now"),
            ("infra:network.range", "\"10.8.0.0/16\"", "infra:network.range: 10.0.0.0/16 when the stack was born, 10.8.0.0/16 now"),
        ],
        ["aws"] =
        [
            ("infra:prefix", "\"astro-test\"", "infra:prefix: astro-prod when the stack was born, astro-test now"),
            ("aws:region", "\"eu-north-1\"", "aws:region: eu-central-1 when the stack was born, eu-north-1 now"),
            (
                "aws:allowedAccountIds",
                """["210987654321"]""",
                "aws:allowedAccountIds: 123456789012 when the stack was born, 210987654321 now"
            ),
            ("infra:network.range", "\"10.8.0.0/16\"", "infra:network.range: 10.0.0.0/16 when the stack was born, 10.8.0.0/16 now"),
        ],
    };

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task Other_values_are_refused_in_words_by_preview_and_up_and_nothing_is_changed(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var before = SampleStack.Values(cloud).Values;

        stack.Edit([.. Edits[cloud].Select(edit => (edit.Key, (string?)edit.Json))]);
        EngineRun[] runs = [await stack.PreviewAsync(), await stack.UpAsync("--skip-preview")];

        Assert.All(runs, run => Assert.False(run.Succeeded));
        Assert.All(runs, run => Assert.All(Edits[cloud], edit => Assert.Contains(edit.Words, run.Output, StringComparison.Ordinal)));
        Assert.Empty(stack.ChangesSinceLaunch);
        stack.Edit([.. Edits[cloud].Select(edit => (edit.Key, before.TryGetValue(edit.Key, out var value) ? Json(value) : null))]);
        var again = await stack.PreviewAsync("--expect-no-changes");
        Assert.True(again.Succeeded, again.Output);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_stack_of_one_cloud_does_not_become_one_of_the_other(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var (here, there) = (SampleStack.Values(cloud).Values, SampleStack.Values(cloud == "aws" ? "gcp" : "aws").Values);

        stack.Edit([
            .. here.Keys.Except(there.Keys).Select(key => (key, (string?)null)),
            .. there.Select(pair => (pair.Key, (string?)Json(pair.Value))),
        ]);
        var up = await stack.UpAsync("--skip-preview");

        Assert.False(up.Succeeded);
        Assert.Contains($"infra:cloud: {cloud} when the stack was born", up.Output, StringComparison.Ordinal);
        Assert.Empty(stack.ChangesSinceLaunch);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_stack_of_an_earlier_version_gets_its_record_and_its_claim_by_the_next_up_and_nothing_else_changes(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        await ForgetAsync(stack);

        var up = await stack.UpAsync("--skip-preview");

        Assert.True(up.Succeeded, up.Output);
        Assert.All(Made(stack), change => Assert.Contains(ClaimOf(cloud).Type, change, StringComparison.Ordinal));
        var again = await stack.PreviewAsync("--expect-no-changes");
        Assert.True(again.Succeeded, again.Output);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_second_stack_with_the_prefix_of_the_first_makes_nothing(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var other = await stack.BesideAsync("other");

        var up = await other.UpAsync("--skip-preview");

        Assert.False(up.Succeeded);
        Assert.Contains("another stack has the prefix", up.Output, StringComparison.Ordinal);
        Assert.Matches("(?i)already exists", up.Output);
        Assert.Empty(Made(stack));
    }

    // To switch an API on a second time makes nothing.
    private static IEnumerable<string> Made(RehearsedStack stack) =>
        stack.ChangesSinceLaunch.Where(change => !change.Contains("gcp:projects/service:Service", StringComparison.Ordinal));

    private static (string Type, string Name) ClaimOf(string cloud) =>
        cloud == "aws" ? ("aws:ssm/parameter:Parameter", "/infra/astro-prod") : ("gcp:secretmanager/secret:Secret", "astro-prod-claim");

    // As the state of a stack was before there were records and claims.
    private static async Task ForgetAsync(RehearsedStack stack)
    {
        var state = await stack.ExportAsync();
        var resources = state["deployment"]!["resources"]!.AsArray();
        bool IsNew(string urn) =>
            urn.Split("::")[^1] is "stack-claim" or "stack-claim-api" or "stack-origin" or "origin" or "aws-claim" or "gcp-claim";
        foreach (var resource in resources.ToList())
        {
            if (IsNew(resource!["urn"]!.GetValue<string>()))
            {
                resources.Remove(resource);
            }
            else if (resource["dependencies"]?.AsArray() is { } dependencies)
            {
                foreach (var one in dependencies.Where(one => IsNew(one!.GetValue<string>())).ToList())
                {
                    dependencies.Remove(one);
                }
            }
        }
        await stack.ImportAsync(state);
        var (type, name) = ClaimOf(stack.Cloud);
        stack.World.Lose(type, name);
    }

    private static string Json(string value) => value.StartsWith('{') || value.StartsWith('[') ? value : $"\"{value}\"";
}
