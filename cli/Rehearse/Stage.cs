using System.Collections.Immutable;
using System.Diagnostics;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <summary>Where a rehearsal is played: it notes every step with what the clouds did meanwhile, and tells the audience.</summary>
/// <param name="world">The clouds.</param>
/// <param name="timeline">What a person sees; null: nobody looks.</param>
/// <param name="before">The stage of what went before in the same world, for example of the launch; null: nothing did.</param>
internal sealed class Stage(World world, Timeline? timeline, Stage? before = null)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly ImmutableArray<PlayedStep>.Builder _steps = (before?.Steps ?? []).ToBuilder();
    private readonly ImmutableArray<CloudSpan>.Builder _spans = (before?.Spans ?? []).ToBuilder();

    /// <summary>What was done, in order.</summary>
    public ImmutableArray<PlayedStep> Steps => _steps.ToImmutable();

    /// <summary>What the clouds did.</summary>
    public ImmutableArray<CloudSpan> Spans => _spans.ToImmutable();

    /// <summary>Plays a step.</summary>
    /// <param name="act">The act that it belongs to.</param>
    /// <param name="title">What is done.</param>
    /// <param name="command">What a person types; null where nothing is typed.</param>
    /// <param name="play">Does it.</param>
    public async Task<T> PlayAsync<T>(Act act, string title, string? command, Func<Task<T>> play)
    {
        var (start, clock, seen) = (world.Now, Stopwatch.GetTimestamp(), world.Journal.Count);
        timeline?.BeginStep(act, title, command, start);
        var played = play();
        var told = seen;
        while (await Task.WhenAny(played, Task.Delay(Look)) != played)
        {
            told = Tell(told);
        }
        Tell(told);
        var result = await played;
        var changes = world.Journal.Skip(seen).ToList();
        _spans.AddRange(
            changes.Select(change => new CloudSpan(
                act,
                Word(change.Operation),
                change.Type,
                change.LogicalName,
                change.StartedAt,
                change.At
            ))
        );
        var step = new PlayedStep(
            act,
            title,
            command,
            start,
            world.Now,
            Stopwatch.GetElapsedTime(clock),
            changes.GroupBy(change => Word(change.Operation)).ToImmutableSortedDictionary(group => group.Key, group => group.Count())
        );
        _steps.Add(step);
        timeline?.EndStep(step);
        return result;
    }

    /// <summary>Plays a step that gives nothing.</summary>
    public Task PlayAsync(Act act, string title, string? command, Func<Task> play) => PlayAsync(act, title, command, async () =>
        {
            await play();
            return true;
        });

    private int Tell(int told)
    {
        var journal = world.Journal;
        foreach (var change in journal.Skip(told))
        {
            timeline?.Progress($"{Word(change.Operation)} {change.Type.Split(':')[^1]} {change.Name}", world.Now);
        }
        return journal.Count;
    }

    private static string Word(Operation operation) =>
        operation switch
        {
            // To a person, the second half of a create is a part of it.
            Operation.Complete => "create",
            _ => operation.ToString().ToLowerInvariant(),
        };
}
