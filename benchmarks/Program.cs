using System.Diagnostics;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Infra.Benchmarks;
using Spectre.Console;

// Figures of one run on one machine, compared with each other: docs/benchmarks.md says how and why.
var root = args is [var given] ? given : throw new ArgumentException("Give the checkout's folder, as make bench does.");
var page = new Page();

foreach (var stack in (string[])["gcp", "aws"])
{
    // Disposable: a durable stack asks for a certificate, and nothing that is measured depends on which one it is.
    var sample = await File.ReadAllTextAsync(Path.Combine(root, $"Pulumi.{stack}.yaml"));
    var configuration = sample.Replace("infra:lifetime: durable", "infra:lifetime: disposable", StringComparison.Ordinal);
    await using var ours = await Workspace.OpenAsync("Infra.dll", stack, configuration);
    await using var empty = await Workspace.OpenAsync("Infra.Benchmarks.Many.dll", stack, "");
    // In turns, so that what else the machine does falls on both.
    var runs = new List<(Preview Ours, Preview Empty)>();
    for (var turn = 0; turn < 6; turn++)
    {
        runs.Add((await ours.PreviewAsync(), await empty.PreviewAsync()));
    }
    var (mine, its) = (Page.Least(runs.Select(run => run.Ours.Time)), Page.Least(runs.Select(run => run.Empty.Time)));
    page.Row(
        $"{stack}: pulumi preview against an empty program",
        $"{mine / its:0.00} times, {(mine - its).TotalSeconds:0.00} s more",
        "less than 1 s more",
        mine - its < TimeSpan.FromSeconds(1)
    );
    var memory = runs.Max(run => run.Ours.Memory);
    page.Row(
        $"{stack}: the program's peak memory in a preview",
        memory is { } bytes ? $"{bytes / 1e6:0} MB" : "not told by this system",
        "less than 150 MB",
        memory is null or < 150_000_000
    );
}

var times = new Dictionary<int, TimeSpan>();
foreach (var count in (int[])[100, 1_000, 5_000])
{
    await using var many = await Workspace.OpenAsync("Infra.Benchmarks.Many.dll", "many", $"config:\n  many:count: {count}\n");
    var runs = new List<TimeSpan>();
    for (var turn = 0; turn < 3; turn++)
    {
        runs.Add((await many.PreviewAsync()).Time);
    }
    times[count] = Page.Least(runs);
}
page.Row("pulumi preview of 1,000 resources against 100", $"{times[1_000] / times[100]:0.0} times", "", true);
page.Row(
    "pulumi preview of 5,000 resources against 1,000",
    $"{times[5_000] / times[1_000]:0.0} times",
    "at most 6 times",
    times[5_000] <= 6 * times[1_000]
);

var summary = BenchmarkRunner.Run<Registrations>(
    ManualConfig
        .CreateMinimumViable()
        .AddJob(Job.ShortRun.WithIterationCount(10).WithToolchain(InProcessEmitToolchain.Instance))
        .WithOptions(ConfigOptions.DisableLogFile)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "infra-bench-dotnet"))
);
var alone = summary.Reports.ToDictionary(report => (int)report.BenchmarkCase.Parameters["Count"]);
var allocated = Ratio(report => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)!.Value);
page.Row("SDK alone: what 5,000 registrations allocate against 1,000", $"{allocated:0.0} times", "at most 6 times", allocated <= 6);
page.Row("SDK alone: how long they take", $"{Ratio(report => report.ResultStatistics!.Min):0.0} times", "", true);

var clone = Path.Combine(Directory.CreateTempSubdirectory("infra-bench-clone-").FullName, "infra");
var clock = Stopwatch.StartNew();
await ShellCommand.RunAsync(root, "git", "clone", "--quiet", root, clone);
await ShellCommand.RunAsync(clone, "make", "preview", "STACK=gcp");
var first = clock.Elapsed;
clock.Restart();
await ShellCommand.RunAsync(clone, "make", "preview", "STACK=gcp");
page.Row(
    "clean clone to first make preview against the next one",
    $"{first / clock.Elapsed:0.0} times, {first.TotalSeconds:0} s",
    "",
    true
);
Directory.Delete(Path.GetDirectoryName(clone)!, recursive: true);

// A file or a pipe has no width of its own.
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 120);
AnsiConsole.Write(page.Table);
return page.AllMet ? 0 : 1;

double Ratio(Func<BenchmarkReport, double> figure) => figure(alone[5_000]) / figure(alone[1_000]);
