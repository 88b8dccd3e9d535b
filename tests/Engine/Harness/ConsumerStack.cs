using System.Diagnostics;
using System.Text.Json.Nodes;
using Infra.Cli;

namespace Infra.Tests.Engine;

/// <summary>A stack of another team's program, in the same backend as the platform's and with a passphrase of its own.</summary>
internal sealed class ConsumerStack
{
    private readonly string _folder;
    private readonly string _backend;
    private readonly string _passphrase;

    /// <summary>Makes the folder of the program's project.</summary>
    public ConsumerStack(string folder, string backend, string passphrase)
    {
        (_folder, _backend, _passphrase) = (folder, backend, passphrase);
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "Pulumi.yaml"),
            $$"""
            name: consumer
            runtime: { name: dotnet, options: { binary: "{{Path.Combine(AppContext.BaseDirectory, "Infra.Consumer.dll")}}" } }
            """
        );
    }

    /// <summary>Makes the stack and updates it.</summary>
    public async Task<EngineRun> UpAsync(string platform, bool kubeconfig)
    {
        foreach (
            var command in (string[])
                ["stack init", $"config set platform {platform}", $"config set kubeconfig {(kubeconfig ? "true" : "false")}"]
        )
        {
            var run = await RunAsync(command.Split(' '));
            Assert.True(run.Succeeded, run.Output);
        }
        return await RunAsync("up", "--yes", "--skip-preview");
    }

    /// <summary>The outputs, as <c>pulumi stack output --json</c> gives them.</summary>
    public async Task<JsonObject> OutputsAsync() => JsonNode.Parse((await RunAsync("stack", "output", "--json")).Output)!.AsObject();

    private async Task<EngineRun> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("pulumi", [.. arguments, "--stack", "own", "--non-interactive", "--color", "never"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PULUMI_BACKEND_URL"] = _backend,
                ["PULUMI_HOME"] = Path.Combine(_folder, "home"),
                ["PULUMI_CONFIG_PASSPHRASE"] = _passphrase,
                ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            },
        };
        using var engine = new RunningEngine(start);
        return await engine.EndAsync();
    }
}
