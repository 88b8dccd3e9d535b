using System.Diagnostics;

namespace Sdks.Tests;

/// <summary>A program of the machine that a test needs.</summary>
internal static class Tool
{
    /// <summary>Skips the test where one of them is not there.</summary>
    public static void Require(string why, params string[] names)
    {
        var missing = names
            .Where(name =>
                !(Environment.GetEnvironmentVariable("PATH") ?? "")
                    .Split(Path.PathSeparator)
                    .Any(folder => File.Exists(Path.Combine(folder, name)))
            )
            .ToList();
        Assert.SkipWhen(missing.Count > 0, $"{string.Join(" and ", missing)} not on the PATH: {why}");
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, string name, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new(name, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // For pulumi, which otherwise looks into the user's home and asks for newer versions.
                Environment = { ["PULUMI_HOME"] = Path.Combine(folder, "home"), ["PULUMI_SKIP_UPDATE_CHECK"] = "true" },
            },
        };
        process.Start();
        var streams = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(streams));
    }
}
