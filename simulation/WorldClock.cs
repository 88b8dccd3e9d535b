namespace Infra.Simulation;

/// <summary>
/// Lets simulated time pass while a real engine drives the world. An operation arrives, takes as long as <see cref="Durations"/> says,
/// and its answer is held. When all that runs waits for such answers, the clock jumps to the earliest end, and every operation with
/// that end is answered. All waits when no call has come for a while, every call that has come is held, and the engine's processes have
/// used no processor time in the meantime: a busy machine makes a rehearsal slower, and not the recovery that it shows.
/// </summary>
internal sealed class WorldClock(World world)
{
    // Long enough that an engine between two calls is seen to work, short enough that twenty jumps take a few seconds.
    private static readonly TimeSpan QuietWindow = TimeSpan.FromMilliseconds(150);

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
        while (true)
        {
            var before = Seen();
            await Task.Delay(QuietWindow);
            var after = Seen();
            lock (_gate)
            {
                if (_held.Count == 0)
                {
                    _runs = false;
                    return;
                }
            }
            if (after.Stirs == before.Stirs && after.AllWaits && (after.Busy - before.Busy).Duration() <= IdleTime)
                Jump();
        }
    }

    private (long Stirs, bool AllWaits, TimeSpan Busy) Seen()
    {
        var busy = world.BusyTime?.Invoke() ?? TimeSpan.Zero;
        lock (_gate)
            return (_stirs, _served <= _waiting, busy);
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
