using System.Globalization;
using Infra.Simulation;
using Infra.Tests.Postgres;

namespace Infra.Tests.Simulation;

/// <summary>Clouds with real Postgres servers, and in them one instance <c>db</c> of either cloud.</summary>
internal sealed class RealDatabase : IAsyncDisposable
{
    private readonly string _cloud;
    private readonly string _folder;
    private ProviderClient _client;

    private RealDatabase(string cloud, string folder, SimulatedClouds clouds, ProviderClient client) =>
        (_cloud, _folder, Clouds, _client) = (cloud, folder, clouds, client);

    public SimulatedClouds Clouds { get; private set; }

    public World World => Clouds.World;

    /// <summary>The folder that the real servers lie in.</summary>
    public string Servers => Path.Combine(_folder, "world.json.postgres");

    /// <summary>The process of the one server.</summary>
    public int ServerProcess =>
        int.Parse(
            File.ReadLines(Assert.Single(Directory.GetFiles(Servers, "postmaster.pid", SearchOption.AllDirectories))).First(),
            CultureInfo.InvariantCulture
        );

    public string Type => _cloud == "gcp" ? "gcp:sql/databaseInstance:DatabaseInstance" : "aws:rds/instance:Instance";

    /// <summary>Opens the clouds, with real servers or as yet without, and makes the instance.</summary>
    public static async Task<RealDatabase> MakeAsync(string cloud, bool hasServers = true)
    {
        PostgresPrograms.Require();
        var folder = Directory.CreateTempSubdirectory("infra-").FullName;
        var clouds = await OpenAsync(folder, hasServers ? PostgresPrograms.Folder : null);
        var client = await ConnectAsync(clouds, cloud);
        if (cloud == "gcp")
            await client.MakeAsync("gcp:projects/service:Service", """{ "project": "my-project", "service": "sqladmin.googleapis.com" }""");
        var database = new RealDatabase(cloud, folder, clouds, client);
        await database.BearAsync("db");
        return database;
    }

    /// <summary>Makes an instance.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="restore">The members that say what it is born from.</param>
    public Task BearAsync(string name, string restore = "") =>
        _client.MakeAsync(
            Type,
            _cloud == "gcp"
                ? $$"""
                {
                  "name": "{{name}}", "databaseVersion": "POSTGRES_16", "deletionProtection": false, "settings": {
                    "tier": "db-custom-4-16384", "retainBackupsOnDelete": true,
                    "backupConfiguration": { "enabled": true, "pointInTimeRecoveryEnabled": true, "transactionLogRetentionDays": 7 } }
                  {{(restore.Length > 0 ? "," : "")}} {{restore}}
                }
                """
                : $$"""
                {
                  "identifier": "{{name}}", "engine": "postgres", "engineVersion": "16.4", "instanceClass": "db.m7g.large", "username": "postgres", "password": "secret",
                  "allocatedStorage": 20, "backupRetentionPeriod": 7, "deleteAutomatedBackups": false, "skipFinalSnapshot": true
                  {{(restore.Length > 0 ? "," : "")}} {{restore}}
                }
                """
        );

    /// <summary>What an instance is born from, in the cloud's own members.</summary>
    /// <param name="time">The time; null for the latest.</param>
    /// <param name="from">The instance.</param>
    public string Log(DateTimeOffset? time, string from = "db") =>
        _cloud == "gcp"
            ? $$""" "clone": { "sourceInstanceName": "{{from}}" {{(time is null ? "" : $", \"pointInTime\": \"{time:O}\"")}} } """
            : $$""" "restoreToPointInTime": { "sourceDbInstanceIdentifier": "{{from}}", {{(time is null ? "\"useLatestRestorableTime\": true" : $"\"restoreTime\": \"{time:O}\"")}} } """;

    /// <summary>The log of a deleted instance at a time.</summary>
    public string Deleted(DeletedDatabase deleted, DateTimeOffset time) =>
        _cloud == "gcp"
            ? $$""" "clone": { "sourceInstanceName": "{{deleted.Name}}", "sourceInstanceDeletionTime": "{{deleted.At:O}}", "pointInTime": "{{time:O}}" } """
            : $$""" "restoreToPointInTime": { "sourceDbiResourceId": "{{deleted.Id}}", "restoreTime": "{{time:O}}" } """;

    /// <summary>A stored backup.</summary>
    public string Stored(Backup backup) =>
        _cloud == "gcp"
            ? $$""" "restoreBackupContext": { "backupRunId": {{backup.Id}}, "instanceId": "{{backup.Instance}}" } """
            : $$""" "snapshotIdentifier": "{{backup.Name}}" """;

    /// <summary>The copy of the log that lies in another region, or in a vault.</summary>
    public string Copied(DateTimeOffset time) =>
        _cloud == "gcp"
            ? $$""" "pointInTimeRestoreContext": { "datasource": "{{World.Database("db").ReplicateBackups("europe-west4")}}", "pointInTime": "{{time:O}}" } """
            : $$""" "restoreToPointInTime": { "sourceDbInstanceAutomatedBackupsArn": "{{World.Database("db").ReplicateBackups("eu-central-1")}}", "restoreTime": "{{time:O}}" } """;

    /// <summary>Writes a row an hour after the one before.</summary>
    public DateTimeOffset InsertAnHourLater(string row, string into = "db")
    {
        World.Now = World.Now.AddHours(1);
        World.Database(into).Insert(row);
        return World.Now;
    }

    /// <summary>Closes the clouds and opens the same world again.</summary>
    public async Task ReopenAsync(string postgres)
    {
        await Clouds.DisposeAsync();
        Clouds = await OpenAsync(_folder, postgres);
        _client.Dispose();
        _client = await ConnectAsync(Clouds, _cloud);
    }

    /// <summary>Copies the folder, file by file, while its clouds stand still, and opens the copy.</summary>
    public async Task<RealDatabase> CopyAsync()
    {
        await Clouds.DisposeAsync();
        var folder = Directory.CreateTempSubdirectory("infra-").FullName;
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(_folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        var clouds = await OpenAsync(folder, PostgresPrograms.Folder);
        await ReopenAsync(PostgresPrograms.Folder);
        return new(_cloud, folder, clouds, await ConnectAsync(clouds, _cloud));
    }

    /// <summary>Opens the same world a second time.</summary>
    public Task<SimulatedClouds> OpenBesideAsync() => OpenAsync(_folder, PostgresPrograms.Folder);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Clouds.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<ProviderClient> ConnectAsync(SimulatedClouds clouds, string cloud) =>
        ProviderClient.OpenAsync(
            clouds,
            cloud,
            cloud == "gcp" ? """{ "project": "my-project", "region": "europe-west1" }""" : """{ "region": "eu-central-1" }"""
        );

    private static Task<SimulatedClouds> OpenAsync(string folder, string? postgres) =>
        SimulatedClouds.StartAsync(Path.Combine(folder, "world.json"), new() { Postgres = postgres });
}
