using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>An output of a resource until its registration resolves it.</summary>
internal abstract class PendingOutput
{
    public abstract object Output { get; }

    public abstract void Resolve(string path, Value value, IEnumerable<Resource> dependencies, Action<string> warn);

    /// <summary>Resolves what the registration did not; does nothing to what it did.</summary>
    public abstract void ResolveAbsent(bool isKnown);

    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class PendingOutput<T> : PendingOutput
{
    private readonly TaskCompletionSource<OutputState<T>> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ImmutableHashSet<Resource> _owner;

    public PendingOutput(Resource owner)
    {
        _owner = [owner];
        // The registration itself is tracked, and fails with the same exception.
        Output = new Output<T>(_source.Task, isTracked: false);
    }

    public override object Output { get; }

    public override void Resolve(string path, Value value, IEnumerable<Resource> dependencies, Action<string> warn) =>
        _source.TrySetResult(WireReader.State<T>(path, value, warn) with { Resources = _owner.Union(dependencies) });

    /// <summary>Resolves the id or the URN.</summary>
    public void Resolve(T text, bool isKnown) => _source.TrySetResult(new(text, isKnown, false, _owner));

    public override void ResolveAbsent(bool isKnown) => _source.TrySetResult(new(default!, isKnown, false, _owner));

    public override void Fail(Exception exception) => _source.TrySetException(exception);
}
