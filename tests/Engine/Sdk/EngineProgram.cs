using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Cli;
using Infra.Cli.Rehearse;
using Infra.Simulation;

namespace Infra.Tests.Engine.Sdk;

/// <summary>One of the small programs of tests/Programs on the real engine and the simulated clouds.</summary>
internal sealed class EngineProgram : IAsyncDisposable
{
    private readonly SimulatedClouds _clouds;
    private readonly EngineWorkspace _workspace;
    private readonly Dictionary<string, string> _configuration;

    private EngineProgram(string program, EngineWorkspace workspace, SimulatedClouds clouds) =>
        (_clouds, _workspace, _configuration) = (clouds, workspace, new() { ["programs:run"] = program });

    public World World => _clouds.World;

    /// <summary>A stack that runs the program, before its first update.</summary>
    public static async Task<EngineProgram> OpenAsync(string program)
    {
        Assert.SkipWhen(EngineWorkspace.Missing is not null, EngineWorkspace.Missing ?? "");
        var folder = Directory.CreateTempSubdirectory("infra-program-").FullName;
        var clouds = await SimulatedClouds.StartAsync(Path.Combine(folder, "world.json"));
        var opened = new EngineProgram(
            program,
            new(folder, clouds.DebugProviders, "test", new(Path.Combine(AppContext.BaseDirectory, "Infra.Tests.Programs.dll"), "")),
            clouds
        );
        await opened._workspace.InitialiseAsync();
        return opened.With();
    }

    /// <summary>Adds to the configuration.</summary>
    public EngineProgram With(params (string Key, string Value)[] configuration)
    {
        foreach (var (key, value) in configuration)
        {
            _configuration[key] = value;
        }
        _workspace.Configure(new(_configuration.ToImmutableSortedDictionary(StringComparer.Ordinal)));
        return this;
    }

    public Task<EngineRun> RunAsync(params string[] arguments) => _workspace.RunAsync(arguments);

    /// <summary>Runs <c>pulumi</c> and fails the test where it fails.</summary>
    public async Task<EngineRun> SucceedAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.True(run.Succeeded, run.Output);
        return run;
    }

    public Task<EngineRun> UpAsync() => SucceedAsync("up", "--yes", "--skip-preview");

    public RunningEngine Start(params string[] arguments) => _workspace.Start(arguments);

    /// <summary>All that the engine has written to the disk: states, their history, backups.</summary>
    public string AllStateFiles() =>
        string.Concat(
            Directory.EnumerateFiles(Path.Combine(_workspace.Folder, "state"), "*", SearchOption.AllDirectories).Select(File.ReadAllText)
        );

    /// <summary>The state's resources by logical name.</summary>
    public async Task<Dictionary<string, JsonObject>> ResourcesAsync() =>
        (await _workspace.ExportAsync())["deployment"]!["resources"] is JsonArray resources
            ? resources
                .Select(resource => resource!.AsObject())
                .ToDictionary(resource => resource["urn"]!.GetValue<string>().Split("::")[^1])
            : [];

    public async ValueTask DisposeAsync()
    {
        await _clouds.DisposeAsync();
        Directory.Delete(_workspace.Folder, recursive: true);
    }
}
