using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Infra.Configuration;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>A sample stack on the real engine and the simulated clouds.</summary>
internal sealed partial class RehearsedStack : IAsyncDisposable
{
    // Launched once for each cloud; every test goes on from a copy.
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Launched = new();

    private readonly string _cloud;
    private readonly SimulatedClouds _clouds;
    private readonly EngineWorkspace _workspace;
    private readonly int _journalAtStart;
    private readonly bool _ownsClouds;
    private ConfigurationValues _configuration;

    private RehearsedStack(string cloud, string folder, SimulatedClouds clouds, string name = "test")
    {
        _cloud = cloud;
        _clouds = clouds;
        _ownsClouds = name == "test";
        _workspace = new(folder, clouds.DebugProviders, name);
        _journalAtStart = World.Journal.Count;
        _configuration = SampleStack.Values(cloud);
        if (_workspace.IsInitialised)
        {
            _workspace.Configure(_configuration);
        }
    }

    /// <summary>What exists in the clouds.</summary>
    public World World => _clouds.World;

    /// <summary>What the providers changed since the stack was launched, in order.</summary>
    public IEnumerable<string> ChangesSinceLaunch => World.Journal.Skip(_journalAtStart).Select(Line);

    /// <summary>A stack that was never updated.</summary>
    public static async Task<RehearsedStack> EmptyAsync(string cloud)
    {
        Assert.SkipWhen(EngineWorkspace.Missing is not null, EngineWorkspace.Missing ?? "");
        var stack = await OpenAsync(cloud, Directory.CreateTempSubdirectory("infra-").FullName);
        await stack._workspace.InitialiseAsync();
        // Initialising writes the stack file; the configuration comes on top of it.
        stack._workspace.Configure(stack._configuration);
        return stack;
    }

    /// <summary>A stack whose platform stands.</summary>
    public static async Task<RehearsedStack> LaunchedAsync(string cloud)
    {
        Assert.SkipWhen(EngineWorkspace.Missing is not null, EngineWorkspace.Missing ?? "");
        var launched = await Launched.GetOrAdd(cloud, name => new(() => LaunchAsync(name))).Value;
        var copy = Directory.CreateTempSubdirectory("infra-").FullName;
        Copy(launched, copy);
        return await OpenAsync(cloud, copy);
    }

    /// <summary>A new stack in the same clouds, beside this one; this one's configuration with edits.</summary>
    public async Task<RehearsedStack> BesideAsync(string name, params (string Path, string? Json)[] edits)
    {
        var beside = new RehearsedStack(_cloud, _workspace.Folder, _clouds, name);
        await beside._workspace.InitialiseAsync();
        return beside.Edit(edits);
    }

    /// <summary>Edits the configuration.</summary>
    public RehearsedStack Edit(params (string Path, string? Json)[] edits)
    {
        _configuration = SampleStack.Edit(_configuration, edits);
        _workspace.Configure(_configuration);
        return this;
    }

    public Task<EngineRun> PreviewAsync(params string[] options) => _workspace.RunAsync(["preview", .. options]);

    public Task<EngineRun> UpAsync(params string[] options) => _workspace.RunAsync(["up", "--yes", .. options]);

    public Task<EngineRun> RefreshAsync(params string[] options) => _workspace.RunAsync(["refresh", "--yes", .. options]);

    /// <summary>Adds lines to the configuration of the stack file as they stand.</summary>
    public void AppendToStackFile(string yaml) => _workspace.AppendToStackFile(yaml);

    /// <summary>Runs any other command of <c>pulumi</c>.</summary>
    public Task<EngineRun> RunPulumiAsync(params string[] arguments) => _workspace.RunAsync(arguments);

    /// <summary>Runs the <c>pulumi import</c> line that a message gave, as a person would paste it.</summary>
    public Task<EngineRun> PasteImportAsync(EngineRun message)
    {
        var line = message.Output.Split('\n').First(text => text.TrimStart().StartsWith("pulumi import ", StringComparison.Ordinal)).Trim();
        return RunPulumiAsync([.. line.Split(' ').Skip(1).Select(word => word.Trim('\'')), "--yes"]);
    }

    /// <summary>The stack's state.</summary>
    public Task<JsonObject> ExportAsync() => _workspace.ExportAsync();

    /// <summary>A stack of another team beside this one.</summary>
    public ConsumerStack Consumer(string passphrase) => new(Path.Combine(_workspace.Folder, "consumer"), $"file://{_workspace.Folder}/state", passphrase);

    /// <summary>Runs a script of the repository as in a checkout of this stack's project.</summary>
    public Task<EngineRun> RunScriptAsync(string script, params string[] arguments) => _workspace.RunScriptAsync(script, arguments);

    /// <summary>Everything that the backend keeps, by its name below the state's folder.</summary>
    public Dictionary<string, string> StateFiles => Directory.EnumerateFiles(Path.Combine(_workspace.Folder, "state"), "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, File.ReadAllText);

    /// <summary>Loses the whole backend, and makes an empty stack in its place, as on the morning after.</summary>
    public Task LoseStateAsync()
    {
        Directory.Delete(Path.Combine(_workspace.Folder, "state"), recursive: true);
        Directory.CreateDirectory(Path.Combine(_workspace.Folder, "state"));
        return _workspace.InitialiseAsync();
    }

    /// <summary>Puts a state in the place of the stack's own, as <c>pulumi stack import</c> does.</summary>
    public Task ImportAsync(JsonObject state) => _workspace.ImportAsync(state);

    /// <summary>An output of the stack, as the state has it.</summary>
    public async Task<JsonNode> OutputAsync(string name) =>
        (await ExportAsync())["deployment"]!["resources"]!.AsArray().First(resource => resource!["type"]!.GetValue<string>() == "pulumi:pulumi:Stack")!["outputs"]![name]!;

    /// <summary>Runs <c>preview</c>, <c>refresh</c> or <c>up</c> with its options, written as a person types them.</summary>
    public Task<EngineRun> RunAsync(string command) => command.Split(' ') switch
    {
        ["up", .. var options] => UpAsync(options),
        ["preview", .. var options] => PreviewAsync(options),
        ["refresh", .. var options] => RefreshAsync(options),
        _ => throw new ArgumentException(command),
    };

    /// <summary>All that the engine has written to the disk: the stack's file, states and their history.</summary>
    public string Written() => string.Concat(Directory.EnumerateFiles(_workspace.Folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetRelativePath(_workspace.Folder, file) is var path && path != "world.json" && !path.EndsWith(EngineWorkspace.Ciphertexts, StringComparison.Ordinal))
        .Where(file => !file.Contains("/home/", StringComparison.Ordinal)).Select(File.ReadAllText));

    /// <summary>Starts an <c>up</c> and kills its program while the cloud makes the database.</summary>
    public Task KillProgramDuringDatabaseCreateAsync() => EndDuringDatabaseCreateAsync(engine => engine.KillProgram(), answers: true);

    /// <summary>Starts an <c>up</c> and ends it, in whichever way, while the cloud makes the database.</summary>
    /// <param name="end">How it is ended.</param>
    /// <param name="answers">Whether the engine still hears that the database was made.</param>
    public async Task EndDuringDatabaseCreateAsync(Action<RunningEngine> end, bool answers = false)
    {
        using var hold = World.Interference.Hold(DatabaseType, Operation.Create);
        using var up = _workspace.Start("up", "--yes", "--skip-preview");
        var ended = up.EndAsync();
        if (await Task.WhenAny(hold.Arrived, ended) == ended)
        {
            Assert.Fail($"The up ended before the database was made:\n{(await ended).Output}");
        }
        end(up);
        if (!answers)
        {
            await ended;
            // The cloud hears of it a moment later; an answer that is let go before would still be acted on.
            await hold.Ended.WaitAsync(TimeSpan.FromMinutes(1));
        }
        hold.Release();
        Assert.False((await ended).Succeeded);
    }

    public async ValueTask DisposeAsync()
    {
        if (_ownsClouds)
        {
            await _clouds.DisposeAsync();
            Directory.Delete(_workspace.Folder, recursive: true);
        }
    }

    private static string Line(JournalEntry change) => $"{change.Operation.ToString().ToLowerInvariant()} {change.Type} {change.Name}";

    private static async Task<string> LaunchAsync(string cloud)
    {
        var stack = await EmptyAsync(cloud);
        var up = await stack.UpAsync();
        Assert.True(up.Succeeded, up.Output);
        await stack._clouds.DisposeAsync();
        return stack._workspace.Folder;
    }

    private static async Task<RehearsedStack> OpenAsync(string cloud, string folder) =>
        new(cloud, folder, await SimulatedClouds.StartAsync(Path.Combine(folder, "world.json")));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
