using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Infra.Cli.Gap;

namespace Infra.Tests.Postgres;

/// <summary>What lies between a retained instance and a restored one is told exactly, on real servers.</summary>
public sealed class GapTests
{
    private const int Newest = 18;

    // Everything that a day brings after the instant: runs and tasks that ended, were run again, are running; names as people give them.
    private const string Since = """
        update airflow.dag_run set state = 'success', end_date = '2026-11-23T13:05:00Z' where run_id = 'two';
        update airflow.dag_run set state = 'failed', end_date = '2026-11-23T13:50:00.000001Z' where run_id = 'one';
        insert into airflow.dag_run (dag_id, run_id, state, start_date, end_date) values
          ('etl', 'three', 'success', '2026-11-23T13:20:00Z', '2026-11-23T13:30:00Z'), ('etl', 'four', 'running', '2026-11-23T13:40:00Z', null),
          ('report', 'manual__its "ünï\cödé" 🚀 of O''Neil', 'success', '2026-11-23T13:20:00Z', '2026-11-23T13:30:00Z'),
          ('etl', 'six', 'success', '2026-11-23T13:20:00Z', '2026-11-23T13:31:00Z'), ('etl', 'seven', 'queued', null, null);
        insert into airflow.task_instance values
          ('extract', 'etl', 'two', 'success', null, '2026-11-23T13:03:00Z'), ('load', 'etl', 'two', 'success', null, '2026-11-23T13:04:30Z'),
          ('extract', 'etl', 'four', 'success', null, '2026-11-23T13:45:00Z'), ('load', 'etl', 'four', 'running', null, null);
        """;

    [Theory, MemberData(nameof(PostgresPrograms.Versions), MemberType = typeof(PostgresPrograms))]
    public async Task Every_run_deployment_and_user_that_lies_between_is_told_and_nothing_else(int version)
    {
        await using var stage = await SeededAsync(version);

        var gap = await stage.FindAsync();

        Assert.Equal(Told().ToJsonString(), Json(gap).ToJsonString());
        Assert.Equal(1, gap.Status);
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task Nothing_lies_between_the_same_and_both_are_left_as_they_were(int version)
    {
        await using var stage = await GapStage.SetAsync(version, cloud: "aws");
        var things = await AirflowInstance.ThingsAsync(stage.Old);

        var gap = await stage.FindAsync();

        Assert.Empty(gap.Unread);
        Assert.Equal(0, gap.Status);
        Assert.Equal(["Solar-flare 7_airflow", "nova_airflow", "quasar_airflow"], gap.Airflow.Select(one => one.Database));
        Assert.EndsWith("\nNothing lies between.\n", Page(gap), StringComparison.Ordinal);
        Assert.Equal(things, await AirflowInstance.ThingsAsync(stage.Old));
        Assert.Equal(things, await AirflowInstance.ThingsAsync(stage.Restored));
        Assert.All(stage.Commands, command => Assert.DoesNotContain(stage.Password, command, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_reads_what_lies_between_deployment_by_deployment()
    {
        await using var stage = await SeededAsync(Newest);
        await stage.Old.QueryAsync(
            "nova_airflow",
            "insert into airflow.dag_run (dag_id, run_id, state, end_date) select 'etl', 'x' || n, 'success', '2026-11-23T20:00:00Z' from "
                + "generate_series(1, 30) n"
        );

        var page = Page(await stage.FindAsync());

        Assert.StartsWith(
            "astro-prod-db-g1, the old instance, against astro-prod-db-g2, the restored one: what ended after 2026-11-23T13:02:30Z\n"
                + "1 deployments made since, which the restored database does not know: comet\n"
                + "2 deployments on the restored database alone: removed since and back again, or made after the restore: nebula, quasar\n"
                + "1 users made since, which the restored database does not know: zoë@example.com\n"
                + "1 users on the restored database alone: removed since and back again, or made after the restore: bob@example.com\n\n"
                + "Solar-flare 7_airflow: 0 runs and 1 task instances ended, and the restored database does not know it\n"
                + "  etl  two  running, now running, tasks 1\n\n"
                + "nova_airflow: 35 runs and 3 task instances ended, and the restored database does not know it\n"
                + "  etl  two  success 2026-11-23T13:05:00+00:00, now running, tasks 2\n",
            page,
            StringComparison.Ordinal
        );
        Assert.EndsWith("\n  and 16 more: FORMAT=json has all\n", page, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task A_deployment_whose_database_is_on_one_side_alone_is_told_with_its_runs(int version)
    {
        await using var stage = await GapStage.SetAsync(version);
        await stage.Old.QueryAsync("nova_airflow", Since);
        await stage.Restored.QueryAsync("postgres", "drop database nova_airflow");
        await stage.Old.QueryAsync("postgres", "drop database quasar_airflow");

        var gap = await stage.FindAsync();

        Assert.Empty(gap.Unread);
        Assert.Equal(1, gap.Status);
        var nova = gap.Airflow.Single(one => one.Database == "nova_airflow");
        Assert.Equal((Presence.Old, 5, 3), (nova.On, nova.EndedRuns, nova.EndedTasks));
        Assert.All(nova.Runs, run => Assert.Null(run.Restored));
        Assert.Equal(Presence.Restored, gap.Airflow.Single(one => one.Database == "quasar_airflow").On);
        Assert.Contains("nova_airflow: the restored instance has no such database; 5 runs", Page(gap), StringComparison.Ordinal);
        Assert.Contains("quasar_airflow: the database is not on the old instance any more\n", Page(gap), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_runs_than_come_at_once_are_compared_exactly()
    {
        await using var stage = await GapStage.SetAsync(Newest);
        await stage.OnBothAsync(
            "nova_airflow",
            """
            insert into airflow.dag_run (dag_id, run_id, state, end_date) select 'many', 'run ' || n, 'success', '2026-11-23T14:00:00Z' from generate_series(1, 6000) n;
            insert into airflow.task_instance (task_id, dag_id, run_id, state, end_date) select 'load', 'many', 'run ' || n, 'success', '2026-11-23T14:00:00Z' from generate_series(1, 6000) n;
            """
        );
        await stage.Restored.QueryAsync(
            "nova_airflow",
            "delete from airflow.dag_run where run_id like 'run %00'; delete from airflow.task_instance where run_id like 'run %50'"
        );

        var nova = (await stage.FindAsync()).Airflow.Single(one => one.Database == "nova_airflow");

        Assert.Equal((60, 60), (nova.EndedRuns, nova.EndedTasks));
        Assert.Equal(
            Enumerable.Range(1, 60).Select(n => $"run {n}00").Order(StringComparer.Ordinal),
            nova.Runs.Where(run => run.Restored is null).Select(run => run.Run)
        );
        Assert.Equal(
            Enumerable.Range(0, 60).Select(n => n == 0 ? "run 50" : $"run {n}50").Order(StringComparer.Ordinal),
            nova.Runs.Where(run => run.Tasks > 0).Select(run => run.Run)
        );
    }

    [Fact]
    public async Task Mapped_tasks_are_told_apart_where_Airflow_has_them()
    {
        await using var stage = await GapStage.SetAsync(Newest);
        await stage.OnBothAsync(
            "nova_airflow",
            """
            alter table airflow.task_instance add map_index int default -1;
            insert into airflow.task_instance select 'each', 'etl', 'two', 'success', null, '2026-11-23T13:30:00Z', n from generate_series(0, 9) n;
            """
        );
        await stage.Restored.QueryAsync("nova_airflow", "delete from airflow.task_instance where map_index > 6");

        var run = Assert.Single((await stage.FindAsync()).Airflow.Single(one => one.Database == "nova_airflow").Runs);

        Assert.Equal(new("etl", "two", "running", null, "running", 3), run);
    }

    [Fact]
    public async Task Without_an_instant_whatever_ended_is_compared_and_a_person_may_name_one()
    {
        await using var stage = await GapStage.SetAsync(
            Newest,
            generations: """
            [{ "generation": 1, "instance": "astro-prod-db-g1", "bornFrom": "an empty database" },
             { "generation": 2, "instance": "astro-prod-db-g2", "bornFrom": "backup 1772442000000 of astro-prod-db-g1" }]
            """
        );
        await stage.Restored.QueryAsync("nova_airflow", "delete from airflow.dag_run where run_id = 'one'");

        var all = await stage.FindAsync();
        Assert.Equal("", all.Since);
        Assert.Equal("one", Assert.Single(all.Airflow.Single(one => one.Database == "nova_airflow").Runs).Run);
        Assert.Null(Json(all)["since"]);
        Assert.Equal(0, (await stage.FindAsync(new(2026, 11, 23, 13, 2, 0, TimeSpan.Zero))).Status);
        // A node's clock may have been a minute behind the database's.
        Assert.Equal(1, (await stage.FindAsync(new(2026, 11, 23, 13, 0, 59, TimeSpan.Zero))).Status);
    }

    [Theory]
    [InlineData(
        "nova_airflow",
        "drop table airflow.task_instance",
        "nova_airflow on astro-prod-db-g1 has no table task_instance of Airflow's."
    )]
    [InlineData("nova_airflow", "drop schema airflow cascade", "nova_airflow on astro-prod-db-g1 has no table dag_run of Airflow's.")]
    [InlineData(
        "nova_airflow",
        "alter table airflow.task_instance drop run_id",
        "nova_airflow on astro-prod-db-g1: Airflow's table task_instance has no column run_id. Airflow has had it since 2.2."
    )]
    [InlineData(
        "nova_airflow",
        "alter table airflow.dag_run owner to rdsadmin",
        "nova_airflow on astro-prod-db-g1 (10.1.0.7, RUNNABLE) can not be read: ERROR: What role rdsadmin owns can not be read. Grant "
            + "that role to postgres."
    )]
    [InlineData(
        "astronomer_houston",
        "drop table \"houston$default\".\"User\"",
        "astronomer_houston on astro-prod-db-g1 has no table User of Houston's that is known here."
    )]
    [InlineData("postgres", "drop database astronomer_houston", "database \"astronomer_houston\" does not exist")]
    public async Task What_can_not_be_compared_is_told_in_words_and_the_rest_is_compared(string database, string sql, string why)
    {
        await using var stage = await GapStage.SetAsync(Newest);
        await stage.Old.QueryAsync(database, sql);
        await stage.Old.QueryAsync(
            "quasar_airflow",
            "update tables.dag_run set state = 'success', end_date = '2026-11-23T13:05:00Z' where run_id = 'two'"
        );

        var gap = await stage.FindAsync();

        Assert.Contains(gap.Unread, told => told.Replace("  ", " ", StringComparison.Ordinal).Contains(why, StringComparison.Ordinal));
        Assert.Equal(2, gap.Status);
        Assert.Equal(1, gap.Airflow.Single(one => one.Database == "quasar_airflow").EndedRuns);
        Assert.Contains($"can not be read, so that more may lie between: {gap.Unread[0]}\n", Page(gap), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_somebody_has_changed_is_told_and_not_shown()
    {
        await using var stage = await GapStage.SetAsync(Newest);
        await stage.Old.QueryAsync("postgres", "alter role postgres password 'another'");

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => stage.FindAsync());

        Assert.StartsWith(
            "astro-prod-db-g1 does not take the stack's password: somebody has changed it there.",
            fault.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(stage.Password, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_that_does_not_answer_is_told_with_its_state()
    {
        await using var stage = await GapStage.SetAsync(Newest);
        stage.ShutOld();

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => stage.FindAsync());

        Assert.StartsWith("postgres on astro-prod-db-g1 (10.1.0.7, RUNNABLE) can not be read: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Connection refused", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """[{ "generation": 1, "instance": "a", "bornFrom": "an empty database" }]""",
        null,
        "prod has one generation of its database alone"
    )]
    [InlineData(
        """[{ "generation": 1, "instance": "a", "bornFrom": "an empty database" }, { "generation": 2, "instance": "b", "bornFrom": "x" }]""",
        2,
        "prod has no generation 2"
    )]
    [InlineData(
        """[{ "generation": 1, "instance": "a", "bornFrom": "an empty database" }, { "generation": 2, "instance": "b", "bornFrom": "x" }]""",
        null,
        "`gcloud sql instances describe a "
    )]
    public async Task What_is_not_there_to_be_compared_is_told(string generations, int? old, string why)
    {
        await using var stage = await GapStage.SetAsync(Newest, generations: generations);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => stage.FindAsync(old: old));

        Assert.StartsWith(why, fault.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task A_session_can_write_nothing(int version)
    {
        await using var stage = await GapStage.SetAsync(version);
        foreach (
            var write in new[]
            {
                "create table airflow.x ()",
                "set transaction read write",
                "delete from airflow.dag_run",
                "grant nova_airflow to rdsadmin",
            }
        )
        {
            await using var session = await stage.OpenAsync("nova_airflow");
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => session.QueryAsync(write));
            Assert.Matches("read-only transaction|must be set before any query|read-write mode", refused.Message);
        }
    }

    // A run or a task of it: absent, running, ended long before the instant, or at two times after it; on each side for itself.
    [Fact]
    public async Task Whatever_the_two_have_of_runs_and_tasks_the_difference_is_exact()
    {
        const int runs = 15;
        await using var stage = await GapStage.SetAsync(Newest);
        foreach (var states in Gen.Choose(0, 4).ArrayOf(4 * runs).Sample(6))
        {
            var sides = states.Chunk(4).Select((one, at) => new RandomRun($"run {at:00}", one[0], one[1], one[2], one[3])).ToList();
            await stage.OnBothAsync("nova_airflow", "truncate airflow.dag_run, airflow.task_instance");
            await stage.Old.QueryAsync("nova_airflow", string.Concat(sides.Select(run => Rows(run.Name, run.Old, run.OldTask))));
            await stage.Restored.QueryAsync(
                "nova_airflow",
                string.Concat(sides.Select(run => Rows(run.Name, run.Restored, run.RestoredTask)))
            );

            var gap = await stage.FindAsync();

            Assert.Equal(
                sides.Select(Expected).OfType<RunGap>().OrderBy(run => run.Run, StringComparer.Ordinal),
                gap.Airflow.Single(one => one.Database == "nova_airflow").Runs.OrderBy(run => run.Run, StringComparer.Ordinal)
            );
        }
    }

    [Property]
    public void Names_that_are_on_one_side_alone_are_told_once_and_the_others_not(NonNull<string>[] old, NonNull<string>[] restored)
    {
        var (before, after) = (old.Select(name => name.Get).ToList(), restored.Select(name => name.Get).ToList());

        var gap = NameGap.Of(before, after);

        Assert.Equal(before.Where(name => !after.Contains(name)).ToHashSet(), gap.Made.ToHashSet());
        Assert.Equal(after.Where(name => !before.Contains(name)).ToHashSet(), gap.Removed.ToHashSet());
        Assert.Equal(gap.Made.Length + gap.Removed.Length, gap.Made.Concat(gap.Removed).Distinct().Count());
    }

    private static RunGap? Expected(RandomRun run)
    {
        var (runEnded, taskEnded) = (
            run.Old >= 3 && run.Old != run.Restored,
            IsThere(run.Old, run.OldTask) >= 3 && IsThere(run.Old, run.OldTask) != IsThere(run.Restored, run.RestoredTask)
        );
        return runEnded || taskEnded
            ? new(
                "random",
                run.Name,
                State(run.Old),
                    // A run that comes along for a task of it tells its own older end, too, where the restored instance does not know it.
                    run.Old == run.Restored
                        ? null
                    : run.Old >= 3 ? $"2026-11-23T{13 + run.Old}:00:00+00:00"
                    : run.Old == 2 ? "2026-11-20T00:00:00+00:00"
                    : null,
                State(run.Restored),
                taskEnded ? 1 : 0
            )
            : null;
    }

    // A task is of a run.
    private static int IsThere(int run, int task) => run == 0 ? 0 : task;

    private static string? State(int side) =>
        side switch
        {
            0 => null,
            1 => "running",
            _ => "success",
        };

    private static string Rows(string name, int run, int task) =>
        run == 0
            ? ""
            : $"insert into airflow.dag_run (dag_id, run_id, state, end_date) values ('random', '{name}', '{State(run)}', {End(run)});"
                + (
                    task == 0
                        ? ""
                        : $"insert into airflow.task_instance (dag_id, run_id, task_id, end_date) values ('random', '{name}', 'task', "
                            + $"{End(task)});"
                );

    private static string End(int side) =>
        side switch
        {
            1 => "null",
            2 => "'2026-11-20T00:00:00Z'",
            _ => $"'2026-11-23T{13 + side}:00:00Z'",
        };

    private sealed record RandomRun(string Name, int Old, int Restored, int OldTask, int RestoredTask);

    private static async Task<GapStage> SeededAsync(int version)
    {
        var stage = await GapStage.SetAsync(version);
        await stage.Old.QueryAsync("nova_airflow", Since);
        // Since the restore: a run that only the new platform knows, and one that it has run again already.
        await stage.Restored.QueryAsync(
            "nova_airflow",
            """
            insert into airflow.dag_run (dag_id, run_id, state, start_date, end_date) values
              ('etl', 'five', 'success', '2026-11-23T15:00:00Z', '2026-11-23T15:10:00Z'), ('etl', 'six', 'success', '2026-11-23T15:00:00Z', '2026-11-23T15:20:00Z')
            """
        );
        await stage.Old.QueryAsync(
            "Solar-flare 7_airflow",
            "insert into airflow.task_instance values ('extract', 'etl', 'two', 'success', null, '2026-11-23T13:03:00Z')"
        );
        await stage.Old.QueryAsync(
            "astronomer_houston",
            """
            insert into "houston$default"."Deployment" values ('5', 'comet', null);
            update "houston$default"."Deployment" set "deletedAt" = now() where "releaseName" = 'quasar';
            insert into "houston$default"."User" values ('2', 'zoë@example.com', 'Zoë');
            """
        );
        await stage.Restored.QueryAsync(
            "astronomer_houston",
            """
            insert into "houston$default"."Deployment" values ('5', 'nebula', null);
            insert into "houston$default"."User" values ('2', 'bob@example.com', 'Bob');
            """
        );
        return stage;
    }

    // The page for people is the promise for programs.
    private static JsonNode Told() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "gap.md")).Split("```json\n")[1].Split("```")[0])!;

    private static JsonNode Json(InstanceGap gap) => JsonNode.Parse(Written(gap, GapJson.Write))!;

    private static string Page(InstanceGap gap) => Written(gap, GapPage.Write);

    private static string Written(InstanceGap gap, Action<InstanceGap, TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(gap, text);
        return text.ToString();
    }
}
