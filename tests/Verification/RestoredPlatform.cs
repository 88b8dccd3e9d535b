using System.Text;
using System.Text.Json.Nodes;
using Infra.Platform;
using Infra.Tests.Kubernetes;
using Infra.Tests.Platform;
using Infra.Tests.Postgres;
using k8s;
using k8s.Models;

namespace Infra.Tests.Verification;

/// <summary>
/// A relaunched platform, as whole as it was: a real Postgres, a real registry, two real Prometheus servers, and a real API server with the
/// deployments' namespaces. Started once for all tests of a class.
/// </summary>
public sealed class RestoredPlatform : IAsyncLifetime
{
    internal static readonly string[] Jobs = ["astronomer-kube-state", "houston-api", "kubernetes-apiservers"];

    private static readonly (string, string?)[] Relaunched = [("infra:cluster.generation", "2")];

    private readonly HoustonTokens _houston = new();
    private HandMadePlatform? _declared;
    private PostgresServer? _postgres;
    private VeleroNamespace? _cluster;
    private ImageRegistry? _registry;
    private LoopbackServer[]? _prometheus;

    internal PostgresServer Postgres => _postgres!;

    internal VeleroNamespace Cluster => _cluster!;

    internal ImageRegistry Registry => _registry!;

    internal HoustonTokens Houston => _houston;

    internal LoopbackServer[] Prometheus => _prometheus!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _houston.Dispose();
        foreach (var server in (IAsyncDisposable?[])[_postgres, _cluster, _registry, .. _prometheus ?? []])
        {
            await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <summary>
    /// Starts the servers, and forgets what a test before has verified. Skips the test, and says why, where a server is not on this
    /// machine.
    /// </summary>
    internal async Task StartAsync()
    {
        PostgresPrograms.Require();
        _declared = await HandMadePlatform.OnAsync("gcp", Relaunched);
        _cluster ??= await VeleroNamespace.CreateAsync(PlatformVerification.Noun);
        _registry ??= await ImageRegistry.StartAsync(_houston);
        _prometheus ??= [await MetricsServer.StartAsync(Jobs), await MetricsServer.StartAsync(Jobs)];
        if (_postgres is null)
        {
            _postgres = await PostgresServer.StartAsync(18, RegisteredJob.Password(_declared, cluster: 2));
            await _postgres.QueryAsync("postgres", "create database infra_journal", PostgresServer.Admin);
            await _postgres.QueryAsync(
                "infra_journal",
                "create table step (name text primary key, ended timestamptz not null default now())",
                PostgresServer.Admin
            );
            await _postgres.QueryAsync(
                "astronomer_houston",
                """create table "Deployment" (id text, "releaseName" text, "deletedAt" timestamptz); alter table "Deployment" owner to postgres"""
            );
        }
        await _postgres.QueryAsync("infra_journal", "truncate step");
        await KnowAsync();
        await RestoreAsync(null);
    }

    /// <summary>Has Houston know these deployments, and one that is gone long ago.</summary>
    internal Task KnowAsync(params IEnumerable<string> releases) =>
        Postgres.QueryAsync(
            "astronomer_houston",
            $"""
            truncate "Deployment"; insert into "Deployment" values ('0', 'gone-long-ago', now()){string.Concat(
                releases.Select((release, number) => $", ('{number + 1}', '{release}', null)")
            )}
            """
        );

    /// <summary>The job as the program registers it, with the rights that the program declares.</summary>
    internal RegisteredJob Job() =>
        new RegisteredJob(_declared!, $"{PlatformVerification.Noun}-g1-g2", Postgres)
            .With("REGISTRY", Registry.Address)
            .With("HOUSTON", Houston.Address)
            .With("PROMETHEUS", string.Join(' ', Prometheus.Select(server => server.Address)))
            .With("VELERO", Cluster.Name)
            .With("PREFIX", $"{Cluster.Name}-")
            .Given("ACCOUNT", Cluster.Account.FullName)
            .Given("KUBERNETES_SERVICE_HOST", Cluster.Client.BaseUri.Host)
            .Given("KUBERNETES_SERVICE_PORT", $"{Cluster.Client.BaseUri.Port}")
            .Given("STEP_SECONDS", "0.1")
            .Given("PATIENCE_SECONDS", "1");

    /// <summary>Has the program accept the faults of a pair of generations.</summary>
    internal async Task AcceptAsync(string pair) =>
        _declared = await HandMadePlatform.OnAsync(
            "gcp",
            [.. Relaunched, ("infra:verification", $$"""{ "acceptPlatform": "{{pair}}" }""")]
        );

    /// <summary>Has Velero's Restore of this pair of generations end so; null: there was none.</summary>
    internal async Task RestoreAsync(string? phase)
    {
        await Cluster.Client.CustomObjects.DeleteCollectionNamespacedCustomObjectAsync(
            "velero.io",
            "v1",
            Cluster.Name,
            "restores",
            cancellationToken: TestContext.Current.CancellationToken
        );
        if (phase is not null)
        {
            await Cluster.AddAsync(
                "Restore",
                "restores",
                "deployments-g1-g2-1",
                new() { ["backupName"] = "whole" },
                new() { ["phase"] = phase, ["errors"] = phase == "Completed" ? 0 : 3 },
                new() { ["infra/generations"] = "g1-g2" }
            );
        }
    }

    /// <summary>Installs a whole deployment: its role, its image, its namespace, its secrets.</summary>
    /// <param name="release">Its release.</param>
    /// <param name="isOld">Whether it is of the older kind: a PgBouncer before its database, a role whose password is kept as MD5, a list
    /// of images by digest.</param>
    internal async Task<InstalledDeployment> InstallAsync(string release, bool isOld = false)
    {
        var (one, database) = (new InstalledDeployment(this, release), $"db.astro-prod.internal:{Postgres.Port}/nova_airflow");
        await one.SetPasswordAsync(one.Password, isOld);
        _houston.Passwords[release] = $"pull {release}";
        one.Digests = await (
            isOld ? Registry.PushListAsync($"{release}/airflow", "deploy-1") : Registry.PushAsync($"{release}/airflow", "deploy-1")
        );
        await VeleroNamespace.AcceptAsync(() =>
            Cluster.Client.CoreV1.CreateNamespaceAsync(
                new V1Namespace { Metadata = new() { Name = one.Space } },
                cancellationToken: TestContext.Current.CancellationToken
            )
        );
        await one.ConnectAsync(isOld ? $"{release}-pgbouncer.{one.Space}:6543/{release}-metadata" : database);
        if (isOld)
        {
            await one.WriteSecretAsync(
                $"{release}-pgbouncer-config",
                "pgbouncer.ini",
                $"[databases]\n{release}-metadata = host=db.astro-prod.internal dbname=nova_airflow port={Postgres.Port} "
                    + "pool_size=10\n\n[pgbouncer]\npool_mode = transaction\n"
            );
        }
        var login = new JsonObject { ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{release}:pull {release}")) };
        await one.WriteSecretAsync(
            $"{release}-registry",
            ".dockerconfigjson",
            new JsonObject { ["auths"] = new JsonObject { ["registry.astro.example.com"] = login } }.ToJsonString()
        );
        await one.RunAsync($"registry.astro.example.com/{release}/airflow:deploy-1{(isOld ? $"@{one.Digests[0]}" : "")}");
        return one;
    }
}
