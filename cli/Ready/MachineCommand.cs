using System.ComponentModel;
using System.Diagnostics;

namespace Infra.Cli.Ready;

/// <summary>Runs a command of this machine, and ends it when its time is over.</summary>
internal static class MachineCommand
{
    /// <summary>What it printed.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there, or it refuses; the message is the tool's.</exception>
    public static async Task<string> RunAsync(string[] command, CancellationToken limit)
    {
        // Nobody sits there to answer a question or to turn a page.
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1",
                ["AWS_PAGER"] = "",
                ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            },
        };
        using var process = Start(start);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit), process.StandardError.ReadToEndAsync(limit));
        try
        {
            await process.WaitForExitAsync(limit);
            return process.ExitCode == 0
                ? await output
                : throw new InvalidOperationException($"`{Questions.Line(command)}`: {(await errors).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a command that is spoken to.</summary>
    /// <exception cref="InvalidOperationException">The tool is not there.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"{start.FileName} is not on the PATH");
        }
    }
}
