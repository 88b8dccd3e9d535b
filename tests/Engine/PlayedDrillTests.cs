using System.Text.Json.Nodes;
using System.Xml.Linq;
using Infra.Cli;
using Infra.Cli.Drill;
using Infra.Cli.Ready;
using Infra.Cli.Rehearse;
using Infra.Configuration;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>A drill goes from nothing to evidence with no hand, and leaves nothing, wherever it is ended.</summary>
public sealed class PlayedDrillTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_drill_is_born_from_the_newest_backup_measured_destroyed_and_recorded_and_the_next_one_too(string cloud)
    {
        await using var stage = await StageAsync(cloud, new() { TimePasses = true });
        var before = Things(stage.Real.World);

        var record = await stage.Drill().PlayAsync();

        Assert.All(record.Checks, check => Assert.True(check.Passed, $"{check.Promise}: {check.Found}"));
        Assert.True(record.Passed);
        // It is three o'clock in the afternoon, and the backup is of five past three in the night; and as long as a restore and a cluster
        // take.
        Assert.InRange(record.RowsLost.TotalHours, 11.9, 12);
        Assert.InRange(record.Duration!.Value.TotalMinutes, 15, 60);
        Assert.Equal(before, Things(stage.Real.World));
        Assert.Equal(
            ["Pulumi.test.yaml", "Pulumi.yaml"],
            Directory.EnumerateFiles(stage.Real.Folder, "Pulumi*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );

        var records = new DrillRecords(stage.Checked, Path.Combine(stage.Real.Folder, "copies"));
        await records.KeepAsync(record);
        await records.KeepAsync(record with { At = record.At.AddDays(7), Duration = null });
        var kept = await records.NewestAsync();
        Assert.Equal([false, true], kept.Select(one => one.Passed));
        Assert.Equal(record.Json(), kept[1].Json());
        Assert.Contains("passed  RPO 11 h 55 min", DrillCommands.Line(kept[1]), StringComparison.Ordinal);
        Assert.Equal($"{record.Checks.Length}", XDocument.Parse(record.JUnit()).Root!.Element("testsuite")!.Attribute("tests")!.Value);
        Assert.Contains("| Would have been lost (RPO) | 11 h 55 min", record.Markdown(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_drill_that_is_killed_while_its_database_is_made_is_cleaned_by_another_runner_and_leaves_nothing(string cloud)
    {
        await using var stage = await StageAsync(cloud);
        var before = Things(stage.Real.World);
        using var hold = stage.Real.World.Interference.Hold(stage.Real.DatabaseType, Operation.Create);
        var drill = stage.Drill(arguments => arguments[0] == "up" ? stage.KilledAsync(hold, arguments) : stage.RunAsync(arguments));

        await Assert.ThrowsAsync<OperationCanceledException>(drill.PlayAsync);

        Assert.NotEqual(before, Things(stage.Real.World));
        // What is checked out anew has no file of the drill's.
        File.Delete(Path.Combine(stage.Real.Folder, "Pulumi.test-drill.yaml"));
        await stage.Drill().CleanAsync();
        Assert.Equal(before, Things(stage.Real.World));

        // Run again instead of cleaned, it comes to its end; on Google Cloud under another name, since the first one is blocked for a week.
        stage.Real.World.Now += TimeSpan.FromHours(1);
        var again = await stage.Drill().PlayAsync();
        Assert.All(again.Checks, check => Assert.True(check.Passed, $"{check.Promise}: {check.Found}"));
        Assert.Equal(before, Things(stage.Real.World));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_drill_that_is_killed_while_its_database_is_destroyed_is_cleaned_and_leaves_nothing(string cloud)
    {
        await using var stage = await StageAsync(cloud);
        var before = Things(stage.Real.World);
        using var hold = stage.Real.World.Interference.Hold(stage.Real.DatabaseType, Operation.Delete);
        var drill = stage.Drill(arguments => arguments[0] == "destroy" ? stage.KilledAsync(hold, arguments) : stage.RunAsync(arguments));

        await Assert.ThrowsAsync<OperationCanceledException>(drill.PlayAsync);

        Assert.NotEqual(before, Things(stage.Real.World));
        await stage.Drill().CleanAsync();
        Assert.Equal(before, Things(stage.Real.World));
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task A_drill_that_is_killed_before_any_of_its_steps_leaves_nothing_once_it_is_cleaned(string cloud)
    {
        await using var stage = await StageAsync(cloud);
        var before = Things(stage.Real.World);
        foreach (var step in new[] { "stack ls", "stack init", "up", "destroy", "stack rm" })
        {
            var drill = stage.Drill(arguments =>
                string.Join(' ', arguments).StartsWith(step, StringComparison.Ordinal) ? throw new OperationCanceledException(step)
                // What a launch makes and a kill in the midst of it leaves is the other test's.
                : arguments[0] == "up" ? Task.FromResult(new EngineRun(1, "nothing was made"))
                : arguments[0] == "preview" ? Task.FromResult(new EngineRun(0, ""))
                : stage.RunAsync(arguments)
            );

            await Assert.ThrowsAsync<OperationCanceledException>(drill.PlayAsync);
            await stage.Drill().CleanAsync();

            Assert.Equal(before, Things(stage.Real.World));
            Assert.DoesNotContain("test-drill", (await stage.RunAsync(["stack", "ls", "--json"])).Output, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_drill_s_stack_shares_nothing_with_the_real_one_but_what_it_restores(string cloud)
    {
        await using var stage = await StageAsync(cloud);
        var drill = DrilledStack.Of(
            stage.Of(SampleStack.Values(cloud, ("infra:network.range", "\"10.220.0.0/16\""))),
            new(cloud == "gcp" ? "1772442000000" : "rds:astro-prod-db-g1-2026-03-03-03-05", stage.Checked.Now),
            null
        );

        Assert.Equal(
            ("astro-prod-drill", "drill.astro.example.com", "10.221.0.0/16"),
            (drill.Config.Foundation.Names.Prefix, drill.Config.BaseDomain, drill.Config.Foundation.Network.Range.ToString())
        );
        Assert.Equal(
            (false, true, "astro-prod"),
            (drill.Config.Foundation.Lifetime.IsDurable, drill.Config.Airflow.Paused, drill.Config.Foundation.Identity.Source!.Prefix)
        );
        Assert.Null(drill.Config.Tls);
        Assert.Null(drill.Config.Smtp);
        Assert.Equal(drill.Values.Values, Cli.StackFile.Parse(drill.File([])).Values);
    }

    private static async Task<Stage> StageAsync(string cloud, SimulationOptions? options = null)
    {
        var real = await RehearsedStack.LaunchedAsync(cloud, options);
        return new(real, await SeededStack.OfAsync(real));
    }

    // Services of a project are everybody's, and a key of Google's is there for ever.
    private static List<string> Things(World world) =>
        [
            .. world
                .Objects.Where(thing =>
                    !thing.Type.StartsWith("gcp:projects/", StringComparison.Ordinal)
                    && thing.Type
                        is not ("aws:autoscaling/attachment:Attachment" or "gcp:kms/cryptoKey:CryptoKey" or "gcp:kms/keyRing:KeyRing")
                )
                .Select(thing => $"{thing.Type} {thing.Name} {thing.Id} {((JsonNode)thing.Inputs).ToJsonString()}")
                .Order(StringComparer.Ordinal),
        ];

    private sealed class Stage : IAsyncDisposable
    {
        private readonly SeededStack _seeded;
        private readonly EngineWorkspace _workspace;
        private readonly Questions _questions;

        public Stage(RehearsedStack real, SeededStack seeded)
        {
            (Real, _seeded) = (real, seeded);
            _workspace = new(real.Folder, real.Clouds.DebugProviders, "test-drill", RehearsedStack.Platform);
            real.World.Activity = () => _workspace.Running?.Activity();
            _questions = new(seeded.AnswerAsync, QuestionLimits.Default);
        }

        public RehearsedStack Real { get; }

        public CheckedStack Checked => Of(Real.Configuration);

        public CheckedStack Of(ConfigurationValues configuration) => new("test", configuration, _questions, Real.World.Now);

        public Task<EngineRun> RunAsync(string[] arguments) => _workspace.RunAsync(arguments);

        public RestoreDrill Drill(Func<string[], Task<EngineRun>>? pulumi = null) =>
            new(Checked, Real.Folder, pulumi ?? RunAsync, new WorldTime(Real.World));

        public async Task<EngineRun> KilledAsync(Hold hold, string[] arguments)
        {
            using var up = _workspace.Start(arguments);
            var ended = up.EndAsync();
            Assert.NotSame(ended, await Task.WhenAny(hold.Arrived, ended));
            up.Kill();
            await ended;
            await hold.Ended.WaitAsync(TimeSpan.FromMinutes(1));
            _workspace.MendCheckpoint();
            throw new OperationCanceledException("the runner is gone");
        }

        public async ValueTask DisposeAsync()
        {
            _questions.Dispose();
            await Real.DisposeAsync();
        }
    }

    private sealed class WorldTime(World world) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => world.Now;
    }
}
