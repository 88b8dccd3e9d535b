using System.CommandLine;
using System.Text.Json.Nodes;
using Infra.Configuration;

namespace Infra.Cli.Import;

/// <summary>What <c>make import-file</c> and <c>make import-identity</c> run.</summary>
internal static class ImportCommands
{
    public static Command File(Option<string> stack)
    {
        var file = new Option<string>("--file") { Description = "The file that pulumi preview --import-file has written", Required = true };
        var command = new Command("import-file", "Fills the ids into an import file, from the stack's names") { stack, file };
        command.SetAction(async (arguments, _) =>
        {
            var (name, path) = (arguments.GetRequiredValue(stack), arguments.GetRequiredValue(file));
            var config = Read(name);
            foreach (var unknown in await ImportFile.FillAsync(path, config, name, CloudCommand.Tagged(config), CloudCommand.ProjectNumber(config)))
            {
                Console.WriteLine($"left out, for no thing bears its name: {unknown}");
            }
            Console.WriteLine($"{path} is ready: pulumi import --stack {name} --file {path} --protect=false --generate-code=false");
        });
        return command;
    }

    public static Command Identity(Option<string> stack)
    {
        var command = new Command("import-identity", "Puts passwords, keys and birth records back into a state that is piped through") { stack };
        command.SetAction(async (arguments, cancelled) =>
        {
            var name = arguments.GetRequiredValue(stack);
            var config = Read(name);
            var export = JsonNode.Parse(await Console.In.ReadToEndAsync(cancelled))!.AsObject();
            Console.WriteLine((await IdentityState.AddAsync(export, config, name, secret => CloudCommand.Secret(config, secret))).ToJsonString());
        });
        return command;
    }

    // What the engine has encrypted stays closed; no id follows from it.
    private static PlatformConfig Read(string stack) => PlatformConfig.Read(StackFile.Read($"Pulumi.{stack}.yaml"));
}
