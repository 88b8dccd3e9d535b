using System.CommandLine;
using Infra.Configuration;

namespace Infra.Cli.Ready;

/// <summary>The command <c>ready</c>.</summary>
internal static class ReadyCommand
{
    public static Command Make(Option<string> stack)
    {
        var copies = new Option<string?>("--copies") { Description = "Where .ci/nightly export puts the copies of the state: s3://…, gs://… or a folder" };
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var ready = new Command("ready", "Tells whether a stack could be recovered now: asks the state, the cloud and this machine, and changes nothing") { stack, copies, format };
        ready.SetAction((arguments, _) => RunAsync(arguments.GetRequiredValue(stack), arguments.GetValue(copies), arguments.GetRequiredValue(format)));
        return ready;
    }

    // 0: nothing is at fault; 1: something is, or can not be read; 2: the configuration is faulty, so that nothing was looked at.
    private static async Task<int> RunAsync(string name, string? copies, string format)
    {
        try
        {
            var limits = QuestionLimits.Default;
            using var questions = new Questions(MachineCommand.RunAsync, limits);
            var stack = new CheckedStack(name, StackFile.Read($"Pulumi.{name}.yaml"), questions, TimeProvider.System.GetUtcNow()) { Copies = copies };
            var readiness = await Readiness.LookAsync(stack, ReadyChecks.All, limits.All);
            if (format == "json")
            {
                ReadyJson.Write(readiness, Console.Out);
            }
            else
            {
                ReadyPage.Write(readiness, Console.Out);
            }
            return readiness.Verdict == Verdict.Fault ? 1 : 0;
        }
        catch (ConfigurationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }
}
