using System.Diagnostics;
using System.Runtime.Versioning;

namespace Infra.Tests.Workflows;

/// <summary>A night that finds a stack ready tells its cloud so, and no other night does; stand-ins answer for the command lines.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class NightlyReadyTests
{
    [Theory]
    [InlineData(
        "aws",
        "true",
        0,
        "aws cloudwatch put-metric-data --region eu-central-1 --namespace Infra/Recovery --metric-name Ready --dimensions "
            + "Prefix=astro-prod --value 1"
    )]
    [InlineData("gcp", "true", 0, "gcloud logging write astro-prod-ready ready --project my-project --quiet")]
    [InlineData("aws", "", 0, null)]
    [InlineData("aws", "true", 1, null)]
    [InlineData("gcp", "true", 1, null)]
    public async Task Only_a_stack_that_is_ready_is_told_of_and_only_where_somebody_waits_for_it(
        string cloud,
        string nightly,
        int verdict,
        string? told
    )
    {
        var folder = Directory.CreateTempSubdirectory("infra-nightly-").FullName;
        await StandIn("dotnet", $"exit {verdict}");
        await StandIn(
            "pulumi",
            $"case \"$*\" in *infra:alerts.nightly) echo {nightly} ;; *infra:cloud) echo {cloud} ;; *infra:prefix) echo astro-prod ;; "
                + "*aws:region) echo eu-central-1 ;; *gcp:project) echo my-project ;; esac"
        );
        await StandIn("aws", $"echo \"aws $*\" >> {folder}/calls");
        await StandIn("gcloud", $"echo \"gcloud $*\" >> {folder}/calls");
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, ".ci", "nightly"), ["ready", "prod", "s3://copies"]);
        start.Environment["PATH"] = $"{folder}:/usr/bin:/bin";
        using var nights = Process.Start(start)!;
        await nights.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(verdict, nights.ExitCode);
        var calls = Path.Combine(folder, "calls");
        Assert.Equal(
            told is null ? [] : [told],
            File.Exists(calls) ? await File.ReadAllLinesAsync(calls, TestContext.Current.CancellationToken) : []
        );
        Directory.Delete(folder, recursive: true);

        async Task StandIn(string name, string script)
        {
            var file = Path.Combine(folder, name);
            await File.WriteAllTextAsync(file, $"#!/usr/bin/env bash\n{script}\n", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
