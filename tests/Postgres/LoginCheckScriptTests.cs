using Infra.Tests.Platform;

namespace Infra.Tests.Postgres;

/// <summary>The login check does on real servers what it promises: it ends the sessions of others, refuses an empty restore, and shows no password.</summary>
public sealed class LoginCheckScriptTests
{
    [Theory, MemberData(nameof(PostgresPrograms.Versions), MemberType = typeof(PostgresPrograms))]
    public async Task It_ends_the_sessions_that_an_older_platform_has_left_and_none_of_the_clouds_own(int version)
    {
        PostgresPrograms.Require();
        var platform = await HandMadePlatform.OnAsync("gcp");
        await using var server = await PostgresServer.StartAsync(version, RegisteredJob.Password(platform));
        var sessions = new[]
        {
            await server.HoldAsync("nova_airflow", "begin; select from airflow.dag", "nova_airflow"),
            await server.HoldAsync("quasar_airflow", "select", "quasar_airflow"),
            await server.HoldAsync("postgres", "select", PostgresServer.Admin),
            await server.HoldAsync("postgres", "select"),
        };
        Assert.Equal(4, (await SessionsAsync(server)).Length);

        var (succeeded, log) = await new RegisteredJob(platform, "login-check-g1-g1", server).RunAsync();

        Assert.True(succeeded, log);
        Assert.Equal([PostgresServer.Superuser], await SessionsAsync(server));
        Assert.DoesNotContain(RegisteredJob.Password(platform), log, StringComparison.Ordinal);
        foreach (var session in sessions)
        {
            session.Kill();
            session.Dispose();
        }
    }

    [Theory, MemberData(nameof(PostgresPrograms.Ends), MemberType = typeof(PostgresPrograms))]
    public async Task A_restored_instance_without_Houstons_database_is_refused(int version)
    {
        PostgresPrograms.Require();
        var platform = await HandMadePlatform.OnAsync("gcp", ("infra:database.generation", "2"));
        await using var server = await PostgresServer.StartAsync(version, RegisteredJob.Password(platform));

        var (whole, _) = await new RegisteredJob(platform, "login-check-g2-g1", server).RunAsync();
        await server.QueryAsync("postgres", "drop database astronomer_houston");
        var (empty, log) = await new RegisteredJob(platform, "login-check-g2-g1", server).RunAsync();

        Assert.Equal((true, false), (whole, empty));
        Assert.Contains("The restored database is empty: it holds no astronomer_houston.", log, StringComparison.Ordinal);
    }

    private static Task<string[]> SessionsAsync(PostgresServer server) => server.QueryAsync("postgres",
        "select usename from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by 1");
}
