using System.Collections.Immutable;
using Infra.Cli.Recovery;
using Infra.Simulation;
using Spectre.Console;

namespace Infra.Cli.Rehearse;

/// <summary>
/// The folder in which rehearsals are played, with a world, a state and a home of their own. The platform is launched once; every loss
/// befalls a copy of it. Nothing but the report stays.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="stack">The stack's name.</param>
/// <param name="configuration">The stack as it is played.</param>
/// <param name="program">The program that declares it.</param>
/// <param name="postgres">Where the Postgres servers are that keep the rows; null: the world keeps them by itself.</param>
internal sealed class Theatre(string folder, string stack, RehearsedConfiguration configuration, BuiltProgram program, string? postgres)
    : IAsyncDisposable
{
    private string Work => Path.Combine(folder, "work");

    /// <summary>Plays each loss, one after the other.</summary>
    /// <param name="losses">What is lost.</param>
    /// <param name="console">Where a person looks.</param>
    /// <param name="cancelled">Stops it: the engine is ended, and nothing is left behind.</param>
    /// <exception cref="InvalidOperationException">The platform can not be launched; the message is the engine's.</exception>
    public async Task<ImmutableArray<PlayedRehearsal>> PlayAsync(
        ImmutableArray<Loss> losses,
        IAnsiConsole console,
        CancellationToken cancelled
    )
    {
        Clear();
        var playable = losses.Where(loss => CanBePlayed(loss, console)).ToImmutableArray();
        if (playable.IsEmpty)
        {
            return [];
        }
        var launched = Path.Combine(Work, "launched");
        var launch = await OnAsync(
            launched,
            console,
            playable[0],
            playable.Length > 1,
            null,
            async rehearsal =>
            {
                await rehearsal.LaunchAsync();
                return rehearsal.Stage;
            },
            cancelled
        );
        var played = ImmutableArray.CreateBuilder<PlayedRehearsal>();
        foreach (var loss in playable)
        {
            var folder = Path.Combine(Work, LossName.Of(loss));
            Copy(launched, folder);
            played.Add(
                await OnAsync(folder, console, loss, playable.Length > 1, launch, rehearsal => rehearsal.PlayAsync(loss), cancelled)
            );
        }
        return played.ToImmutable();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Clear();
        return ValueTask.CompletedTask;
    }

    private async Task<T> OnAsync<T>(
        string place,
        IAnsiConsole console,
        Loss loss,
        bool isOneOfMany,
        Stage? before,
        Func<Rehearsal, Task<T>> play,
        CancellationToken cancelled
    )
    {
        cancelled.ThrowIfCancellationRequested();
        Directory.CreateDirectory(place);
        var options = new SimulationOptions
        {
            TimePasses = true,
            Account = configuration.Config.Cloud.Match<string?>(_ => null, aws => aws.AccountId),
            Postgres = postgres,
        };
        await using var clouds = await SimulatedClouds.StartAsync(Path.Combine(place, "world.json"), options);
        var rehearsed = new SimulatedStack(configuration.Values, stack, place, clouds, program);
        clouds.World.Activity = () => rehearsed.Running?.Activity();
        if (before is null)
        {
            Surroundings.Place(clouds.World, configuration.Config);
            await rehearsed.InitialiseAsync();
        }
        using var stop = cancelled.Register(() => rehearsed.Running?.Kill());
        using var timeline = new Timeline(console, TimeProvider.System);
        // One loss is told as one story from the launch on; of many, each begins with its name.
        if (before is null != isOneOfMany)
        {
            timeline.Start(rehearsed.Cloud, stack, loss);
        }
        var result = await play(new Rehearsal(rehearsed, new Stage(clouds.World, timeline, before), Notes));
        cancelled.ThrowIfCancellationRequested();
        if (result is PlayedRehearsal played)
        {
            timeline.Verdict(played);
        }
        return result;
    }

    private ImmutableArray<string> Notes =>
        configuration.Notes.Add(
            postgres is not null
                ? "The rows stood in real Postgres servers with continuous archiving, and Postgres itself restored them."
                : "No Postgres server is here (make postgres brings them), so the simulated cloud itself kept the rows."
        );

    private bool CanBePlayed(Loss loss, IAnsiConsole console)
    {
        if (loss == Loss.Region && configuration.Config.Foundation.Copies is null)
        {
            var region = configuration.Config.Cloud.Match(_ => "europe-west4", _ => "eu-west-1");
            console.WriteLine(
                "The loss of the region is left out: nothing is copied to another one. Write for example infra:copies: { region: "
                    + $"{region} }}."
            );
            return false;
        }
        return true;
    }

    private void Clear()
    {
        if (Directory.Exists(Work))
        {
            Directory.Delete(Work, recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
