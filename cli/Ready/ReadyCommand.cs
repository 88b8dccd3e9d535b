using System.CommandLine;
using Infra.Cli.Ready.Sources;
using Infra.Configuration;

namespace Infra.Cli.Ready;

/// <summary>The command <c>ready</c>.</summary>
internal static class ReadyCommand
{
    public static Command Make(Option<string> stack)
    {
        var copies = new Option<string?>("--copies")
        {
            Description = "Where .ci/nightly export puts the copies of the state: s3://…, gs://… or a folder",
        };
        var at = new Option<string?>("--at")
        {
            Description =
                "An instant, UTC with Z, for example 2026-11-23T13:02:30Z: tells what could give it back now, with the lines to paste",
        };
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var ready = new Command(
            "ready",
            "Tells whether a stack could be recovered now: asks the state, the cloud and this machine, and changes nothing"
        )
        {
            stack,
            copies,
            at,
            format,
        };
        ready.SetAction(
            (arguments, _) =>
                RunAsync(
                    arguments.GetRequiredValue(stack),
                    arguments.GetValue(copies),
                    arguments.GetValue(at),
                    arguments.GetRequiredValue(format)
                )
        );
        return ready;
    }

    // 0: nothing is at fault; 1: something is, or can not be read; 2: the question or the configuration is faulty, so that nothing was
    // looked at.
    private static async Task<int> RunAsync(string name, string? copies, string? at, string format)
    {
        var now = TimeProvider.System.GetUtcNow();
        var instant = at is null ? null : PastInstant.Read(at, now);
        if (at is not null && instant is null)
        {
            await Console.Error.WriteLineAsync(PastInstant.Fault(at));
            return 2;
        }
        try
        {
            using var questions = new Questions(MachineCommand.RunAsync, QuestionLimits.Default);
            var stack = new CheckedStack(name, StackFile.Read($"Pulumi.{name}.yaml"), questions, now) { Copies = copies };
            var verdict = instant is { } wanted
                ? await FindAsync(stack, wanted, format == "json")
                : await LookAsync(stack, format == "json");
            return verdict == Verdict.Fault ? 1 : 0;
        }
        catch (ConfigurationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    private static async Task<Verdict> LookAsync(CheckedStack stack, bool isJson)
    {
        var readiness = await Readiness.LookAsync(stack, ReadyChecks.All, QuestionLimits.Default.All);
        Action<Readiness, TextWriter> write = isJson ? ReadyJson.Write : ReadyPage.Write;
        write(readiness, Console.Out);
        return readiness.Verdict;
    }

    private static async Task<Verdict> FindAsync(CheckedStack stack, DateTimeOffset instant, bool isJson)
    {
        var found = await InstantSearch.FindAsync(stack, instant);
        Action<InstantSources, TextWriter> write = isJson ? InstantReport.WriteJson : InstantReport.Write;
        write(found, Console.Out);
        return found.Verdict;
    }
}
