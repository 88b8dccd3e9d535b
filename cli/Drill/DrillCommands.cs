using System.CommandLine;
using System.Globalization;
using Infra.Cli.Ready;
using Infra.Configuration;

namespace Infra.Cli.Drill;

/// <summary>The commands <c>drill</c>, <c>drill-clean</c> and <c>drills</c>.</summary>
internal static class DrillCommands
{
    // A cloud's destroy has its own limits; what is asked besides is short, and a record's upload is small.
    private static readonly QuestionLimits Limits = new(TimeSpan.FromMinutes(2), TimeSpan.FromHours(4), 4);

    public static Command Play(Option<string> stack)
    {
        var copies = Copies();
        var command = new Command(
            "drill",
            "Restores the newest backup as a stack of its own, verifies and measures it, destroys it and keeps a record"
        )
        {
            stack,
            copies,
        };
        command.SetAction(
            (arguments, cancelled) =>
                OnAsync(
                    arguments.GetRequiredValue(stack),
                    async (real, pulumi) =>
                    {
                        var records = new DrillRecords(real, arguments.GetRequiredValue(copies));
                        var record = await new RestoreDrill(real, Directory.GetCurrentDirectory(), pulumi, TimeProvider.System).PlayAsync();
                        Console.WriteLine(record.Markdown());
                        Console.WriteLine(await records.KeepAsync(record));
                        return record.Passed;
                    },
                    cancelled
                )
        );
        return command;
    }

    public static Command Clean(Option<string> stack)
    {
        var command = new Command("drill-clean", "Takes away what a drill that was stopped has left") { stack };
        command.SetAction(
            (arguments, cancelled) =>
                OnAsync(
                    arguments.GetRequiredValue(stack),
                    async (real, pulumi) =>
                    {
                        await new RestoreDrill(real, Directory.GetCurrentDirectory(), pulumi, TimeProvider.System).CleanAsync();
                        Console.WriteLine("Nothing of a drill is left.");
                        return true;
                    },
                    cancelled
                )
        );
        return command;
    }

    public static Command List(Option<string> stack)
    {
        var copies = Copies();
        var command = new Command("drills", $"Shows the newest {DrillRecords.Shown} drills of a stack") { stack, copies };
        command.SetAction(
            (arguments, cancelled) =>
                OnAsync(
                    arguments.GetRequiredValue(stack),
                    async (real, _) =>
                    {
                        var drills = await new DrillRecords(real, arguments.GetRequiredValue(copies)).NewestAsync();
                        foreach (var drill in drills)
                        {
                            Console.WriteLine(Line(drill));
                        }
                        return !drills.IsEmpty && drills[0].Passed;
                    },
                    cancelled
                )
        );
        return command;
    }

    /// <summary>A drill in a line.</summary>
    public static string Line(DrillRecord drill) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{drill.At.UtcDateTime:yyyy-MM-dd HH:mm}  {(drill.Passed ? "passed" : "FAILED")}  RPO {DrillRecord.Words(drill.RowsLost)}  "
                + $"RTO {(drill.Duration is { } took ? DrillRecord.Words(took) : "-")}  {drill.Source}"
        );

    private static Option<string> Copies() =>
        new("--copies")
        {
            Description =
                "Where .ci/nightly export puts the copies of the state, and the records lie beside them: s3://…, gs://… or a folder",
            Required = true,
        };

    // 0: passed; 1: failed, or something is left; 2: the configuration is faulty.
    private static async Task<int> OnAsync(
        string name,
        Func<CheckedStack, Func<string[], Task<EngineRun>>, Task<bool>> act,
        CancellationToken cancelled
    )
    {
        try
        {
            using var questions = new Questions(MachineCommand.RunAsync, Limits);
            var real = new CheckedStack(name, StackFile.Read($"Pulumi.{name}.yaml"), questions, TimeProvider.System.GetUtcNow());
            return await act(real, arguments => PulumiAsync(DrilledStack.NameOf(name), arguments, cancelled)) ? 0 : 1;
        }
        catch (ConfigurationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        catch (InvalidOperationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<EngineRun> PulumiAsync(string stack, string[] arguments, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        string[] place = arguments is ["stack", "ls", ..] ? [] : ["--stack", stack];
        using var pulumi = new RunningEngine(
            new("pulumi", [.. arguments, .. place, "--non-interactive", "--color", "never"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        );
        using var stop = cancelled.Register(pulumi.Terminate);
        return await pulumi.EndAsync(Timeout.InfiniteTimeSpan);
    }
}
