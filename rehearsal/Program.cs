using System.CommandLine;
using Infra.Rehearsal.Clouds;
using Infra.Rehearsal.Documents;
using Infra.Rehearsal.Import;
using Infra.Rehearsal.Preview;
using Infra.Rehearsal.Review;

var stack = new Option<string>("--stack") { Description = "The stack whose Pulumi.STACK.yaml is read", Required = true };
var world = new Option<string>("--world") { Description = "The file that the simulated clouds keep their world in", Required = true };
var clouds = new Command("clouds", "Serves the simulated clouds for a pulumi that is run by hand, until it is stopped") { world };
clouds.SetAction(async (arguments, cancelled) =>
{
    await using var served = await SimulatedClouds.StartAsync(arguments.GetRequiredValue(world));
    Console.WriteLine($"export PULUMI_DEBUG_PROVIDERS={served.DebugProviders}");
    await Task.Delay(Timeout.Infinite, cancelled).ContinueWith(_ => { }, TaskScheduler.Default);
});

var docs = new Command("docs", "Writes the files that are written from code: run it where Pulumi.yaml stands");
docs.SetAction(_ => WrittenFile.All.ToList().ForEach(file => file.Write(".")));

return await new RootCommand("Runs the stack with no cloud") { PreviewCommand.Make(stack), clouds, docs, ImportCommands.File(stack), ImportCommands.Identity(stack), ReviewCommand.Make(stack) }.Parse(args).InvokeAsync();
