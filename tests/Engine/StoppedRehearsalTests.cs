using System.Globalization;
using System.Runtime.Versioning;
using Infra.Cli;
using Infra.Cli.Rehearse;

namespace Infra.Tests.Engine;

/// <summary>A rehearsal that is stopped leaves no process and no file.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class StoppedRehearsalTests
{
    [Fact]
    public async Task Ctrl_C_in_the_middle_of_an_up_leaves_nothing()
    {
        Assert.SkipWhen(EngineWorkspace.Missing is not null, EngineWorkspace.Missing ?? "");
        var folder = Directory.CreateTempSubdirectory("infra-stopped-").FullName;
        // Where the tests run as root, the Postgres servers run as somebody else.
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        using var rehearsal = new RunningEngine(
            new(
                "dotnet",
                [
                    Path.Combine(AppContext.BaseDirectory, "Infra.Cli.dll"),
                    "rehearse",
                    "--stack",
                    "gcp",
                    "--loss",
                    "rows",
                    "--folder",
                    folder,
                ]
            )
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        );
        var ended = rehearsal.EndAsync();
        // The engine has made its first things, and is making others.
        while (!rehearsal.Output.Contains("create ", StringComparison.Ordinal))
        {
            Assert.False(ended.IsCompleted, rehearsal.Output);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        rehearsal.Interrupt();

        var run = await ended;
        Assert.True(run.Output.Contains("The rehearsal was stopped; nothing of it is left.", StringComparison.Ordinal), run.Output);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Assert.DoesNotContain(Processes(), command => command.Contains(folder, StringComparison.Ordinal));
        Directory.Delete(folder);
    }

    // The engine, its language host and the servers are all told the folder.
    private static IEnumerable<string> Processes() =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(process => int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(process =>
            {
                try
                {
                    return File.ReadAllText(Path.Combine(process, "cmdline"));
                }
                catch (IOException)
                {
                    return "";
                }
            });
}
