using Infra.Configuration;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <summary>A stack of the platform on the real engine and the simulated clouds.</summary>
internal partial class SimulatedStack
{
    private readonly SimulatedClouds _clouds;
    private readonly EngineWorkspace _workspace;
    private readonly int _journalAtStart;

    /// <summary>Opens a stack; what an earlier run left in its folder is gone on with.</summary>
    /// <param name="configuration">The stack's configuration.</param>
    /// <param name="name">The stack's name in the engine's backend.</param>
    /// <param name="folder">The folder of the project, its state and its world.</param>
    /// <param name="clouds">The clouds it stands in.</param>
    /// <param name="program">The program that declares it.</param>
    public SimulatedStack(ConfigurationValues configuration, string name, string folder, SimulatedClouds clouds, BuiltProgram program)
    {
        (Configuration, Name, Program, _clouds) = (configuration, name, program, clouds);
        _workspace = new(folder, clouds.DebugProviders, name, program);
        _journalAtStart = World.Journal.Count;
        if (_workspace.IsInitialised)
        {
            _workspace.Configure(configuration);
        }
    }

    /// <summary>The stack's name.</summary>
    public string Name { get; }

    /// <summary>The program that declares the stack.</summary>
    public BuiltProgram Program { get; }

    /// <summary>The configuration, as the stack file has it.</summary>
    public ConfigurationValues Configuration { get; private set; }

    /// <summary>The configuration, as the program reads it.</summary>
    public PlatformConfig Config => PlatformConfig.Read(Configuration);

    /// <summary>The name of the cloud.</summary>
    public string Cloud => Configuration.Values["infra:cloud"];

    /// <summary>The folder of the project.</summary>
    public string Folder => _workspace.Folder;

    /// <summary>The clouds it stands in.</summary>
    public SimulatedClouds Clouds => _clouds;

    /// <summary>What exists in the clouds.</summary>
    public World World => _clouds.World;

    /// <summary>The engine's last command; null before the first one.</summary>
    public RunningEngine? Running => _workspace.Running;

    /// <summary>What the providers changed since the stack was opened, in order.</summary>
    public IEnumerable<string> ChangesSinceLaunch => World.Journal.Skip(_journalAtStart).Select(Line);

    /// <summary>Makes the stack in the engine's backend.</summary>
    public async Task InitialiseAsync()
    {
        await _workspace.InitialiseAsync();
        // Initialising writes the stack file; the configuration comes on top of it.
        _workspace.Configure(Configuration);
    }

    /// <summary>A new stack in the same clouds and the same folder, beside this one; this one's configuration with edits.</summary>
    public async Task<SimulatedStack> MakeBesideAsync(string name, params (string Path, string? Json)[] edits)
    {
        var beside = new SimulatedStack(Configuration.With(edits), name, Folder, _clouds, Program);
        await beside.InitialiseAsync();
        return beside;
    }

    /// <summary>Writes lines into the stack file.</summary>
    public void Write(params IEnumerable<(string Path, string? Json)> edits)
    {
        Configuration = Configuration.With(edits);
        _workspace.Configure(Configuration);
    }

    /// <summary>Adds lines to the configuration of the stack file as they stand.</summary>
    public void AppendToStackFile(string yaml) => _workspace.AppendToStackFile(yaml);

    /// <summary>Runs <c>pulumi preview</c>.</summary>
    public Task<EngineRun> PreviewAsync(params string[] options) => _workspace.RunAsync(["preview", .. options]);

    /// <summary>Runs <c>pulumi up</c>.</summary>
    public Task<EngineRun> UpAsync(params string[] options) => _workspace.RunAsync(["up", "--yes", .. options]);

    /// <summary>Runs <c>pulumi refresh</c>.</summary>
    public Task<EngineRun> RefreshAsync(params string[] options) => _workspace.RunAsync(["refresh", "--yes", .. options]);

    /// <summary>Runs any other command of <c>pulumi</c>.</summary>
    public Task<EngineRun> RunPulumiAsync(params string[] arguments) => _workspace.RunAsync(arguments);

    /// <summary>Runs <c>preview</c>, <c>refresh</c> or <c>up</c> with its options, written as a person types them.</summary>
    public Task<EngineRun> RunAsync(string command) => command.Split(' ') switch
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

    /// <summary>Runs a script of a repository as in a checkout of this stack's project.</summary>
    public Task<EngineRun> RunScriptAsync(string repository, string script, params string[] arguments) =>
        _workspace.RunScriptAsync(repository, script, arguments);

    /// <summary>Starts an <c>up</c> and kills its program while the cloud makes the database.</summary>
    public Task KillProgramDuringDatabaseCreateAsync() => EndDuringCreateAsync(DatabaseType, engine => engine.KillProgram(), answers: true);

    /// <summary>Starts an <c>up</c> and ends it, in whichever way, while a cloud makes the first thing of a type.</summary>
    /// <param name="type">The type token.</param>
    /// <param name="end">How it is ended.</param>
    /// <param name="answers">Whether the engine still hears that the thing was made.</param>
    public async Task EndDuringCreateAsync(string type, Action<RunningEngine> end, bool answers = false)
    {
        using var hold = World.Interference.Hold(type, Operation.Create);
        using var up = _workspace.Start("up", "--yes", "--skip-preview");
        var ended = up.EndAsync();
        if (await Task.WhenAny(hold.Arrived, ended) == ended)
        {
            throw new InvalidOperationException($"The up ended before it made any {type}:\n{(await ended).Output}");
        }
        end(up);
        if (!answers)
        {
            await ended;
            // The cloud hears of it a moment later; an answer that is let go before would still be acted on.
            await hold.Ended.WaitAsync(TimeSpan.FromMinutes(1));
        }
        hold.Release();
        await ended;
        _workspace.MendCheckpoint();
        if ((await ended).Succeeded)
        {
            throw new InvalidOperationException("The up was ended half-way, and says that it succeeded.");
        }
    }

    private static string Line(JournalEntry change) => $"{change.Operation.ToString().ToLowerInvariant()} {change.Type} {change.Name}";
}
