using Pulumi.Serialization;

namespace Pulumi;

/// <summary>One run of a program against an engine.</summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<Deployment?> Running = new();
    private readonly PendingWork _work;
    private readonly ErrorReport _report;

    internal Deployment(DeploymentSettings settings, IMonitor monitor, IEngine engine)
    {
        (Settings, Monitor) = (settings, monitor);
        Log = new(engine);
        Features = new(monitor);
        Hooks = new(this);
        _report = new(Log);
        _work = new(_report.ReportAsync);
    }

    /// <summary>The deployment this code runs in.</summary>
    public static DeploymentInstance Instance
    {
        get => new(Require());
        internal set => Current = value.Deployment;
    }

    internal static Deployment? Current
    {
        get => Running.Value;
        private set =>
            Running.Value = Running.Value is null
                ? value
                : throw new InvalidOperationException("A deployment runs here already; a program cannot run another in itself.");
    }

    internal DeploymentSettings Settings { get; }

    internal IMonitor Monitor { get; }

    internal MonitorFeatures Features { get; }

    internal EngineLog Log { get; }

    internal HookRegistry Hooks { get; }

    internal Callbacks Callbacks { get; } = new();

    /// <summary>The root of all resources; there is none before the program has made it.</summary>
    internal Stack Stack
    {
        get =>
            field
            ?? throw new InvalidOperationException(
                "There is no stack yet. Make resources inside the function given to Deployment.RunAsync or TestAsync."
            );
        set;
    }

    internal static Deployment Require() =>
        Current
        ?? throw new InvalidOperationException(
            "There is no deployment here. Make resources inside the function given to Deployment.RunAsync or TestAsync."
        );

    /// <summary>Keeps the program alive until a task has ended, and fails it if the task does.</summary>
    internal Task Track(Task task)
    {
        _work.Track(task);
        return task;
    }

    /// <summary>A writer for the engine.</summary>
    internal WireWriter NewWriter() => new(() => Features.SupportsAsync("resourceReferences"));

    internal async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var values = await outputs.ValueOrAsync(new Dictionary<string, object?>()).ConfigureAwait(false);
        var written = await NewWriter().WriteObjectAsync(resource.GetResourceName(), values).ConfigureAwait(false);
        var urn = await resource.Urn.ValueOrAsync("").ConfigureAwait(false);
        await Monitor.RegisterResourceOutputsAsync(new() { Urn = urn, Outputs = written }).ConfigureAwait(false);
    }
}
