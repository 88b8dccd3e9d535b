using System.CommandLine;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <summary>The command <c>clouds</c>: serves the simulated clouds for a <c>pulumi</c> that is run by hand.</summary>
internal static class CloudsCommand
{
    public static Command Make()
    {
        var world = new Option<string>("--world")
        {
            Description = "The file that the simulated clouds keep their world in",
            Required = true,
        };
        var clouds = new Command("clouds", "Serves the simulated clouds for a pulumi that is run by hand, until it is stopped") { world };
        clouds.SetAction(
            async (arguments, cancelled) =>
            {
                await using var served = await SimulatedClouds.StartAsync(arguments.GetRequiredValue(world));
                Console.WriteLine($"export PULUMI_DEBUG_PROVIDERS={served.DebugProviders}");
                await Task.Delay(Timeout.Infinite, cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        );
        return clouds;
    }
}
