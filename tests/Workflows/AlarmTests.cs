using System.Diagnostics;
using System.Runtime.Versioning;

namespace Infra.Tests.Workflows;

/// <summary>The alarm of the night's watch; a stand-in answers for GitHub.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AlarmTests
{
    [Theory]
    [InlineData("", "issue create --title The night's watch has failed --body readiness failure")]
    [InlineData("7", "issue comment 7 --body readiness failure")]
    public async Task An_alarm_is_one_issue_that_is_opened_once_and_commented_afterwards(string open, string call)
    {
        var folder = Directory.CreateTempSubdirectory("infra-alarm-").FullName;
        var gh = Path.Combine(folder, "gh");
        await File.WriteAllTextAsync(
            gh,
            $"""
            #!/usr/bin/env bash
            case "$*" in
            "issue list "*) echo "{open}" ;;
            *) echo "$*" >> {folder}/calls ;;
            esac
            """,
            TestContext.Current.CancellationToken
        );
        File.SetUnixFileMode(gh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(
            Path.Combine(Repository.Root, ".ci", "alarm"),
            ["The night's watch has failed", "readiness failure"]
        );
        start.Environment["PATH"] = $"{folder}:/usr/bin:/bin";
        using var alarm = Process.Start(start)!;
        await alarm.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, alarm.ExitCode);
        Assert.Equal([call], await File.ReadAllLinesAsync(Path.Combine(folder, "calls"), TestContext.Current.CancellationToken));
        Directory.Delete(folder, recursive: true);
    }
}
