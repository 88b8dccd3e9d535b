using Infra.Configuration;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <summary>A stack of the platform on the real engine and the simulated clouds.</summary>
internal partial class SimulatedStack
{
    private readonly SimulatedClouds _clouds;

    /// <summary>Opens a stack; what an earlier run left in its folder is gone on with.</summary>
    /// <param name="configuration">The stack's configuration.</param>
    /// <param name="name">The stack's name in the engine's backend.</param>
    /// <param name="folder">The folder of the project, its state and its world.</param>
    /// <param name="clouds">The clouds it stands in.</param>
    /// <param name="program">The program that declares it.</param>
    public SimulatedStack(ConfigurationValues configuration, string name, string folder, SimulatedClouds clouds, BuiltProgram program)
    {
        (Configuration, Name, Program, _clouds) = (configuration, name, program, clouds);
        Workspace = new(folder, clouds.DebugProviders, name, program);
        if (Workspace.IsInitialised)
        {
            Workspace.Configure(configuration);
        }
    }

    /// <summary>The engine's project that it stands in.</summary>
    protected EngineWorkspace Workspace { get; }

    /// <summary>The stack's name.</summary>
    public string Name { get; }

    /// <summary>The program that declares the stack.</summary>
    public BuiltProgram Program { get; }

    /// <summary>The configuration, as the stack file has it.</summary>
    public ConfigurationValues Configuration { get; protected set; }

    /// <summary>The configuration, as the program reads it.</summary>
    public PlatformConfig Config => PlatformConfig.Read(Configuration);

    /// <summary>The name of the cloud.</summary>
    public string Cloud => Configuration.Values["infra:cloud"];

    /// <summary>The folder of the project.</summary>
    public string Folder => Workspace.Folder;

    /// <summary>The clouds it stands in.</summary>
    public SimulatedClouds Clouds => _clouds;

    /// <summary>What exists in the clouds.</summary>
    public World World => _clouds.World;

    /// <summary>The engine's last command; null before the first one.</summary>
    public RunningEngine? Running => Workspace.Running;

    /// <summary>Makes the stack in the engine's backend.</summary>
    public async Task InitialiseAsync()
    {
        await Workspace.InitialiseAsync();
        // Initialising writes the stack file; the configuration comes on top of it.
        Workspace.Configure(Configuration);
    }

    /// <summary>Writes lines into the stack file.</summary>
    public void Write(params IEnumerable<(string Path, string? Json)> edits)
    {
        Configuration = Configuration.With(edits);
        Workspace.Configure(Configuration);
    }

    /// <summary>Runs <c>pulumi preview</c>.</summary>
    public Task<EngineRun> PreviewAsync(params string[] options) => Workspace.RunAsync(["preview", .. options]);

    /// <summary>Runs <c>pulumi up</c>.</summary>
    public Task<EngineRun> UpAsync(params string[] options) => Workspace.RunAsync(["up", "--yes", .. options]);

    /// <summary>Runs any other command of <c>pulumi</c>.</summary>
    public Task<EngineRun> RunPulumiAsync(params string[] arguments) => Workspace.RunAsync(arguments);

    /// <summary>Starts an <c>up</c> and ends it, in whichever way, while a cloud makes the first thing of a type.</summary>
    /// <param name="type">The type token.</param>
    /// <param name="end">How it is ended.</param>
    /// <param name="answers">Whether the engine still hears that the thing was made.</param>
    public async Task EndDuringCreateAsync(string type, Action<RunningEngine> end, bool answers = false)
    {
        using var hold = World.Interference.Hold(type, Operation.Create);
        using var up = Workspace.Start("up", "--yes", "--skip-preview");
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
        Workspace.MendCheckpoint();
        if ((await ended).Succeeded)
        {
            throw new InvalidOperationException("The up was ended half-way, and says that it succeeded.");
        }
    }
}
