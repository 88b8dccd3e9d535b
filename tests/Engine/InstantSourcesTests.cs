using System.Text.Json.Nodes;
using Infra.Cli.Ready;
using Infra.Cli.Ready.Sources;
using Infra.Cli.Recovery;

namespace Infra.Tests.Engine;

/// <summary>Of an instant, every source that could give it back now is told, the best first, with lines that do it.</summary>
public sealed class InstantSourcesTests
{
    private static readonly DateTimeOffset Wanted = new(2026, 3, 3, 14, 2, 30, TimeSpan.Zero);

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_living_log_comes_first_and_a_stored_backup_after_it(string cloud)
    {
        var stack = await SeededStack.HealthyAsync(cloud);

        var found = await FindAsync(stack, Wanted);

        Assert.Equal(Verdict.Ok, found.Verdict);
        // On AWS the copy in the other region has the same log.
        string[] copy = cloud == "aws" ? ["the copy of astro-prod-db-g1 in eu-west-1"] : [];
        Assert.Equal(
            ["the log of astro-prod-db-g1", .. copy, "the stored backup " + Backup(stack)],
            found.Sources.Select(source => source.Name)
        );
        Assert.Equal(
            [Wanted, .. copy.Select(_ => Wanted), new(2026, 3, 3, 3, 5, 0, TimeSpan.Zero)],
            found.Sources.Select(source => source.GivesBack)
        );
        var text = Text(found);
        Assert.Contains("exactly that second", text, StringComparison.Ordinal);
        Assert.Contains("    restore: { pointInTime: \"2026-03-03T14:02:30Z\" }", text, StringComparison.Ordinal);
        Assert.Contains("the 11.0 h after it are lost", text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_lines_of_every_source_give_back_what_it_says(string cloud)
    {
        await using var stack = await DisasterStack.WithRowsAroundTwoAsync(cloud);
        stack.World.Database("astro-prod-db-g1").TakeBackup("nightly");
        stack.At("2026-03-03T15:10:00Z").Insert("astro-prod-db-g1", "after the backup");
        stack.At("2026-03-03T16:00:00Z");
        var seeded = await SeededStack.AsItIsAsync(stack);
        // The log gives the second itself; the backup of 15:00, for an instant after it, what was there at 15:00.
        var log = (await FindAsync(seeded, Wanted)).Sources[0];
        var backup = (await FindAsync(seeded, stack.World.Now.AddMinutes(-30))).Sources.Single(source =>
            source.Name.StartsWith("the stored backup", StringComparison.Ordinal)
        );

        await FollowAsync(stack, log, "astro-prod-db-g2", ["at 13:00", "at 14:02:30"]);
        stack.Edit(("infra:airflow", null), ("infra:database.restore", null));
        var again = await FindAsync(await SeededStack.AsItIsAsync(stack), Wanted);
        await FollowAsync(stack, Renumbered(backup), "astro-prod-db-g3", ["at 13:00", "at 14:02:30", "at 14:03"]);

        // The second generation was born after the instant; the first one lives on beside it and knows it.
        Assert.Contains(again.Sources, source => source.Name == "the log of the earlier generation astro-prod-db-g1");
    }

    [Fact]
    public async Task A_deleted_database_s_retained_log_and_the_copy_in_another_region_are_sources_too()
    {
        var stack = await SeededStack.HealthyAsync("aws");
        stack.World.Lose(stack.DatabaseType, "astro-prod-db-g1");

        var found = await FindAsync(stack, Wanted);

        Assert.Equal(
            ["the retained log of astro-prod-db-g1, which was deleted", "the copy of astro-prod-db-g1 in eu-west-1"],
            found.Sources.Take(2).Select(source => source.Name)
        );
        Assert.Contains($"deleted: {Assert.Single(stack.World.DeletedDatabases).Id}", Text(found), StringComparison.Ordinal);
        Assert.Contains("copy: \"arn:aws:rds:eu-west-1:", Text(found), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task What_nothing_gives_back_and_what_can_not_be_read_is_a_fault(string cloud)
    {
        var stack = await SeededStack.HealthyAsync(cloud);

        var before = await FindAsync(stack, new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        stack.World.Silence(cloud == "gcp" ? "gcloud sql instances" : "aws rds describe-db-instance-automated-backups");
        var silent = await FindAsync(stack, Wanted);

        Assert.Equal(Verdict.Fault, before.Verdict);
        Assert.Contains("Nothing that can be read gives 2026-03-01T00:00:00Z back.", Text(before), StringComparison.Ordinal);
        Assert.Equal(Verdict.Fault, silent.Verdict);
        Assert.Contains("can not be read, so that there may be more", Text(silent), StringComparison.Ordinal);
        using var json = new StringWriter();
        InstantReport.WriteJson(silent, json);
        Assert.Equal(silent.Sources.Length, JsonNode.Parse(json.ToString())!["sources"]!.AsArray().Count);
    }

    private static async Task FollowAsync(RehearsedStack stack, InstantSource source, string database, string[] rows)
    {
        var edits = source
            .Steps.TakeWhile(step => step is not RecoveryStep.Command)
            .OfType<RecoveryStep.Edit>()
            .SelectMany(edit => edit.Lines)
            .ToArray();
        var up = await stack.Edit(edits).UpAsync("--skip-preview");
        Assert.True(up.Succeeded, up.Output);
        Assert.Equal(rows, stack.Rows(database));
    }

    // The backup's lines were found before the second generation was born; and it is the first one's.
    private static InstantSource Renumbered(InstantSource source) =>
        source with
        {
            Steps =
            [
                .. source.Steps.Select(step =>
                    step is RecoveryStep.Edit edit
                        ? edit with
                        {
                            Lines = [.. edit.Lines.Select(line => line.Path == "infra:database.generation" ? (line.Path, "3") : line)],
                        }
                        : step
                ),
            ],
        };

    private static string Backup(SeededStack stack) =>
        stack.Cloud == "gcp" ? stack.World.Backups.Single().Id : stack.World.Backups.Single().Name;

    private static async Task<InstantSources> FindAsync(SeededStack stack, DateTimeOffset instant)
    {
        using var questions = new Questions(stack.AnswerAsync, QuestionLimits.Default);
        return await InstantSearch.FindAsync(new("test", stack.Configuration, questions, stack.World.Now), instant);
    }

    private static string Text(InstantSources found)
    {
        using var text = new StringWriter();
        InstantReport.Write(found, text);
        return text.ToString();
    }
}
