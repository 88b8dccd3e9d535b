using System.Collections.Immutable;
using System.CommandLine;
using Infra.Cli.Recovery;
using Infra.Configuration;
using Infra.Simulation;
using Spectre.Console;

namespace Infra.Cli.Rehearse;

/// <summary>The command <c>rehearse</c>: plays a disaster and its recovery on simulated clouds.</summary>
internal static class RehearseCommand
{
    private const string All = "all";

    // 0: every promise held. 1: one did not. 2: it could not be played.
    private const int CouldNotBePlayed = 2;

    public static Command Make(Option<string> stack)
    {
        var loss = new Option<string>("--loss")
        {
            Description = $"What is lost: {string.Join(", ", LossName.Losses.Select(LossName.Of))}, or {All}",
            DefaultValueFactory = _ => LossName.Of(Loss.ClusterAndDatabase),
        };
        var folder = new Option<string>("--folder")
        {
            Description = "Where it is played, and where the report lies afterwards",
            DefaultValueFactory = _ => ".rehearsal",
        };
        var postgres = new Option<string>("--postgres")
        {
            Description = "Where npm has put the Postgres servers that keep the rows",
            DefaultValueFactory = _ => Path.Combine("tests", "Postgres", "node_modules"),
        };
        var rehearse = new Command("rehearse", "Plays a loss and the recovery from it, on the real engine and simulated clouds")
        {
            stack,
            loss,
            folder,
            postgres,
        };
        rehearse.SetAction(
            (arguments, cancelled) =>
                RunAsync(
                    arguments.GetRequiredValue(stack),
                    arguments.GetRequiredValue(loss),
                    Path.GetFullPath(arguments.GetRequiredValue(folder)),
                    Path.GetFullPath(arguments.GetRequiredValue(postgres)),
                    cancelled
                )
        );
        return rehearse;
    }

    private static async Task<int> RunAsync(string stack, string loss, string folder, string postgres, CancellationToken cancelled)
    {
        try
        {
            if (EngineWorkspace.Missing is { } missing)
            {
                throw new InvalidOperationException(missing);
            }
            var losses =
                loss == All ? LossName.Losses
                : LossName.Find(loss) is { } found ? ImmutableArray.Create(found)
                : throw new InvalidOperationException(
                    $"There is no loss '{loss}'. There are: {string.Join(", ", LossName.Losses.Select(LossName.Of))}, {All}."
                );
            var configuration = RehearsedConfiguration.Of(StackFile.Read($"Pulumi.{stack}.yaml"));
            var servers = SimulatedClouds.PostgresMissing(postgres) is null ? postgres : null;
            await using var theatre = new Theatre(folder, stack, configuration, BuiltProgram.Platform("Pulumi.yaml"), servers);
            var played = await theatre.PlayAsync(losses, AnsiConsole.Console, cancelled);
            if (played.IsEmpty)
            {
                return CouldNotBePlayed;
            }
            AnsiConsole.Console.WriteLine($"The report: {await RehearsalReport.WriteAsync(folder, played)}");
            return played.All(rehearsal => rehearsal.Passed) ? 0 : 1;
        }
        catch (Exception e) when (cancelled.IsCancellationRequested && e is (OperationCanceledException or InvalidOperationException))
        {
            await Console.Error.WriteLineAsync("The rehearsal was stopped; nothing of it is left.");
            return CouldNotBePlayed;
        }
        catch (Exception e) when (e is ConfigurationException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CouldNotBePlayed;
        }
    }
}
