using System.Diagnostics;
using System.Text.Json;
using Infra.Cli.Gap;
using Infra.Cli.Ready;
using Infra.Tests.Platform;

namespace Infra.Tests.Postgres;

/// <summary>
/// Two real servers, the old instance and the restored one, behind the pod by which <c>infra gap</c> reaches them; and a cloud and an
/// engine that answer as they do.
/// </summary>
internal sealed class GapStage : IAsyncDisposable
{
    /// <summary>What the database was restored to.</summary>
    public const string Instant = "2026-11-23T13:02:30Z";

    // Houston's users beside the deployments of FillAsync.
    private const string Seed = """
        create table "houston$default"."User" (id text, username text, "fullName" text);
        insert into "houston$default"."User" values ('1', 'ann@example.com', 'Ann');
        """;

    private readonly string _cloud;
    private readonly RegisteredJob _toOld;
    private readonly RegisteredJob _toRestored;

    private GapStage(string cloud, HandMadePlatform platform, PostgresServer old, PostgresServer restored)
    {
        (_cloud, Old, Restored) = (cloud, old, restored);
        (_toOld, _toRestored) = (new(platform, "database-probe-g1", old), new(platform, "database-probe-g1", restored));
        Password = RegisteredJob.Password(platform);
    }

    /// <summary>The old instance's server.</summary>
    public PostgresServer Old { get; }

    /// <summary>The restored instance's server.</summary>
    public PostgresServer Restored { get; }

    /// <summary>The password of the stack's user.</summary>
    public string Password { get; }

    /// <summary>What the engine says of the stack's databases.</summary>
    public string Generations { get; init; } =
        $$"""
            [{ "generation": 1, "instance": "astro-prod-db-g1", "bornFrom": "an empty database" },
             { "generation": 2, "instance": "astro-prod-db-g2", "bornFrom": "astro-prod-db-g1 at {{Instant}}" }]
            """;

    /// <summary>The command lines that were run in the pod.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Starts both with the same data, of three deployments.</summary>
    public static async Task<GapStage> SetAsync(int old, int? restored = null, string cloud = "gcp", string? generations = null)
    {
        PostgresPrograms.Require();
        var platform = await HandMadePlatform.OnAsync(cloud);
        var password = RegisteredJob.Password(platform);
        var key = FernetToken.NewKey();
        var servers = await Task.WhenAll(
            new[] { old, restored ?? old }.Select(async version =>
            {
                var server = await PostgresServer.StartAsync(version, password);
                await AirflowInstance.FillAsync(server, key);
                await server.QueryAsync("astronomer_houston", Seed, PostgresServer.Admin);
                return server;
            })
        );
        var stage = new GapStage(cloud, platform, servers[0], servers[1]);
        return generations is null ? stage : new(cloud, platform, servers[0], servers[1]) { Generations = generations };
    }

    /// <summary>Runs SQL in a database of both.</summary>
    public async Task OnBothAsync(string database, string sql)
    {
        await Old.QueryAsync(database, sql);
        await Restored.QueryAsync(database, sql);
    }

    /// <summary>Lets nobody reach the old instance: nothing listens at its port.</summary>
    public void ShutOld() => _toOld.With("PGPORT", "1");

    /// <summary>Compares the two.</summary>
    public async Task<InstanceGap> FindAsync(DateTimeOffset? since = null, int? old = null)
    {
        using var questions = new Questions((command, _) => Task.FromResult(Answer(command)), QuestionLimits.Default);
        var stack = new CheckedStack("prod", SampleStack.Values(_cloud), questions, new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        return await GapCommand.FindAsync(stack, old, since, Kubectl, TestContext.Current.CancellationToken);
    }

    /// <summary>One session, as the comparison opens it.</summary>
    public Task<DatabaseSession> OpenAsync(string database) =>
        DatabaseSession.OpenAsync(
            Kubectl,
            new("astro-prod-db-g1", "10.1.0.7", "RUNNABLE"),
            database,
            TestContext.Current.CancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        await Old.DisposeAsync();
        await Restored.DisposeAsync();
    }

    private Process Kubectl(string[] arguments)
    {
        Commands.Add(string.Join(' ', arguments));
        Assert.Equal(["exec", "--stdin", "--namespace=astronomer", "deployment/database-probe", "--"], arguments[..5]);
        return (arguments.Contains("PGHOST=10.1.0.7") ? _toOld : _toRestored).Start(arguments[5..]);
    }

    private string Answer(string[] command) =>
        command switch
        {
            ["pulumi", "stack", "output", "databaseGenerations", "--json", "--stack", "prod"] => Generations,
            ["gcloud", "sql", "instances", "describe", "astro-prod-db-g1", ..] => CloudSql("10.1.0.7"),
            ["gcloud", "sql", "instances", "describe", "astro-prod-db-g2", ..] => CloudSql("10.1.0.8"),
            ["aws", "rds", "describe-db-instances", "--db-instance-identifier", "astro-prod-db-g1", ..] => Rds("10.1.0.7"),
            ["aws", "rds", "describe-db-instances", "--db-instance-identifier", "astro-prod-db-g2", ..] => Rds("10.1.0.8"),
            _ => throw new InvalidOperationException($"`{Questions.Line(command)}`: it is not there"),
        };

    private static string CloudSql(string address) =>
        JsonSerializer.Serialize(
            new
            {
                state = "RUNNABLE",
                settings = new { activationPolicy = "ALWAYS" },
                ipAddresses = new[] { new { type = "OUTGOING", ipAddress = "203.0.113.5" }, new { type = "PRIVATE", ipAddress = address } },
            }
        );

    private static string Rds(string address) =>
        JsonSerializer.Serialize(
            new { DBInstances = new[] { new { DBInstanceStatus = "available", Endpoint = new { Address = address, Port = 5432 } } } }
        );
}
