using System.CommandLine;
using System.Text.Json.Nodes;
using Infra.Configuration;
using Infra.Rehearsal;
using Infra.Rehearsal.Clouds;
using Infra.Rehearsal.Documents;
using Infra.Rehearsal.Import;
using Infra.Rehearsal.Policy;
using Infra.Rehearsal.Preview;

var stack = new Option<string>("--stack") { Description = "The stack whose Pulumi.STACK.yaml is read", Required = true };
var preview = new Command("preview", "Shows what an up from nothing would make, with no cloud and no engine") { stack };
preview.SetAction(async (arguments, _) =>
{
    var name = arguments.GetRequiredValue(stack);
    try
    {
        var config = await ReadAsync(StackFile.Read($"Pulumi.{name}.yaml"));
        await PreviewPage.WriteAsync(config, name, Console.Out);
        return PlatformPolicy.Write(await RegisteredPlatform.DeclareAsync(config, name), Console.Out) ? 0 : 1;
    }
    catch (ConfigurationException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 1;
    }
});

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

var importFile = new Option<string>("--file") { Description = "The file that pulumi preview --import-file has written", Required = true };
var importThings = new Command("import-file", "Fills the ids into an import file, from the stack's names") { stack, importFile };
importThings.SetAction(async (arguments, _) =>
{
    var (name, file) = (arguments.GetRequiredValue(stack), arguments.GetRequiredValue(importFile));
    var config = PlatformConfig.Read(StackFile.Read($"Pulumi.{name}.yaml"));
    foreach (var unknown in await ImportFile.FillAsync(file, config, name, CloudCommand.Tagged(config)))
    {
        Console.WriteLine($"left out, for no thing bears its name: {unknown}");
    }
    Console.WriteLine($"{file} is ready: pulumi import --stack {name} --file {file} --protect=false --generate-code=false");
});

var importIdentity = new Command("import-identity", "Puts passwords, keys and birth records back into a state that is piped through") { stack };
importIdentity.SetAction(async (arguments, cancelled) =>
{
    var name = arguments.GetRequiredValue(stack);
    var config = PlatformConfig.Read(StackFile.Read($"Pulumi.{name}.yaml"));
    var export = JsonNode.Parse(await Console.In.ReadToEndAsync(cancelled))!.AsObject();
    Console.WriteLine((await IdentityState.AddAsync(export, config, name, secret => CloudCommand.Secret(config, secret))).ToJsonString());
});

return await new RootCommand("Runs the stack with no cloud") { preview, clouds, docs, importThings, importIdentity }.Parse(args).InvokeAsync();

// A platform can be looked at before it has a certificate.
static async Task<PlatformConfig> ReadAsync(ConfigurationValues values)
{
    try
    {
        return PlatformConfig.Read(values);
    }
    catch (ConfigurationException e) when (e.Faults is [{ Key: "infra:tls" } fault])
    {
        await Console.Out.WriteLineAsync($"Before the first up. {fault}\n");
        return PlatformConfig.Read(StackFile.WithClosedCertificate(values));
    }
}
