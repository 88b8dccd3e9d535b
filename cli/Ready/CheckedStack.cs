using System.Text.Json.Nodes;
using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Cli.Ready;

/// <summary>The stack that is looked at, and whom to ask about it.</summary>
/// <param name="Name">The stack's name.</param>
/// <param name="Configuration">Its file.</param>
/// <param name="Questions">Asks the engine, the cloud and this machine.</param>
/// <param name="Now">The present time.</param>
internal sealed record CheckedStack(string Name, ConfigurationValues Configuration, Questions Questions, DateTimeOffset Now)
{
    /// <summary>
    /// The folder or bucket that keeps the copies of the state, as <c>.ci/nightly export</c> is told it; null: nobody has said.
    /// </summary>
    public string? Copies { get; init; }

    /// <summary>The stack's configuration, typed.</summary>
    public PlatformConfig Config { get; } = PlatformConfig.Read(Configuration);

    /// <summary>How physical names are made.</summary>
    public PhysicalNames Names => Config.Foundation.Names;

    /// <summary>Whether what holds data outlives the program.</summary>
    public bool IsDurable => Config.Foundation.Lifetime.IsDurable;

    /// <summary>The cloud's name of the active database.</summary>
    public string Database =>
        Config.Foundation.Database.Restore is RestoreSource.Existing existing
            ? existing.Name
            : Names.Database(Config.Foundation.Database.Generation);

    /// <summary>The stack's state, as the engine exports it, with its secrets closed.</summary>
    public async Task<RecordedState> StateAsync() => RecordedState.Read(await AskAsync("pulumi", "stack", "export", "--stack", Name));

    /// <summary>What a command prints, as JSON; in the stack's region or project, where the command is the cloud's.</summary>
    public async Task<JsonNode> AskAsync(params string[] command) => Questions.Json(command, await Questions.AskAsync(InPlace(command)));

    /// <summary>What a command prints, as text.</summary>
    public Task<string> AskTextAsync(params string[] command) => Questions.AskAsync(command);

    // AWS keeps its things by region, and prints what the person's own settings say.
    private string[] InPlace(string[] command) =>
        Config.Cloud.Match(
            gcp =>
                command[0] != "gcloud"
                    ? command
                    : [.. command, .. command[1] == "projects" ? Array.Empty<string>() : ["--project", gcp.Project], "--format", "json"],
            aws =>
                command[0] != "aws"
                    ? command
                    : [.. command, .. command.Contains("--region") ? Array.Empty<string>() : ["--region", aws.Region], "--output", "json"]
        );
}
