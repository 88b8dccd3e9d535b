using System.Text.Json.Nodes;
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
        "nova_airflow on astro-prod-db-g1 (10.1.0.7, RUNNABLE) can not be read: ERROR: What role rdsadmin owns can not be read. Grant that role to postgres."
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
