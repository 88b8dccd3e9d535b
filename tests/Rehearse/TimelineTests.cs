using Infra.Cli.Rehearse;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Infra.Tests.Rehearse;

/// <summary>What a person sees while a rehearsal is played, and at its end.</summary>
public sealed class TimelineTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public void Without_a_terminal_a_step_begins_and_ends_with_a_line(string cloud)
    {
        var lines = Plain(timeline => Play(timeline, SampleRehearsal.Of(cloud))).Split('\n');

        Assert.Equal(
            $"Rehearsing the loss cluster-and-database with the stack {cloud} on a simulated {cloud}. Nothing of yours is touched.",
            lines[0]
        );
        Assert.Equal("08:00:00  launch    Launch the platform", lines[1]);
        Assert.Equal($"          pulumi up --stack {cloud} --yes", lines[2]);
        Assert.Contains("08:27:00            97 create; 27 min simulated, 41 s real", lines);
        Assert.Contains("14:00:00            done; under 1 s simulated, under 1 s real", lines);
    }

    [Fact]
    public void Without_a_terminal_those_changes_are_told_on_which_time_went_by()
    {
        var text = Plain(timeline =>
        {
            timeline.BeginStep(Act.Launch, "Launch", null, SampleRehearsal.Start);
            timeline.Progress("create bucket", SampleRehearsal.Start.AddSeconds(59));
            timeline.Progress("create database", SampleRehearsal.Start.AddSeconds(60));
            timeline.Progress("create alias", SampleRehearsal.Start.AddSeconds(119));
        });

        Assert.Contains("08:01:00            create database\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bucket", text, StringComparison.Ordinal);
        Assert.DoesNotContain("alias", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_terminal_no_control_character_is_written_whatever_an_engine_says()
    {
        var text = Plain(timeline =>
        {
            Play(timeline, SampleRehearsal.Hostile());
            timeline.Progress("\u001b[31mcreate\u0007", SampleRehearsal.Start.AddDays(1));
        });

        Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter != '\n');
        Assert.Contains("<script>alert('&')</script> [31m{{ verdict }} ]]> \"quoted\" [red]", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        true,
        "PASS: Cluster and database, stack aws on aws",
        "  PASS  Rows: expected all rows until 14:03, at most 5 min lost; found 14 400 of 14 403 rows, 3 min lost"
    )]
    [InlineData(
        false,
        "FAIL: Cluster and database, stack aws on aws",
        "  FAIL  Rows: expected all rows until 14:03, at most 5 min lost; found 14 000 of 14 403 rows, 47 min lost"
    )]
    public void The_verdict_names_each_promise_and_what_became_of_it(bool passed, string heading, string rows)
    {
        var lines = Plain(timeline => timeline.Verdict(SampleRehearsal.Of("aws", passed))).Split('\n');

        Assert.Equal(heading, lines[0]);
        Assert.Equal(rows, lines[1]);
        Assert.Contains("  Note: Real Postgres was not there; the simulation's own rows served.", lines);
        Assert.Contains(lines, line =>
            line.Contains(
                "Recovery took 38 min of simulated time against 36 min of the plan, and 1 min 38 s of real time",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void On_a_terminal_a_line_lives_with_both_times_and_the_count_of_changes()
    {
        using var console = Terminal();
        using (var timeline = new Timeline(console, TimeProvider.System))
        {
            timeline.BeginStep(Act.Launch, "Launch", "pulumi up", SampleRehearsal.Start);
            timeline.Progress("create [not markup]", SampleRehearsal.Start.AddMinutes(3));
            timeline.Progress("create RDS instance", SampleRehearsal.Start.AddMinutes(5));
        }

        Assert.Contains("08:05:00 simulated, under 1 s real, 2 changes  create RDS instance", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_whatever_an_engine_says_is_text_and_the_verdict_is_a_table()
    {
        using var console = Terminal();
        using (var timeline = new Timeline(console, TimeProvider.System))
        {
            Play(timeline, SampleRehearsal.Hostile());
        }

        Assert.Contains("[red]", console.Output, StringComparison.Ordinal);
        Assert.Contains("Verdict", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0000", console.Output, StringComparison.Ordinal);
    }

    private static TestConsole Terminal() => new TestConsole().Interactive().Width(140).EmitAnsiSequences();

    private static void Play(Timeline timeline, PlayedRehearsal played)
    {
        timeline.Start(played.Cloud, played.Stack, played.Plan.Loss);
        foreach (var step in played.Steps)
        {
            timeline.BeginStep(step.Act, step.Title, step.Command, step.Start);
            timeline.EndStep(step);
        }
        timeline.Verdict(played);
    }

    private static string Plain(Action<Timeline> tell)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new()
            {
                Ansi = AnsiSupport.No,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            }
        );
        using var timeline = new Timeline(console, TimeProvider.System);
        tell(timeline);
        return text.ToString();
    }
}
