using System.Diagnostics;
using Infra.Simulation;

namespace Infra.Tests.Verification;

/// <summary>A real server of a test's own on this machine's loopback address, with a folder that goes with it.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _log;

    private readonly Func<Task<LoopbackServer>> _again;

    private LoopbackServer(string address, DirectoryInfo folder, ProcessStartInfo start, Func<Task<LoopbackServer>> again)
    {
        _again = again;
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        (Address, Folder, _process) = (address, folder, Process.Start(start)!);
        _log = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Where it answers.</summary>
    public string Address { get; }

    /// <summary>Its folder.</summary>
    public DirectoryInfo Folder { get; }

    /// <summary>Skips the test, and says why, where Debian's package is not on this machine.</summary>
    /// <param name="program">The program.</param>
    /// <param name="package">Its package.</param>
    public static void Require(string program, string package) =>
        Assert.SkipWhen(!PostgresInstallation.IsOnPath(program), $"There is no {program} on the PATH: Debian's package is {package}.");

    /// <summary>Starts it, and waits until it answers.</summary>
    /// <param name="address">Where it will answer.</param>
    /// <param name="path">What of it answers once it is ready, whatever it answers.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<LoopbackServer> StartAsync(string address, string path, DirectoryInfo folder, params string[] command)
    {
        var server = new LoopbackServer(address, folder, new(command[0], command[1..]), () => StartAsync(address, path, folder, command));
        using var client = new HttpClient();
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(address + path));
                if ((int)answer.StatusCode < 500)
                {
                    return server;
                }
            }
            catch (HttpRequestException) { }
            Assert.False(server._process.HasExited, server._process.HasExited ? await server._log : "");
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), $"{command[0]} did not start in time.");
        }
    }

    /// <summary>Ends it and starts it again in the same place: it then knows what its folder knows.</summary>
    public async Task<LoopbackServer> AgainAsync()
    {
        await StopAsync();
        return await _again();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Folder.Delete(recursive: true);
    }

    private async Task StopAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
