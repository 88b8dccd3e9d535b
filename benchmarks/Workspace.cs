using System.Diagnostics;
using Infra.Simulation;

namespace Infra.Benchmarks;

/// <summary>A Pulumi project in a folder of its own that runs a built program over simulated clouds.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infra-bench-").FullName;
    private readonly string _program;
    private readonly string _stack;
    private readonly SimulatedClouds _clouds;

    private Workspace(string program, string stack, SimulatedClouds clouds) => (_program, _stack, _clouds) = (program, stack, clouds);

    /// <summary>A stack that was never updated.</summary>
    /// <param name="program">The program's file, beside this one.</param>
    /// <param name="stack">Its stack.</param>
    /// <param name="configuration">The stack's file.</param>
    public static async Task<Workspace> OpenAsync(string program, string stack, string configuration)
    {
        var world = Path.Combine(Directory.CreateTempSubdirectory("infra-bench-world-").FullName, "world.json");
        var workspace = new Workspace(program, stack, await SimulatedClouds.StartAsync(world));
        Directory.CreateDirectory(Path.Combine(workspace._folder, "state"));
        var binary = Path.Combine(AppContext.BaseDirectory, program);
        await File.WriteAllTextAsync(
            Path.Combine(workspace._folder, "Pulumi.yaml"),
            $$"""
            name: bench
            runtime: { name: dotnet, options: { binary: "{{binary}}" } }
            """
        );
        await workspace.RunAsync("stack", "init", stack);
        await File.AppendAllTextAsync(Path.Combine(workspace._folder, $"Pulumi.{stack}.yaml"), configuration);
        return workspace;
    }

    /// <summary>How long a preview takes, and the most memory that the program held meanwhile.</summary>
    public async Task<Preview> PreviewAsync()
    {
        using var pulumi = Start("preview", "--stack", _stack, "--suppress-outputs", "--suppress-progress");
        var memory = PeakMemory.WatchAsync(pulumi, _program);
        var clock = Stopwatch.StartNew();
        await EndAsync(pulumi);
        return new(clock.Elapsed, await memory);
    }

    public async ValueTask DisposeAsync()
    {
        await _clouds.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(params string[] arguments)
    {
        using var pulumi = Start(arguments);
        await EndAsync(pulumi);
    }

    private Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("pulumi", [.. arguments, "--non-interactive", "--color", "never"])
            {
                WorkingDirectory = _folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["PULUMI_BACKEND_URL"] = $"file://{_folder}/state",
                    ["PULUMI_HOME"] = $"{_folder}/home",
                    ["PULUMI_CONFIG_PASSPHRASE"] = "a passphrase for benchmarks",
                    ["PULUMI_DEBUG_PROVIDERS"] = _clouds.DebugProviders,
                    ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
                    ["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true",
                },
            }
        )!;

    private static async Task EndAsync(Process pulumi)
    {
        var said = await Task.WhenAll(pulumi.StandardOutput.ReadToEndAsync(), pulumi.StandardError.ReadToEndAsync());
        await pulumi.WaitForExitAsync();
        if (pulumi.ExitCode != 0)
        {
            throw new InvalidOperationException($"pulumi failed:\n{string.Concat(said)}");
        }
    }
}

/// <summary>One preview.</summary>
/// <param name="Time">From the start of <c>pulumi</c> to its end.</param>
/// <param name="Memory">The program's peak resident memory in bytes; null where the system does not tell.</param>
internal sealed record Preview(TimeSpan Time, long? Memory);
