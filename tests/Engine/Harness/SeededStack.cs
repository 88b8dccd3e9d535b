using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Infra.Cli;
using Infra.Cli.Ready;
using Infra.Configuration;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>
/// A healthy launched stack, as <c>infra ready</c> sees it, into which a test puts a fault. It is launched once for each cloud; every test
/// has a world of its own.
/// </summary>
internal sealed class SeededStack
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Launched>>> Stacks = new();

    private SeededStack(string cloud, ConfigurationValues configuration, World world, JsonObject state) =>
        (Cloud, Configuration, World, State) = (cloud, configuration, world, state);

    /// <summary>Which cloud it is in.</summary>
    public string Cloud { get; }

    /// <summary>The stack file.</summary>
    public ConfigurationValues Configuration { get; private set; }

    /// <summary>The cloud.</summary>
    public World World { get; }

    /// <summary>The state, as the engine exports it.</summary>
    public JsonObject State { get; }

    /// <summary>Where the copies of the state are; null: nobody says.</summary>
    public string? Copies { get; set; }

    /// <summary>What commands print instead, by how they begin; null: they never answer.</summary>
    public Dictionary<string, string?> Answers { get; } =
        new()
        {
            ["pulumi version"] = "v3.258.0\n",
            ["dotnet --version"] = "10.0.100\n",
            ["aws --version"] = "aws-cli/2.31.0 Python/3.13.7 Linux/6.8 exe/x86_64\n",
            ["gcloud --version"] = "Google Cloud SDK 541.0.0\nbeta 2025.10.03\n",
            ["gke-gcloud-auth-plugin --version"] = "Kubernetes v1.33.0-alpha+0b3ab8ae2ae8a9\n",
        };

    /// <summary>Everything that was asked.</summary>
    public ConcurrentBag<string> Asked { get; } = [];

    /// <summary>The database's type.</summary>
    public string DatabaseType => Cloud == "gcp" ? "gcp:sql/databaseInstance:DatabaseInstance" : "aws:rds/instance:Instance";

    /// <summary>The sample stack of a cloud, launched and a day old: backed up and copied at night.</summary>
    public static async Task<SeededStack> HealthyAsync(string cloud)
    {
        var launched = await Stacks.GetOrAdd(cloud, name => new(() => LaunchAsync(name))).Value;
        var folder = Directory.CreateTempSubdirectory("infra-ready-").FullName;
        File.Copy(launched.World, Path.Combine(folder, "world.json"));
        return await InGoodHandsAsync(
            cloud,
            launched.Configuration,
            new World(Path.Combine(folder, "world.json")),
            (JsonObject)launched.State.DeepClone()
        );
    }

    /// <summary>A stack that stands in the clouds of a test, a day later.</summary>
    public static async Task<SeededStack> OfAsync(RehearsedStack stack) =>
        await InGoodHandsAsync(stack.Cloud, stack.Configuration, stack.World, await stack.ExportAsync());

    /// <summary>A stack that stands in the clouds of a test, with nothing done to it.</summary>
    public static async Task<SeededStack> AsItIsAsync(RehearsedStack stack) =>
        new(stack.Cloud, stack.Configuration, stack.World, await stack.ExportAsync());

    /// <summary>Edits the stack file.</summary>
    public SeededStack Edit(params (string Path, string? Json)[] edits)
    {
        Configuration = Configuration.With(edits);
        return this;
    }

    /// <summary>The record of a thing in the state, by its logical name.</summary>
    public JsonObject Recorded(string name) =>
        State["deployment"]!["resources"]!
            .AsArray()
            .OfType<JsonObject>()
            .Single(one =>
                one["urn"]!.GetValue<string>().EndsWith($"::{name}", StringComparison.Ordinal) && one["custom"]?.GetValue<bool>() == true
            );

    /// <summary>Looks at it.</summary>
    public async Task<Readiness> LookAsync(QuestionLimits? limits = null)
    {
        using var questions = new Questions(AnswerAsync, limits ?? QuestionLimits.Default);
        var stack = new CheckedStack("test", Configuration, questions, World.Now) { Copies = Copies };
        return await Readiness.LookAsync(stack, ReadyChecks.All, (limits ?? QuestionLimits.Default).All);
    }

    /// <summary>The commands' answers.</summary>
    public async Task<string> AnswerAsync(string[] command, CancellationToken limit)
    {
        var line = string.Join(' ', command);
        Asked.Add(line);
        foreach (var (words, answer) in Answers.Where(one => line.StartsWith(one.Key, StringComparison.Ordinal)))
        {
            if (answer is null)
            {
                await Task.Delay(Timeout.Infinite, limit);
            }
            return answer ?? words;
        }
        return line == "pulumi stack export --stack test" ? State.ToJsonString() : CloudCommandLine.Answer(World, command);
    }

    private static Task<SeededStack> InGoodHandsAsync(string cloud, ConfigurationValues configuration, World world, JsonObject state)
    {
        var stack = new SeededStack(cloud, configuration, world, state)
        {
            Copies = cloud == "gcp" ? "gs://state-copies/infra" : "s3://state-copies/infra",
        };
        var database = PlatformConfig.Read(configuration).Foundation is var spec ? spec.Names.Database(spec.Database.Generation) : "";
        var night = new DateTimeOffset(world.Now.UtcDateTime.Date.AddDays(1).AddHours(3), TimeSpan.Zero);
        world.Now = night.AddMinutes(5);
        world.Database(database).TakeBackup($"rds:{database}-{night:yyyy-MM-dd-HH-mm}");
        world.Place(
            cloud == "gcp" ? "gcp:storage/bucket:Bucket" : "aws:s3/bucket:Bucket",
            cloud == "gcp" ? "gcp" : "eu-west-1",
            "state-copies"
        );
        world.Now = night.AddMinutes(77);
        world.Put("state-copies", "infra/test/2026-03-03T041700Z.json");
        world.Put("state-copies", "infra/test/drills/2026-02-28T053700Z-passed.json");
        world.Now = night.AddHours(12).AddMinutes(-40);
        world.Put(EscrowBucket(state, cloud), $"{Set(configuration)}/velero-backup.json");
        world.Now = night.AddHours(12);
        return Task.FromResult(stack);
    }

    /// <summary>The folder of the set that Velero has written forty minutes ago.</summary>
    public static string Set(ConfigurationValues configuration) =>
        $"g{PlatformConfig.Read(configuration).Foundation.Cluster.Generation}/backups/deployments-20260303142000";

    /// <summary>The bucket of the sets.</summary>
    public string Escrow => EscrowBucket(State, Cloud);

    private static string EscrowBucket(JsonObject state, string cloud) =>
        state["deployment"]!["resources"]!
            .AsArray()
            .OfType<JsonObject>()
            .Single(one => one["urn"]!.GetValue<string>().EndsWith("::escrow-bucket", StringComparison.Ordinal))["outputs"]![
            cloud == "gcp" ? "name" : "bucket"
        ]!.GetValue<string>();

    private static async Task<Launched> LaunchAsync(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);
        var world = Path.Combine(Directory.CreateTempSubdirectory("infra-ready-").FullName, "world.json");
        stack.World.Save();
        File.Copy(Path.Combine(stack.Folder, "world.json"), world);
        return new(stack.Configuration, world, await stack.ExportAsync());
    }

    private sealed record Launched(ConfigurationValues Configuration, string World, JsonObject State);
}
