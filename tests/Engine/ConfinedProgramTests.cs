using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.Versioning;
using Infra.Cli.Rehearse;
using Infra.Simulation;

namespace Infra.Tests.Engine;

/// <summary>A pull request's program is code that may lie. It runs where it can not reach what it is judged by.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ConfinedProgramTests
{
    private const string Program = "Infra.Tests.Programs.dll";

    [Fact]
    public async Task It_can_neither_touch_the_plan_nor_learn_a_credential() =>
        Assert.DoesNotContain(await AttemptsAsync(confined: true), line => line != "The program was refused.");

    [Fact]
    public async Task Any_other_program_could() =>
        Assert.Equal(
            [
                "The program knows ACTIONS_ID_TOKEN_REQUEST_TOKEN.",
                "The program knows AWS_SECRET_ACCESS_KEY.",
                "The program knows PULUMI_BACKEND_URL.",
                "The program knows PULUMI_CONFIG_PASSPHRASE.",
                "The program reads the plan.",
                "The program sees the engine's environment.",
                "The program writes beside the plan.",
                "The program writes the plan.",
            ],
            (await AttemptsAsync(confined: false)).Order(StringComparer.Ordinal)
        );

    private static async Task<List<string>> AttemptsAsync(bool confined)
    {
        Assert.SkipWhen(EngineWorkspace.Missing is not null, EngineWorkspace.Missing ?? "");
        Assert.SkipUnless(CanConfine(), "neither root nor sudo without a password: a program can not be run as nobody here.");
        var folder = Directory.CreateTempSubdirectory("infra-judged-").FullName;
        await using var clouds = await SimulatedClouds.StartAsync(Path.Combine(folder, "world.json"));
        var workspace = new EngineWorkspace(
            folder,
            clouds.DebugProviders,
            "test",
            new(confined ? Path.Combine(Repository.Root, ".ci", "confined-program") : Path.Combine(AppContext.BaseDirectory, Program), "")
        );
        await workspace.InitialiseAsync();
        // As mktemp makes a folder, and the script a file, for its user alone.
        var plan = Path.Combine(folder, "plan.json");
        await File.WriteAllTextAsync(plan, "{}", TestContext.Current.CancellationToken);
        workspace.Configure(
            new(
                new Dictionary<string, string> { ["programs:run"] = "intruder", ["programs:plan"] = plan }.ToImmutableSortedDictionary(
                    StringComparer.Ordinal
                )
            )
        );
        workspace.Tell("PROGRAM", Path.Combine(Readable(), Program));
        workspace.Tell("AWS_SECRET_ACCESS_KEY", "a key");
        workspace.Tell("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "a token");

        var preview = await workspace.RunAsync("preview");

        Assert.True(preview.Succeeded, preview.Output);
        return
        [
            .. preview
                .Output.Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.StartsWith("The program ", StringComparison.Ordinal)),
        ];
    }

    // A checkout may lie where nobody may look; the script publishes the program to a folder that everybody may read.
    private static string Readable()
    {
        var folder = Directory.CreateTempSubdirectory("infra-program-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        foreach (
            var file in Directory
                .EnumerateFiles(AppContext.BaseDirectory, "*.dll")
                .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "Infra.Tests.Programs.*"))
        )
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
        return folder;
    }

    private static bool CanConfine()
    {
        using var sudo = Process.Start(
            new ProcessStartInfo("bash", ["-c", "[ $(id -u) = 0 ] || sudo --non-interactive true"]) { RedirectStandardError = true }
        )!;
        sudo.WaitForExit();
        return sudo.ExitCode == 0;
    }
}
