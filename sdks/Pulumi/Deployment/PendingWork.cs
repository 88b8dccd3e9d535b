namespace Pulumi;

/// <summary>
/// The tasks a program has set off: registrations, outputs, its own body. A constructor returns at once,
/// so it is here that the program waits until all is done.
/// </summary>
internal sealed class PendingWork(Func<Exception, Task> report)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<Exception> _failures = new(ReferenceEqualityComparer.Instance);

    // One for the run itself, so that nothing looks idle before all of it has been set off.
    private int _count = 1;

    public void Track(Task task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            Interlocked.Increment(ref _count);
            _ = WatchAsync(task);
        }
    }

    /// <summary>
    /// Waits until nothing is under way any more, or until something has failed and is reported: a program that has failed
    /// asks for nothing new, and the engine finishes what it has begun.
    /// </summary>
    public Task WhenIdleOrFailedAsync()
    {
        Release();
        return _ended.Task;
    }

    private async Task WatchAsync(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (IsNew(e))
            {
                await report(e).ConfigureAwait(false);
                _ended.TrySetResult();
            }
        }
        finally
        {
            Release();
        }
    }

    // One failure fails every task that awaits its own.
    private bool IsNew(Exception failure)
    {
        lock (_failures)
        {
            return _failures.Add(failure);
        }
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            _ended.TrySetResult();
        }
    }
}
