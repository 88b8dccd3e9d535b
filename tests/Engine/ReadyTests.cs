using System.Diagnostics;
using System.Text.Json.Nodes;
using Infra.Cli.Ready;

namespace Infra.Tests.Engine;

/// <summary>Whether a stack could be recovered now is known before the worst day, and is never taken for granted.</summary>
public sealed class ReadyTests
{
    [Theory, MemberData(nameof(SeededFaults.Names), MemberType = typeof(SeededFaults))]
    public async Task A_seeded_fault_is_found_with_what_it_means_and_what_mends_it(string name)
    {
        var fault = SeededFaults.All[name];
        var stack = await SeededStack.HealthyAsync(fault.Cloud);
        fault.Seed(stack);

        var readiness = await stack.LookAsync();

        var bad = readiness.Answers.Where(answer => answer.Findings.Any(finding => finding.Verdict != Verdict.Ok)).ToList();
        Assert.Equal(fault.Checks, bad.Select(answer => answer.Check.Name));
        var findings = bad.SelectMany(answer => answer.Findings).Where(finding => finding.Verdict != Verdict.Ok).ToList();
        Assert.Equal(fault.Verdict, findings.Max(finding => finding.Verdict));
        Assert.Contains(findings, finding => finding.Mend!.Contains(fault.Mend, StringComparison.Ordinal));
        Assert.All(bad, answer => Assert.NotEmpty(answer.Check.WorstDay));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_healthy_stack_gives_no_alarm_and_is_only_read(string cloud)
    {
        var stack = await SeededStack.HealthyAsync(cloud);
        var before = stack.World.Journal.Count;

        var readiness = await stack.LookAsync();

        Assert.Empty(Bad(readiness));
        Assert.Equal(before, stack.World.Journal.Count);
        Assert.DoesNotContain(stack.Asked, command =>
            Words(command).Any(word => word is "create" or "delete" or "update" or "patch" or "put" or "modify" or "up" or "import" or "cp")
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_source_that_never_answers_is_given_up_in_its_time_and_counts_as_a_fault(string cloud)
    {
        var stack = await SeededStack.HealthyAsync(cloud);
        stack.Answers[cloud == "gcp" ? "gcloud" : "aws"] = null;
        stack.Answers["pulumi stack export"] = null;
        stack.Answers["curl"] = null;
        var watch = Stopwatch.StartNew();

        var readiness = await stack.LookAsync(new(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2), 8));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
        Assert.Equal(Verdict.Fault, readiness.Verdict);
        Assert.All(readiness.Answers.Where(answer => answer.Check.Name is not ("tools" or "certificate" or "add-ons")), answer =>
            Assert.Contains(answer.Findings, finding => finding.Verdict == Verdict.Fault)
        );
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task What_is_told_to_a_program_is_what_is_told_to_a_person(string cloud)
    {
        var stack = await SeededStack.HealthyAsync(cloud);
        stack.Copies = null;
        var readiness = await stack.LookAsync();
        using var page = new StringWriter();
        using var json = new StringWriter();

        ReadyPage.Write(readiness, page);
        ReadyJson.Write(readiness, json);

        var told = JsonNode.Parse(json.ToString())!;
        Assert.Equal("fault", told["verdict"]!.GetValue<string>());
        Assert.StartsWith(
            "fault   state-copies: nobody has said where the copies are\n  mend  make ready STACK=test COPIES=",
            page.ToString().ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
        Assert.All(told["checks"]!.AsArray().SelectMany(check => check!["findings"]!.AsArray()), finding =>
            Assert.Contains(finding!["found"]!.GetValue<string>(), page.ToString(), StringComparison.Ordinal)
        );
    }

    private static IEnumerable<string> Words(string command) =>
        command.Split(' ').Where(word => !word.StartsWith('-')).SelectMany(word => word.Split('-'));

    private static IEnumerable<string> Bad(Readiness readiness) =>
        readiness.Answers.SelectMany(answer =>
            answer.Findings.Where(finding => finding.Verdict != Verdict.Ok).Select(finding => $"{answer.Check.Name}: {finding.Found}")
        );
}
