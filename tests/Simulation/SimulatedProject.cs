using Infra.Simulation;

namespace Infra.Tests.Simulation;

/// <summary>A project of Google Cloud in clouds where time passes, with what a cluster and a database need.</summary>
internal sealed class SimulatedProject : IAsyncDisposable
{
    public const string Cluster = "gcp:container/cluster:Cluster";
    public const string Database = "gcp:sql/databaseInstance:DatabaseInstance";

    private readonly string _folder;

    private SimulatedProject(string folder, SimulatedClouds clouds, ProviderClient google) =>
        (_folder, Clouds, Google) = (folder, clouds, google);

    public SimulatedClouds Clouds { get; }

    public ProviderClient Google { get; }

    public World World => Clouds.World;

    /// <summary>Opens the clouds in a folder of their own.</summary>
    public static async Task<SimulatedProject> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("infra-").FullName;
        var clouds = await SimulatedClouds.StartAsync(Path.Combine(folder, "world.json"), new() { TimePasses = true });
        var google = await ProviderClient.OpenAsync(clouds, "gcp", """{ "project": "my-project", "region": "europe-west1" }""");
        foreach (var api in (string[])["container", "sqladmin"])
        {
            await google.MakeAsync(
                "gcp:projects/service:Service",
                $$"""{ "project": "my-project", "service": "{{api}}.googleapis.com" }"""
            );
        }
        return new(folder, clouds, google);
    }

    /// <summary>Makes a cluster, which takes 8 minutes, and connects to its API server.</summary>
    public async Task<ProviderClient> MakeClusterAsync()
    {
        var cluster = await Google.MakeAsync(Cluster, """{ "name": "cluster", "location": "europe-west1" }""");
        return await ProviderClient.OpenAsync(
            Clouds,
            "kubernetes",
            $$$"""{ "kubeconfig": "{\"clusters\": [{\"cluster\": {\"server\": \"https://{{{cluster["endpoint"]}}}\"}}]}" }"""
        );
    }

    /// <summary>Makes a database, which takes 10 minutes.</summary>
    public Task MakeDatabaseAsync(string name = "db", string more = "") => Google.MakeAsync(Database, DatabaseInputs(name, more));

    /// <summary>The inputs of a database.</summary>
    public static string DatabaseInputs(string name, string more = "") =>
        $$"""
            {
              "name": "{{name}}", "databaseVersion": "POSTGRES_16", "settings": {
                "tier": "db-custom-4-16384", "backupConfiguration": { "enabled": true, "pointInTimeRecoveryEnabled": true, "transactionLogRetentionDays": 7 } } {{more}}
            }
            """;

    public async ValueTask DisposeAsync()
    {
        Google.Dispose();
        await Clouds.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
