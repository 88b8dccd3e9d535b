using System.Text.Json.Nodes;
using Infra.Cli.Import;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <content>Its state: what is in it, how it is lost, and where what was in it is found again.</content>
internal partial class SimulatedStack
{
    private string StateFolder => Path.Combine(Folder, "state");

    /// <summary>The stack's state.</summary>
    public Task<JsonObject> ExportAsync() => Workspace.ExportAsync();

    /// <summary>Puts a state in the place of the stack's own, as <c>pulumi stack import</c> does.</summary>
    public Task ImportAsync(JsonObject state) => Workspace.ImportAsync(state);

    /// <summary>Loses the whole backend.</summary>
    public void LoseBackend()
    {
        Directory.Delete(StateFolder, recursive: true);
        Directory.CreateDirectory(StateFolder);
    }

    /// <summary>Asks the cloud with its own command line, as a person would.</summary>
    public CloudCommand CloudCommand => new(Config, command => CloudCommandLine.Answer(World, command));
}
