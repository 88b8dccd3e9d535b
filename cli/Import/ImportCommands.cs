using System.CommandLine;
using System.Text.Json.Nodes;
using Infra.Configuration;

namespace Infra.Cli.Import;

/// <summary>What <c>make import-file</c> and <c>make import-identity</c> run.</summary>
internal static class ImportCommands
{
    public static Command File(Option<string> stack)
    {
        var file = new Option<string>("--file") { Description = "The file that is written, for pulumi import", Required = true };
        var command = new Command("import-file", "Writes what pulumi import needs after a lost state: everything's name and id")
        {
            stack,
            file,
        };
        command.SetAction(
            async (arguments, _) =>
            {
                var (name, path) = (arguments.GetRequiredValue(stack), arguments.GetRequiredValue(file));
                var config = Read(name);
                foreach (
                    var unknown in await ImportFile.MakeAsync(path, config, name, new(config, CloudCommand.RunOnThisMachine), command =>
                        PulumiAsync(name, command)
                    )
                )
                {
                    Console.WriteLine($"left out, for no thing bears its name: {unknown}");
                }
                Console.WriteLine($"{path} is ready: pulumi import --stack {name} --file {path} --protect=false --generate-code=false");
            }
        );
        return command;
    }

    public static Command Identity(Option<string> stack)
    {
        var command = new Command("import-identity", "Puts passwords, keys and birth records back into a state that is piped through")
        {
            stack,
        };
        command.SetAction(
            async (arguments, cancelled) =>
            {
                var name = arguments.GetRequiredValue(stack);
                var config = Read(name);
                var export = JsonNode.Parse(await Console.In.ReadToEndAsync(cancelled))!.AsObject();
                Console.WriteLine(
                    (
                        await IdentityState.AddAsync(export, config, name, new CloudCommand(config, CloudCommand.RunOnThisMachine).Secret)
                    ).ToJsonString()
                );
            }
        );
        return command;
    }

    public static Command Resume(Option<string> stack)
    {
        var command = new Command("resume", "After a killed up: lets the state know again what was made and not recorded") { stack };
        command.SetAction(
            async (arguments, _) =>
            {
                var name = arguments.GetRequiredValue(stack);
                var config = Read(name);
                var leftOut = await ResumedState.ResumeAsync(config, name, new(config, CloudCommand.RunOnThisMachine), command =>
                    PulumiAsync(name, command)
                );
                foreach (var sentence in leftOut)
                {
                    Console.WriteLine(sentence);
                }
                Console.WriteLine($"Go on: pulumi up --stack {name}");
            }
        );
        return command;
    }

    private static async Task<EngineRun> PulumiAsync(string stack, string[] arguments)
    {
        using var pulumi = new RunningEngine(
            new("pulumi", [.. arguments, "--stack", stack]) { RedirectStandardOutput = true, RedirectStandardError = true }
        );
        return await pulumi.EndAsync(Timeout.InfiniteTimeSpan);
    }

    // What the engine has encrypted stays closed; no id follows from it.
    private static PlatformConfig Read(string stack) => PlatformConfig.Read(StackFile.Read($"Pulumi.{stack}.yaml"));
}
