using System.CommandLine;
using Infra.Cli.Import;
using Infra.Configuration;

namespace Infra.Cli.Recovery;

/// <summary>The command <c>undelete</c>.</summary>
internal static class UndeleteCommand
{
    public static Command Make(Option<string> stack)
    {
        var undelete = new Command("undelete", "Brings deleted images back, from what the registry's bucket keeps of them") { stack };
        undelete.SetAction(
            (arguments, _) =>
            {
                try
                {
                    var config = PlatformConfig.Read(StackFile.Read($"Pulumi.{arguments.GetRequiredValue(stack)}.yaml"));
                    var names = DeletedImages.BringBack(new(config, CloudCommand.RunOnThisMachine));
                    Console.WriteLine(names.IsEmpty ? "No object of the registry is deleted." : $"{names.Length} objects are there again.");
                    return Task.FromResult(0);
                }
                catch (Exception e) when (e is ConfigurationException or InvalidOperationException)
                {
                    Console.Error.WriteLine(e.Message);
                    return Task.FromResult(1);
                }
            }
        );
        return undelete;
    }
}
