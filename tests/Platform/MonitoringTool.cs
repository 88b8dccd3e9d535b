using System.Diagnostics;
using Infra.Simulation;

namespace Infra.Tests.Platform;

/// <summary>A tool of Prometheus' that reads what the platform is configured with, as the server does.</summary>
/// <param name="program">Its name.</param>
/// <param name="package">Debian's package that brings it.</param>
internal sealed class MonitoringTool(string program, string package)
{
    /// <summary>Runs it on files; the test is skipped, in words, where the machine has no such tool.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, params (string Name, string Text)[] files)
    {
        Assert.SkipWhen(!PostgresInstallation.IsOnPath(program), $"There is no {program} on the PATH: Debian's package is {package}.");
        var cancelled = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory($"infra-{program}-").FullName;
        foreach (var (name, text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancelled);
        }
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancelled), process.StandardError.ReadToEndAsync(cancelled));
        await process.WaitForExitAsync(cancelled);
        Directory.Delete(folder, recursive: true);
        return (process.ExitCode, await output + await errors);
    }
}
