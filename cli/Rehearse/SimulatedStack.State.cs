using System.Text.Json.Nodes;
using Infra.Cli.Import;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <content>Its state: what is in it, how it is lost, and where what was in it is found again.</content>
internal partial class SimulatedStack
{
    private string StateFolder => Path.Combine(Folder, "state");

    /// <summary>The stack's state.</summary>
    public Task<JsonObject> ExportAsync() => _workspace.ExportAsync();

    /// <summary>Puts a state in the place of the stack's own, as <c>pulumi stack import</c> does.</summary>
    public Task ImportAsync(JsonObject state) => _workspace.ImportAsync(state);

    /// <summary>An output of the stack, as the state has it.</summary>
    public async Task<JsonNode> OutputAsync(string name) =>
        (await ExportAsync())["deployment"]!["resources"]!.AsArray().First(resource => resource!["type"]!.GetValue<string>() == "pulumi:pulumi:Stack")!["outputs"]![name]!;

    /// <summary>Everything that the backend keeps, by its name below the state's folder.</summary>
    public Dictionary<string, string> StateFiles =>
        Directory.EnumerateFiles(StateFolder, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText);

    /// <summary>Loses the whole backend.</summary>
    public void LoseBackend()
    {
        Directory.Delete(StateFolder, recursive: true);
        Directory.CreateDirectory(StateFolder);
    }

    /// <summary>Loses the whole backend, and makes an empty stack in its place, as on the morning after.</summary>
    public Task LoseStateAsync()
    {
        LoseBackend();
        return _workspace.InitialiseAsync();
    }

    /// <summary>All that the engine has written to the disk: the stack's file, states and their history.</summary>
    public string Written() => string.Concat(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetRelativePath(Folder, file) is var path && path != "world.json" && !path.EndsWith(EngineWorkspace.Ciphertexts, StringComparison.Ordinal))
        .Where(file => !file.Contains("/home/", StringComparison.Ordinal)).Select(File.ReadAllText));

    /// <summary>Asks the cloud with its own command line, as a person would.</summary>
    public CloudCommand CloudCommand => new(Config, command => CloudCommandLine.Answer(World, command));
}
