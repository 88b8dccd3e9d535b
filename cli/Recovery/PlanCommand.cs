using System.Collections.Immutable;
using System.CommandLine;
using Infra.Cli.Preview;
using Infra.Configuration;

namespace Infra.Cli.Recovery;

/// <summary>The command <c>plan</c>.</summary>
internal static class PlanCommand
{
    public static Command Make(Option<string> stack)
    {
        var loss = new Option<string>("--loss") { Description = $"What is lost, one of {Names}; all of them without it" };
        var format = new Option<string>("--format") { Description = "text, markdown or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "markdown", "json");
        var plan = new Command("plan", "Tells how a stack comes back from each loss, with no cloud and no engine") { stack, loss, format };
        plan.SetAction(
            (arguments, _) => RunAsync(arguments.GetRequiredValue(stack), arguments.GetValue(loss), arguments.GetRequiredValue(format))
        );
        return plan;
    }

    private static string Names => string.Join(", ", LossName.Losses.Select(LossName.Of));

    // 1: the configuration is faulty, or there is no such loss.
    private static async Task<int> RunAsync(string stack, string? name, string format)
    {
        if (name is not null && LossName.Find(name) is null)
        {
            await Console.Error.WriteLineAsync($"There is no loss named '{name}'. There are {Names}.");
            return 1;
        }
        try
        {
            Write(stack, await PlansAsync(stack, name is null ? null : LossName.Find(name)), format);
            return 0;
        }
        catch (ConfigurationException e) when (format == "json")
        {
            PreviewJson.Write(e, Console.Out);
            return 1;
        }
        catch (ConfigurationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<ImmutableArray<RecoveryPlan>> PlansAsync(string stack, Loss? loss)
    {
        var configuration = StackFile.Read($"Pulumi.{stack}.yaml");
        return loss is { } one
            ? [await RecoveryPlans.MakeAsync(configuration, stack, one, new())]
            : await RecoveryPlans.AllAsync(configuration, stack);
    }

    private static void Write(string stack, ImmutableArray<RecoveryPlan> plans, string format)
    {
        Action<string, ImmutableArray<RecoveryPlan>, TextWriter> write = format switch
        {
            "json" => PlanJson.Write,
            "markdown" => PlanMarkdown.Write,
            _ when Console.IsOutputRedirected => PlanPage.WritePlain,
            _ => (name, all, to) => PlanPage.WriteColours(name, all, to),
        };
        write(stack, plans, Console.Out);
    }
}
