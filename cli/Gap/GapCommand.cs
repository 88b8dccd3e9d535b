using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Infra.Cli.Ready;
using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Cli.Gap;

/// <summary>The command <c>gap</c>.</summary>
internal static class GapCommand
{
    public static Command Make(Option<string> stack)
    {
        var old = new Option<int?>("--old")
        {
            Description = "The generation of the old instance; the one before the active one by default",
        };
        var since = new Option<string?>("--since")
        {
            Description =
                "An instant, UTC with Z: what ended before it is not looked at. By default the one that was restored, or none after a "
                + "backup",
        };
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var gap = new Command(
            "gap",
            "Tells what the old database has that the restored one has not, and the other way round: runs, deployments, users; reads both "
                + "alone"
        )
        {
            stack,
            old,
            since,
            format,
        };
        gap.SetAction(
            (arguments, cancelled) =>
                RunAsync(
                    arguments.GetRequiredValue(stack),
                    arguments.GetValue(old),
                    arguments.GetValue(since),
                    arguments.GetRequiredValue(format) == "json",
                    cancelled
                )
        );
        return gap;
    }

    /// <summary>Compares the instances of a stack.</summary>
    /// <param name="stack">The stack, and whom to ask.</param>
    /// <param name="old">The old generation's number; null: the one before the active one.</param>
    /// <param name="since">The instant, where a person names it.</param>
    /// <param name="kubectl">Starts kubectl with arguments.</param>
    /// <param name="cancelled">Ends it.</param>
    /// <exception cref="InvalidOperationException">They can not be compared; the message says why.</exception>
    public static async Task<InstanceGap> FindAsync(
        CheckedStack stack,
        int? old,
        DateTimeOffset? since,
        Func<string[], Process> kubectl,
        CancellationToken cancelled
    )
    {
        var generations = await ComparedGenerations.ReadAsync(stack, old);
        return await new GapSearch(
            stack.Name,
            await ComparedInstance.FindAsync(stack, generations.Old),
            await ComparedInstance.FindAsync(stack, generations.Restored),
            since is { } instant ? RestoreSource.Instant(instant) : generations.Since,
            kubectl,
            cancelled
        ).FindAsync();
    }

    // What keeps it from comparing at all is status 2, too.
    private static async Task<int> RunAsync(string name, int? old, string? since, bool isJson, CancellationToken cancelled)
    {
        var now = TimeProvider.System.GetUtcNow();
        var instant = since is null ? null : PastInstant.Read(since, now);
        if (since is not null && instant is null)
        {
            await Console.Error.WriteLineAsync(PastInstant.Fault(since));
            return 2;
        }
        var file = Path.GetTempFileName();
        try
        {
            using var questions = new Questions(MachineCommand.RunAsync, QuestionLimits.Default);
            var stack = new CheckedStack(name, StackFile.Read($"Pulumi.{name}.yaml"), questions, now);
            // Not whatever cluster this machine's kubectl was last pointed at. It names a credential helper and holds no credential.
            await File.WriteAllTextAsync(
                file,
                await stack.AskTextAsync("pulumi", "stack", "output", "kubeconfig", "--show-secrets", "--stack", name),
                cancelled
            );
            var gap = await FindAsync(stack, old, instant, arguments => Kubectl(file, arguments), cancelled);
            Action<InstanceGap, TextWriter> write = isJson ? GapJson.Write : GapPage.Write;
            write(gap, Console.Out);
            return gap.Status;
        }
        catch (Exception e) when (e is ConfigurationException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Process Kubectl(string kubeconfig, string[] arguments) =>
        MachineCommand.Start(
            new("kubectl", [$"--kubeconfig={kubeconfig}", .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                StandardOutputEncoding = Encoding.UTF8,
            }
        );
}
