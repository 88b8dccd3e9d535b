using Infra.Tests.Platform;

namespace Infra.Tests.Postgres;

/// <summary>The login check does on real servers what it promises: it ends the sessions of others once, and shows no password.</summary>
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
    public async Task A_job_that_is_made_anew_leaves_the_sessions_of_a_healthy_platform_alone_and_one_of_a_new_cluster_does_not(int version)
    {
        PostgresPrograms.Require();
        var platform = await HandMadePlatform.OnAsync("gcp");
        await using var server = await PostgresServer.StartAsync(version, RegisteredJob.Password(platform));
        Assert.True((await new RegisteredJob(platform, "login-check-g1-g1", server).RunAsync()).Succeeded);
        using var session = await server.HoldAsync("nova_airflow", "select", "nova_airflow");

        // Another image registry is another job, with the same step.
        var moved = await HandMadePlatform.OnAsync("gcp", ("infra:chart", """{ "imageRegistry": "images.example.com/astronomer" }"""));
        var (again, log) = await new RegisteredJob(moved, "login-check-g1-g1", server).RunAsync();
        Assert.True(again, log);
        Assert.Contains("The sessions of the older platform were ended before.", log, StringComparison.Ordinal);
        Assert.Equal(["nova_airflow"], await SessionsAsync(server));

        var relaunched = await HandMadePlatform.OnAsync("gcp", ("infra:cluster.generation", "2"));
        Assert.True((await new RegisteredJob(relaunched, "login-check-g1-g2", server).RunAsync()).Succeeded);
        Assert.Empty(await SessionsAsync(server));
        session.Kill();
    }

    private static Task<string[]> SessionsAsync(PostgresServer server) =>
        server.QueryAsync(
            "postgres",
            "select usename from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by 1"
        );
}
