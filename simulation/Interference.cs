using System.Text.Json.Nodes;

namespace Infra.Simulation;

/// <summary>What a test puts in the way of the next calls.</summary>
public sealed class Interference
{
    private readonly Lock _gate = new();
    private readonly List<(string Type, Operation Operation, string Message)> _failures = [];
    private readonly List<Hold> _holds = [];
    private readonly List<(string Type, string Name, Operation Operation, Action<JsonObject> Change)> _spoils = [];

    /// <summary>The next such call fails with the message; the world stays as it was.</summary>
    public void FailNext(string type, Operation operation, string message)
    {
        lock (_gate)
            _failures.Add((type, operation, message));
    }

    /// <summary>The cloud takes every such call as if other inputs had been sent, as from a program with a fault.</summary>
    /// <param name="type">The type token.</param>
    /// <param name="name">How the logical name begins.</param>
    /// <param name="operation">A create or an update.</param>
    /// <param name="change">Changes the inputs.</param>
    public void Spoil(string type, string name, Operation operation, Action<JsonObject> change)
    {
        lock (_gate)
            _spoils.Add((type, name, operation, change));
    }

    /// <summary>
    /// The cloud does what the next such call asks, and its answer is held back until the hold is released:
    /// who is killed meanwhile never learns what was made.
    /// </summary>
    public Hold Hold(string type, Operation operation)
    {
        var hold = new Hold(type, operation);
        lock (_gate)
            _holds.Add(hold);
        return hold;
    }

    internal JsonObject Spoilt(string urn, Operation operation, JsonObject inputs)
    {
        List<Action<JsonObject>> changes;
        lock (_gate)
        {
            changes =
            [
                .. _spoils
                    .Where(one =>
                        one.Type == Call.TypeOf(urn)
                        && one.Operation == operation
                        && Call.LogicalNameOf(urn).StartsWith(one.Name, StringComparison.Ordinal)
                    )
                    .Select(one => one.Change),
            ];
        }
        if (changes.Count == 0)
            return inputs;
        var spoilt = World.Copy(inputs);
        changes.ForEach(change => change(spoilt));
        return spoilt;
    }

    internal string? TakeFailure(string type, Operation operation)
    {
        lock (_gate)
        {
            var index = _failures.FindIndex(failure => failure.Type == type && failure.Operation == operation);
            if (index < 0)
                return null;
            var message = _failures[index].Message;
            _failures.RemoveAt(index);
            return message;
        }
    }

    internal Hold? TakeHold(string type, Operation operation)
    {
        lock (_gate)
        {
            var hold = _holds.Find(one => one.Type == type && one.Operation == operation);
            if (hold is not null)
                _holds.Remove(hold);
            return hold;
        }
    }
}

/// <summary>One answer held back.</summary>
public sealed class Hold : IDisposable
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Hold(string type, Operation operation) => (Type, Operation) = (type, operation);

    internal string Type { get; }

    internal Operation Operation { get; }

    /// <summary>Done when the call has come and the cloud has done its part.</summary>
    public Task Arrived => _arrived.Task;

    /// <summary>Done when nobody waits for the answer any more: it was let go, or the cloud has noticed that its caller is gone.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Lets the answer go.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Lets the answer go.</summary>
    public void Dispose() => Release();

    internal async Task WaitAsync(TimeSpan limit, CancellationToken cancellation)
    {
        _arrived.TrySetResult();
        try
        {
            await _released.Task.WaitAsync(limit, cancellation);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }
}
