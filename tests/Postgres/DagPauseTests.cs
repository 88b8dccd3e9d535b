using System.Diagnostics;
using Infra.Tests.Platform;

namespace Infra.Tests.Postgres;

/// <summary>The jobs that pause the DAGs and give them back do so on real servers, as the administrator that the clouds give.</summary>
public sealed class DagPauseTests
{
    [Theory, MemberData(nameof(PostgresPrograms.Versions), MemberType = typeof(PostgresPrograms))]
    public async Task No_DAG_is_active_once_the_job_has_ended_and_then_exactly_those_are_that_were(int version)
    {
        await using var stage = await Stage.SetAsync(version);
        var (dags, things) = (await stage.DagsAsync(), await AirflowInstance.ThingsAsync(stage.Server));

        await stage.PauseAsync();
        Assert.Empty(await stage.ActiveAsync());
        Assert.Equal(dags.Length, (await stage.DagsAsync()).Length);

        await stage.ResumeAsync();
        Assert.Equal(dags, await stage.DagsAsync());
        Assert.Equal(things, await AirflowInstance.ThingsAsync(stage.Server));
    }

    [Theory, MemberData(nameof(PostgresPrograms.Versions), MemberType = typeof(PostgresPrograms))]
    public async Task A_job_that_is_killed_half_way_is_run_again_and_nothing_of_the_former_state_is_lost(int version)
    {
        await using var stage = await Stage.SetAsync(version);
        var dags = await stage.DagsAsync();
        // The last database of the three, by its name: the step there waits for the lock, with the other two behind it.
        var blocker = await stage.Server.HoldAsync("quasar_airflow", "begin; lock table tables.dag");
        using (var job = stage.Pause.Start())
        {
            await stage.Server.UntilAsync(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = 'postgres'",
                "1"
            );
            job.Kill(entireProcessTree: true);
            job.WaitForExit();
        }
        await stage.Server.QueryAsync("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres'");
        blocker.Kill();
        await stage.Server.UntilAsync("select count(*) from pg_stat_activity where datname = 'quasar_airflow'", "0");

        Assert.Equal(dags.Where(dag => dag.StartsWith("quasar_airflow|", StringComparison.Ordinal)), (await stage.DagsAsync())[^4..]);
        Assert.Equal(3, (await stage.ActiveAsync()).Length);
        Assert.Equal(["f"], await stage.Server.QueryAsync("quasar_airflow", "select to_regnamespace('infra_pause') is not null"));

        await stage.PauseAsync();
        Assert.Empty(await stage.ActiveAsync());
        await stage.ResumeAsync();
        Assert.Equal(dags, await stage.DagsAsync());
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task A_return_that_is_killed_half_way_is_run_again(int version)
    {
        await using var stage = await Stage.SetAsync(version);
        var dags = await stage.DagsAsync();
        await stage.PauseAsync();
        var blocker = await stage.Server.HoldAsync("quasar_airflow", "begin; lock table tables.dag");
        using (var job = stage.Resume.Start())
        {
            await stage.Server.UntilAsync(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = 'postgres'",
                "1"
            );
            job.Kill(entireProcessTree: true);
            job.WaitForExit();
        }
        await stage.Server.QueryAsync("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres'");
        blocker.Kill();

        await stage.ResumeAsync();
        Assert.Equal(dags, await stage.DagsAsync());
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task A_DAG_that_comes_meanwhile_is_paused_too_and_later_what_it_would_have_been(int version)
    {
        await using var stage = await Stage.SetAsync(version);
        await stage.PauseAsync();

        // As the scheduler does, which knows nothing of the pause.
        await stage.Server.QueryAsync(
            "nova_airflow",
            "insert into airflow.dag values ('new', false, true, 'n.py'), ('newer', true, true, 'n.py')",
            "nova_airflow"
        );
        Assert.Empty(await stage.ActiveAsync());
        Assert.Equal(
            ["new|t", "newer|t"],
            await stage.Server.QueryAsync("nova_airflow", "select dag_id, is_paused from airflow.dag where dag_id like 'new%' order by 1")
        );

        await stage.ResumeAsync();
        Assert.Equal(
            ["new|f", "newer|t"],
            await stage.Server.QueryAsync("nova_airflow", "select dag_id, is_paused from airflow.dag where dag_id like 'new%' order by 1")
        );
        await stage.Server.QueryAsync("nova_airflow", "insert into airflow.dag values ('later', false, true, 'l.py')", "nova_airflow");
        Assert.Contains("nova_airflow|later|false", await stage.DagsAsync());
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task Who_sets_a_DAG_going_by_hand_meanwhile_is_never_undone_by_the_return(int version)
    {
        await using var stage = await Stage.SetAsync(version);
        await stage.PauseAsync();
        await stage.Server.QueryAsync(
            "nova_airflow",
            "update airflow.dag set is_paused = false where dag_id in ('report', 'etl')",
            "nova_airflow"
        );

        // The same job once more holds them again, and knows that somebody wants them.
        await stage.PauseAsync();
        Assert.Empty(await stage.ActiveAsync());
        await stage.ResumeAsync();

        Assert.Equal(
            ["etl|f", "of nova_airflow|f", "old|", "report|f"],
            await stage.Server.QueryAsync("nova_airflow", "select dag_id, is_paused from airflow.dag order by 1")
        );
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task A_deployment_that_can_not_be_paused_fails_the_job_in_words(int version)
    {
        await using var stage = await Stage.SetAsync(version);
        await stage.Server.QueryAsync("quasar_airflow", "alter table tables.dag owner to rdsadmin");

        var (succeeded, log) = await stage.Pause.RunAsync();

        Assert.False(succeeded);
        Assert.Contains(
            "The DAGs that role rdsadmin owns can not be paused or resumed. Grant that role to postgres.",
            log,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(stage.Password, log, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task A_return_with_nothing_to_give_back_changes_nothing(int version)
    {
        await using var stage = await Stage.SetAsync(version);
        var (dags, things) = (await stage.DagsAsync(), await AirflowInstance.ThingsAsync(stage.Server));

        await stage.ResumeAsync();

        Assert.Equal(dags, await stage.DagsAsync());
        Assert.Equal(things, await AirflowInstance.ThingsAsync(stage.Server));
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task The_password_stands_in_no_argument_of_the_client(int version)
    {
        await using var stage = await Stage.SetAsync(version);
        // The client waits for this lock for as long as it is looked at.
        using var blocker = await stage.Server.HoldAsync("nova_airflow", "begin; lock table airflow.dag");
        using var job = stage.Pause.Start();
        await stage.Server.UntilAsync("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = 'postgres'", "1");

        string[] arguments =
        [
            .. Process
                .GetProcessesByName("psql")
                .Select(process => ClientProcess.Told(process, "cmdline"))
                .Where(text => text.Contains("infra_pause", StringComparison.Ordinal)),
        ];
        blocker.Kill();
        job.Kill(entireProcessTree: true);

        Assert.NotEmpty(arguments);
        Assert.All(arguments, text => Assert.DoesNotContain(stage.Password, text, StringComparison.Ordinal));
    }

    private sealed class Stage(PostgresServer server, HandMadePlatform held, HandMadePlatform returned) : IAsyncDisposable
    {
        public PostgresServer Server => server;

        public string Password => RegisteredJob.Password(held);

        public RegisteredJob Pause => new(held, "pause-dags-g1-g1", server);

        public RegisteredJob Resume => new(returned, "resume-dags-g1-g1", server);

        public static async Task<Stage> SetAsync(int version)
        {
            PostgresPrograms.Require();
            var held = await HandMadePlatform.OnAsync("gcp", ("infra:airflow", """{ "paused": true }"""));
            var returned = await HandMadePlatform.OnAsync("gcp", ("infra:airflow", """{ "paused": false }"""));
            var server = await PostgresServer.StartAsync(version, RegisteredJob.Password(held));
            return new(server, held, returned);
        }

        public Task<string[]> DagsAsync() => AirflowInstance.DagsAsync(server);

        public Task<string[]> ActiveAsync() => AirflowInstance.ActiveAsync(server);

        public Task PauseAsync() => RunAsync(Pause);

        public Task ResumeAsync() => RunAsync(Resume);

        private static async Task RunAsync(RegisteredJob job)
        {
            var (succeeded, log) = await job.RunAsync();
            Assert.True(succeeded, log);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
