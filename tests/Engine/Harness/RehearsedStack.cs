using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Cli;
using Infra.Cli.Rehearse;
using Infra.Configuration;
using Infra.Gcp;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>A sample stack on the real engine and the simulated clouds.</summary>
internal sealed partial class RehearsedStack : SimulatedStack, IAsyncDisposable
{
    // Launched once for each cloud; every test goes on from a copy.
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Launched = new();

    private readonly bool _ownsClouds;
    private readonly int _journalAtStart;

    private RehearsedStack(
        ConfigurationValues configuration,
        string folder,
        SimulatedClouds clouds,
        string name = "test",
        BuiltProgram? program = null
    )
        : base(configuration, name, folder, clouds, program ?? Platform) =>
        (_ownsClouds, _journalAtStart) = (name == "test", World.Journal.Count);

    /// <summary>The built program, with the configuration keys of the repository's project.</summary>
    public static BuiltProgram Platform { get; } = PublishedProgram.Find();

    /// <summary>A stack that was never updated.</summary>
    public static async Task<RehearsedStack> EmptyAsync(string cloud, SimulationOptions? options = null, BuiltProgram? program = null)
    {
        Assert.SkipWhen(EngineWorkspace.Missing is not null, EngineWorkspace.Missing ?? "");
        var stack = await OpenAsync(cloud, Directory.CreateTempSubdirectory("infra-").FullName, options, program);
        await stack.InitialiseAsync();
        return stack;
    }

    /// <summary>A stack whose platform stands.</summary>
    public static async Task<RehearsedStack> LaunchedAsync(string cloud, SimulationOptions? options = null)
    {
        Assert.SkipWhen(EngineWorkspace.Missing is not null, EngineWorkspace.Missing ?? "");
        return await OpenAsync(cloud, CopyOf(await Launched.GetOrAdd(cloud, name => new(() => LaunchAsync(name))).Value), options);
    }

    /// <summary>A new stack in the same clouds, beside this one; this one's configuration with edits.</summary>
    public async Task<RehearsedStack> BesideAsync(string name, params (string Path, string? Json)[] edits)
    {
        var beside = new RehearsedStack(Configuration.With(edits), Folder, Clouds, name);
        await beside.InitialiseAsync();
        return beside;
    }

    /// <summary>Edits the configuration.</summary>
    public RehearsedStack Edit(params (string Path, string? Json)[] edits)
    {
        Write(edits);
        return this;
    }

    /// <summary>Puts a configuration back as it was.</summary>
    public void Restore(ConfigurationValues configuration)
    {
        Configuration = configuration;
        Workspace.Configure(configuration);
    }

    /// <summary>Sets the world's clock.</summary>
    public RehearsedStack At(string instant)
    {
        World.Now = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        return this;
    }

    /// <summary>The values of the chart's release in a cluster.</summary>
    public JsonObject ReleaseValues(string cluster = "astro-prod-cluster-g1")
    {
        var release = Release(cluster);
        Assert.NotNull(release);
        return release.Inputs["values"]!.AsObject();
    }

    /// <summary>A stack of another team beside this one.</summary>
    public ConsumerStack Consumer(string passphrase) => new(Path.Combine(Folder, "consumer"), $"file://{Folder}/state", passphrase);

    /// <summary>Adds lines to the configuration of the stack file as they stand.</summary>
    public void AppendToStackFile(string yaml) => Workspace.AppendToStackFile(yaml);

    /// <summary>Runs <c>pulumi refresh</c>.</summary>
    public Task<EngineRun> RefreshAsync(params string[] options) => Workspace.RunAsync(["refresh", "--yes", .. options]);

    /// <summary>Destroys a disposable stack as README says: on Google Cloud the peering is taken away where the first one ends.</summary>
    public async Task<EngineRun> TearDownAsync(params string[] options)
    {
        var destroy = await RunPulumiAsync(["destroy", "--yes", .. options]);
        if (Cloud == "aws")
        {
            return destroy;
        }
        Assert.False(destroy.Succeeded, destroy.Output);
        Assert.Contains("is already being used by", destroy.Output, StringComparison.Ordinal);
        CloudCommandLine.Answer(World, ServicePeering.Removal("my-project", Config.Foundation.Names));
        return await RunPulumiAsync(["destroy", "--yes", .. options]);
    }

    /// <summary>Runs <c>preview</c>, <c>refresh</c> or <c>up</c> with its options, written as a person types them.</summary>
    public Task<EngineRun> RunAsync(string command) =>
        command.Split(' ') switch
        {
            ["up", .. var options] => UpAsync(options),
            ["preview", .. var options] => PreviewAsync(options),
            ["refresh", .. var options] => RefreshAsync(options),
            _ => throw new ArgumentException(command),
        };

    /// <summary>Runs the <c>pulumi import</c> line that a message gave, as a person would paste it.</summary>
    public Task<EngineRun> PasteImportAsync(EngineRun message)
    {
        var line = message.Output.Split('\n').First(text => text.TrimStart().StartsWith("pulumi import ", StringComparison.Ordinal)).Trim();
        return RunPulumiAsync([.. line.Split(' ').Skip(1).Select(word => word.Trim('\'')), "--yes"]);
    }

    /// <summary>Starts an <c>up</c> and kills its program while the cloud makes the database.</summary>
    public Task KillProgramDuringDatabaseCreateAsync() => EndDuringCreateAsync(DatabaseType, engine => engine.KillProgram(), answers: true);

    /// <summary>Runs a script of the repository as in a checkout of this stack's project.</summary>
    public Task<EngineRun> RunScriptAsync(string script, params string[] arguments) =>
        Workspace.RunScriptAsync(Repository.Root, script, arguments);

    public async ValueTask DisposeAsync()
    {
        if (_ownsClouds)
        {
            await Clouds.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static async Task<string> LaunchAsync(string cloud)
    {
        var stack = await EmptyAsync(cloud);
        var up = await stack.UpAsync();
        Assert.True(up.Succeeded, up.Output);
        await stack.Clouds.DisposeAsync();
        return stack.Folder;
    }

    private static async Task<RehearsedStack> OpenAsync(
        string cloud,
        string folder,
        SimulationOptions? options = null,
        BuiltProgram? program = null
    )
    {
        var clouds = await SimulatedClouds.StartAsync(Path.Combine(folder, "world.json"), options);
        var stack = new RehearsedStack(SampleStack.Values(cloud), folder, clouds, program: program);
        stack.World.Activity = () => stack.Running?.Activity();
        return stack;
    }

    private static string CopyOf(string launched)
    {
        var copy = Directory.CreateTempSubdirectory("infra-").FullName;
        foreach (var file in Directory.EnumerateFiles(launched, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(launched, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return copy;
    }
}
