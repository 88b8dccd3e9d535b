using System.Collections.Immutable;

namespace Infra.Cli.Recovery;

/// <summary>
/// The longest chain of operations from the start of an update until the platform stands. Whatever does not wait for each other runs at the
/// same time; deletions come last and are not waited for.
/// </summary>
internal sealed class CriticalPath
{
    private readonly ProgramChange _change;
    private readonly Dictionary<ProgramResource, TimeSpan> _ends = [];

    private CriticalPath(ProgramChange change) => _change = change;

    /// <summary>Finds it.</summary>
    public static RecoveryTime Of(ProgramChange change)
    {
        var path = new CriticalPath(change);
        var operations = change.After.Resources.Where(resource => path.Time(resource) > TimeSpan.Zero).ToList();
        // What the platform does not wait for may go on: a second release, a volume's class.
        var last = operations.Where(resource => IsPlatform(resource.Type)).DefaultIfEmpty(null).ToList() is [{ }, ..] platform
            ? platform
            : [.. operations];
        return last.MaxBy(resource => path.End(resource!)) is { } end ? new(path.End(end), path.Chain(end)) : new(TimeSpan.Zero, []);
    }

    /// <summary>Whether the platform stands only when things of this type do.</summary>
    public static bool IsPlatform(string type) => type is "kubernetes:helm.sh/v3:Release" or "kubernetes:batch/v1:Job";

    private TimeSpan Time(ProgramResource resource) =>
        _change.Made.Contains(resource) ? OperationTimes.Create(resource)
        : _change.Changed.Contains(resource) ? OperationTimes.Update(resource)
        : TimeSpan.Zero;

    private TimeSpan End(ProgramResource resource)
    {
        if (!_ends.TryGetValue(resource, out var end))
        {
            end = _ends[resource] = Start(resource) + Time(resource);
        }
        return end;
    }

    private TimeSpan Start(ProgramResource resource) => resource.Needs.Select(End).DefaultIfEmpty(TimeSpan.Zero).Max();

    private ImmutableArray<TimedOperation> Chain(ProgramResource? resource)
    {
        var chain = new Stack<TimedOperation>();
        for (; resource is not null; resource = resource.Needs.MaxBy(End))
        {
            if (Time(resource) > TimeSpan.Zero)
            {
                chain.Push(
                    new(
                        _change.Made.Contains(resource) ? "create" : "update",
                        resource.Type,
                        resource.Name,
                        Start(resource),
                        Time(resource)
                    )
                );
            }
        }
        return [.. chain];
    }
}
