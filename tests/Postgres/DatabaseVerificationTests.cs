using System.Diagnostics;
using Infra.Platform;
using Infra.Tests.Platform;

namespace Infra.Tests.Postgres;

/// <summary>
/// A restored database is verified on a real server before anything is started on it: a whole one passes, and every one that is not what
/// was asked for is refused with the reason.
/// </summary>
public sealed class DatabaseVerificationTests
{
    private const int Newest = 18;

    private const string Wanted = "2026-11-23T13:02:30Z";

    /// <summary>
    /// Everything that a restore may bring instead of what was asked for: the database, the SQL that makes it so, and the fault.
    /// </summary>
    public static TheoryData<string, string, string> Corruptions { get; } =
        new()
        {
            { "postgres", "drop database astronomer_houston", "The instance is empty: it holds no database astronomer_houston." },
            { "astronomer_houston", "drop schema \"houston$default\" cascade; drop table dag", "astronomer_houston: it holds no table." },
            { "postgres", "drop database nova_airflow", "Houston knows deployment nova, and there is no database of it" },
            { "nova_airflow", "drop schema airflow cascade", "nova_airflow: it holds no table of Airflow." },
            { "nova_airflow", "drop table airflow.task_instance", "nova_airflow: Airflow's table task_instance is missing." },
            {
                "nova_airflow",
                "update airflow.connection set password = 'KEPT' where conn_id = 'warehouse'",
                "nova_airflow: 1 of 3 encrypted connections and variables do not open with this stack's fernet key."
            },
            {
                "quasar_airflow",
                "update tables.connection set extra = overlay(extra placing 'AAAA' from 60) where conn_id = 'warehouse'",
                "quasar_airflow: 1 of 3 encrypted connections and variables do not open"
            },
            {
                "quasar_airflow",
                "reassign owned by quasar_airflow to postgres; drop owned by quasar_airflow; drop role quasar_airflow",
                "quasar_airflow: the deployment's role quasar_airflow is gone."
            },
            {
                "quasar_airflow",
                "alter role quasar_airflow nologin",
                "quasar_airflow: the deployment's role quasar_airflow may not log in."
            },
            {
                "nova_airflow",
                "update airflow.job set latest_heartbeat = '2026-11-23T14:00:00Z'",
                "nova_airflow: its newest record is of 2026-11-23 14:00:00+00, which is after 2026-11-23 13:02:30+00, which was asked for."
            },
            // A file that was lost on the way.
            {
                "nova_airflow",
                "update pg_class set relfilenode = 99999 where relname = 'dag_run'",
                "nova_airflow: Airflow's table dag_run can not be read: could not open file"
            },
        };

    [Theory, MemberData(nameof(PostgresPrograms.Versions), MemberType = typeof(PostgresPrograms))]
    public async Task A_whole_database_of_the_right_instant_passes_and_is_left_as_it_was(int version)
    {
        await using var stage = await Stage.SetAsync(version);
        var things = await AirflowInstance.ThingsAsync(stage.Server);

        var (succeeded, log) = await stage.RunAsync();

        Assert.True(succeeded, log);
        Assert.EndsWith("Verified.\n", log, StringComparison.Ordinal);
        Assert.Contains("The newest record of any deployment is of 2026-11-23 13:02:25+00.", log, StringComparison.Ordinal);
        Assert.Equal(things, await AirflowInstance.ThingsAsync(stage.Server));
        Assert.DoesNotContain(stage.Key, log, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Corruptions))]
    public async Task A_database_that_is_not_what_was_asked_for_is_refused_with_the_reason(string database, string sql, string fault)
    {
        await using var stage = await Stage.SetAsync(Newest);
        foreach (var statement in sql.Replace("KEPT", FernetToken.Of(FernetToken.NewKey(), "x"), StringComparison.Ordinal).Split("; "))
        {
            await stage.Server.QueryAsync(database, statement);
        }

        var (succeeded, log) = await stage.RunAsync();

        Assert.False(succeeded, log);
        Assert.Contains(fault, log, StringComparison.Ordinal);
        Assert.Contains("1 faults: this is not the database that was asked for. Nothing was started on it.", log, StringComparison.Ordinal);
        Assert.Contains("write infra:verification: { acceptDatabase: 2 } and run up again", log, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task A_database_that_is_older_than_what_was_asked_for_is_refused_but_for_one_quiet_deployment(int version)
    {
        await using var stage = await Stage.SetAsync(version);
        foreach (var (name, schema) in AirflowInstance.Deployments)
        {
            var (whole, _) = await stage.RunAsync();
            Assert.True(whole);
            await stage.Server.QueryAsync("infra_journal", "drop table step", PostgresServer.Admin);
            await stage.Server.QueryAsync(
                name,
                $"""
                truncate {schema}.job, {schema}.task_instance;
                update {schema}.dag_run set start_date = '2026-11-22T12:00:00Z', end_date = null;
                """
            );
        }

        var (succeeded, log) = await stage.RunAsync();
        Assert.False(succeeded, log);
        Assert.Contains("The newest record of any deployment is of 2026-11-22 12:00:00+00.", log, StringComparison.Ordinal);
        Assert.Contains($"It is more than 60 minutes older than {Wanted}, which was asked for.", log, StringComparison.Ordinal);

        var (quiet, told) = await stage.RunAsync(null, ("infra:verification", """{ "newestWithinMinutes": 2880 }"""));
        Assert.True(quiet, told);
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task The_fernet_key_of_another_platform_is_found_out_in_every_deployment(int version)
    {
        await using var stage = await Stage.SetAsync(version);

        var (succeeded, log) = await stage.RunAsync(FernetToken.NewKey());

        Assert.False(succeeded);
        Assert.Equal(3, log.Split("3 of 3 encrypted connections and variables do not open with this stack's fernet key.").Length - 1);
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task A_key_that_is_being_renewed_opens_what_the_older_one_has_encrypted(int version)
    {
        await using var stage = await Stage.SetAsync(version);

        var (succeeded, log) = await stage.RunAsync($"{FernetToken.NewKey()},{stage.Key}");

        Assert.True(succeeded, log);
    }

    [Fact]
    public async Task All_faults_are_told_at_once_and_somebody_who_has_looked_goes_on_with_a_line()
    {
        await using var stage = await Stage.SetAsync(Newest);
        await stage.Server.QueryAsync("nova_airflow", "drop table airflow.task_instance");
        await stage.Server.QueryAsync("quasar_airflow", "alter role quasar_airflow nologin");

        var (refused, log) = await stage.RunAsync();
        Assert.False(refused);
        Assert.Contains("nova_airflow: Airflow's table task_instance is missing.", log, StringComparison.Ordinal);
        Assert.Contains("2 faults", log, StringComparison.Ordinal);

        var (accepted, told) = await stage.RunAsync(null, ("infra:verification", """{ "acceptDatabase": 2 }"""));
        Assert.True(accepted, told);
        Assert.Contains("2 faults", told, StringComparison.Ordinal);
        Assert.Contains("infra:verification.acceptDatabase says that somebody has looked and wants it.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_was_verified_once_is_not_judged_by_what_the_platform_has_written_since()
    {
        await using var stage = await Stage.SetAsync(Newest);
        Assert.True((await stage.RunAsync()).Succeeded);
        await stage.Server.QueryAsync("nova_airflow", "update airflow.job set latest_heartbeat = '2026-12-24T14:00:00Z'");

        var (succeeded, log) = await stage.RunAsync();

        Assert.True(succeeded, log);
        Assert.Contains("This generation of the database was verified before.", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_server_is_told_no_half_of_the_key_that_encrypts()
    {
        await using var stage = await Stage.SetAsync(Newest);
        // The job waits for this lock for as long as it is looked at.
        using var blocker = await stage.Server.HoldAsync("nova_airflow", "begin; lock table airflow.connection");
        using var job = stage.Job().Start();
        await stage.Server.UntilAsync("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = 'postgres'", "1");

        var client = Assert.Single(Process.GetProcessesByName("psql"), process =>
            ClientProcess.Told(process, "cmdline").Contains("infra.newest", StringComparison.Ordinal)
        );
        var options = ClientProcess
            .Told(client, "environ")
            .Split('\0')
            .Single(line => line.StartsWith("PGOPTIONS=", StringComparison.Ordinal));
        var arguments = ClientProcess.Told(client, "cmdline");
        blocker.Kill();
        job.Kill(entireProcessTree: true);

        Assert.Contains($"infra.fernet={stage.Key[..22]},", options, StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Key[..23], options, StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Key[..22], arguments, StringComparison.Ordinal);
    }

    private sealed class Stage(PostgresServer server, string key) : IAsyncDisposable
    {
        private static readonly (string, string?)[] Restored =
        [
            ("infra:database.generation", "2"),
            ("infra:database.restore", $$"""{ "pointInTime": "{{Wanted}}" }"""),
        ];

        private HandMadePlatform? _platform;

        public PostgresServer Server => server;

        public string Key => key;

        public static async Task<Stage> SetAsync(int version)
        {
            PostgresPrograms.Require();
            var platform = await HandMadePlatform.OnAsync("gcp", Restored);
            var server = await PostgresServer.StartAsync(version, RegisteredJob.Password(platform));
            var key = FernetToken.NewKey();
            await AirflowInstance.FillAsync(server, key);
            return new(server, key) { _platform = platform };
        }

        public RegisteredJob Job() => new RegisteredJob(_platform!, $"{DatabaseVerification.Noun}-g2-g1", server).With("FERNET_KEYS", key);

        public async Task<(bool Succeeded, string Log)> RunAsync(string? other = null, params (string, string?)[] edits)
        {
            _platform = edits is [] ? _platform : await HandMadePlatform.OnAsync("gcp", [.. Restored, .. edits]);
            return await Job().With("FERNET_KEYS", other ?? key).RunAsync();
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
