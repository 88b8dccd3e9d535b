using System.Text.Json.Nodes;
using Infra.Cli.Rehearse;

namespace Infra.Tests.Engine;

/// <content>Its state: what is in it, and how it is lost.</content>
internal sealed partial class RehearsedStack
{
    /// <summary>An output of the stack, as the state has it.</summary>
    public async Task<JsonNode> OutputAsync(string name) =>
        (await ExportAsync())["deployment"]!["resources"]!
            .AsArray()
            .First(resource => resource!["type"]!.GetValue<string>() == "pulumi:pulumi:Stack")!["outputs"]![name]!;

    /// <summary>Everything that the backend keeps, by its name below the state's folder.</summary>
    public Dictionary<string, string> StateFiles =>
        Directory
            .EnumerateFiles(Path.Combine(Folder, "state"), "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, File.ReadAllText);

    /// <summary>Loses the whole backend, and makes an empty stack in its place, as on the morning after.</summary>
    public Task LoseStateAsync()
    {
        LoseBackend();
        return Workspace.InitialiseAsync();
    }

    /// <summary>All that the engine has written to the disk: the stack's file, states and their history.</summary>
    public string Written() =>
        string.Concat(
            Directory
                .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                .Where(file =>
                    Path.GetRelativePath(Folder, file) is var path
                    && path != "world.json"
                    && !path.EndsWith(EngineWorkspace.Ciphertexts, StringComparison.Ordinal)
                )
                .Where(file => !file.Contains("/home/", StringComparison.Ordinal))
                .Select(File.ReadAllText)
        );
}
