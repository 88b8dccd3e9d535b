using System.Diagnostics;

namespace Infra.Simulation;

/// <summary>
/// Lets simulated time pass while a real engine drives the world. An operation arrives, takes as long as <see cref="Durations"/> says,
/// and its answer is held. When all that runs waits for such answers, the clock jumps to the earliest end, and every operation with
/// that end is answered. All waits when no call has come for a while, every call that has come is held, and the engine's processes have
/// neither used a processor in the meantime nor waited for one: a busy machine makes a rehearsal slower, and not the recovery that it
/// shows.
/// </summary>
internal sealed class WorldClock(World world)
{
    // Together long enough that an engine between two calls is seen to work, short enough that twenty jumps take a few seconds.
    private static readonly TimeSpan QuietWindow = TimeSpan.FromMilliseconds(100);
    private const int QuietWindows = 2;

    // An idle runtime's own timers; Linux counts processor time in steps of 10 ms.
    private static readonly TimeSpan IdleTime = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly List<(DateTimeOffset End, TaskCompletionSource Answer)> _held = [];
    private int _served;
    private int _waiting;
    private long _stirs;
    private bool _runs;

    /// <summary>A call comes in.</summary>
    public void Begin() => Count(ref _served, 1);

    /// <summary>Its answer goes out.</summary>
    public void End() => Count(ref _served, -1);

    /// <summary>Waits until the world's clock shows the instant.</summary>
    public async Task UntilAsync(DateTimeOffset end, CancellationToken cancellation)
    {
        if (end <= world.Now)
            return;
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _held.Add((end, answer));
            (_waiting, _stirs) = (_waiting + 1, _stirs + 1);
            if (!_runs)
            {
                _runs = true;
                _ = RunAsync();
            }
        }
        await using var given = cancellation.Register(() => GiveUp(answer));
        await answer.Task;
    }

    /// <summary>Waits for something outside of the world; time goes on for everybody else.</summary>
    public async Task BesideAsync(Task outside)
    {
        Count(ref _waiting, 1);
        try
        {
            await outside;
        }
        finally
        {
            Count(ref _waiting, -1);
        }
    }

    private async Task RunAsync()
    {
        var quiet = 0;
        while (true)
        {
            var (before, began) = (Seen(), Stopwatch.GetTimestamp());
            await Task.Delay(QuietWindow);
            // A timer that comes late tells that this process was short of a processor itself: a call may have come and not be seen yet.
            var late = Stopwatch.GetElapsedTime(began) - QuietWindow;
            var after = Seen();
            lock (_gate)
            {
                if (_held.Count == 0)
                {
                    _runs = false;
                    return;
                }
            }
            var isQuiet =
                late <= QuietWindow
                && after.Stirs == before.Stirs
                && (before.AllWaits, after.AllWaits) == (true, true)
                && (after.Used - before.Used).Duration() <= IdleTime;
            quiet = isQuiet ? quiet + 1 : 0;
            if (quiet < QuietWindows)
                continue;
            Jump();
            quiet = 0;
        }
    }

    private (long Stirs, bool AllWaits, TimeSpan Used) Seen()
    {
        var (used, isRunnable) = world.Activity?.Invoke() ?? default;
        lock (_gate)
            return (_stirs, !isRunnable && _served <= _waiting, used);
    }

    private void Jump()
    {
        DateTimeOffset earliest;
        lock (_gate)
        {
            if (_held.Count == 0)
                return;
            earliest = _held.Min(one => one.End);
        }
        if (earliest > world.Now)
            world.Now = earliest;
        var now = world.Now;
        lock (_gate)
        {
            // Counted as working before the answer is let go: the clock stands until its call is answered.
            foreach (var (end, answer) in _held.Where(one => one.End <= now).ToList())
                Let(answer, answer.TrySetResult);
        }
    }

    private void GiveUp(TaskCompletionSource answer)
    {
        lock (_gate)
            Let(answer, answer.TrySetCanceled);
    }

    private void Let(TaskCompletionSource answer, Func<bool> go)
    {
        if (_held.RemoveAll(one => one.Answer == answer) == 0)
            return;
        (_waiting, _stirs) = (_waiting - 1, _stirs + 1);
        go();
    }

    private void Count(ref int counter, int change)
    {
        lock (_gate)
            (counter, _stirs) = (counter + change, _stirs + 1);
    }
}
