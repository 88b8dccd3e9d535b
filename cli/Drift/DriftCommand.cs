using System.CommandLine;

namespace Infra.Cli.Drift;

/// <summary>The command <c>drift</c>.</summary>
internal static class DriftCommand
{
    private const int Failed = 1;
    private const int Changed = 2;

    /// <summary>
    /// Makes the command. It ends in 0 where nobody has changed anything by hand, in 2 where somebody has, and in 1 where the cloud could
    /// not be looked at.
    /// </summary>
    /// <param name="stack">The option that names the stack.</param>
    public static Command Make(Option<string> stack)
    {
        var refresh = new Option<FileInfo>("--refresh")
        {
            Description = "What a preview of a refresh has written, an event a line; .ci/nightly drift makes it",
            Required = true,
        };
        var command = new Command("drift", "Tells what somebody has changed in the cloud by hand from what the cloud has moved by itself")
        {
            stack,
            refresh,
        };
        command.SetAction(
            async (arguments, cancelled) =>
            {
                try
                {
                    var lines = await File.ReadAllLinesAsync(arguments.GetRequiredValue(refresh).FullName, cancelled);
                    return DriftPage.Write(arguments.GetRequiredValue(stack), DriftedThing.Read(lines), Console.Out) ? Changed : 0;
                }
                catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
                {
                    await Console.Error.WriteLineAsync(e.Message);
                    return Failed;
                }
            }
        );
        return command;
    }
}
