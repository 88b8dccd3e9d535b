using System.CommandLine;
using Infra.Configuration;
using Infra.Rehearsal;
using Infra.Rehearsal.Preview;

var stack = new Option<string>("--stack") { Description = "The stack whose Pulumi.STACK.yaml is read", Required = true };
var preview = new Command("preview", "Shows what an up from nothing would make, with no cloud and no engine") { stack };
preview.SetAction(async (arguments, _) =>
{
    var name = arguments.GetRequiredValue(stack);
    try
    {
        var config = PlatformConfig.Read(StackFile.Read($"Pulumi.{name}.yaml"));
        await PreviewPage.WriteAsync(config, name, Console.Out);
        return 0;
    }
    catch (ConfigurationException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 1;
    }
});
return await new RootCommand("Runs the stack with no cloud") { preview }.Parse(args).InvokeAsync();
