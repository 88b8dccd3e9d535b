using System.Diagnostics;

namespace Infra.Benchmarks;

/// <summary>Runs a program to its end.</summary>
internal static class ShellCommand
{
    public static async Task RunAsync(string folder, string name, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(name, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{name} {string.Join(' ', arguments)} failed:\n{string.Concat(said)}");
        }
    }
}
