using Pulumi.Serialization;

namespace Pulumi;

/// <summary>One run of a program against an engine.</summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<Deployment?> Running = new();
    private readonly PendingWork _work;

    internal Deployment(DeploymentSettings settings, IMonitor monitor, IEngine engine)
    {
        (Settings, Monitor) = (settings, monitor);
        Log = new(engine);
        Features = new(monitor);
        Hooks = new(this);
        _work = new(new ErrorReport(Log).ReportAsync);
    }

    /// <summary>The deployment this code runs in.</summary>
    public static DeploymentInstance Instance
    {
        get => new(Require());
        internal set => Running.Value = value.Deployment;
    }

    internal static Deployment? Current => Running.Value;

    internal DeploymentSettings Settings { get; }

    internal IMonitor Monitor { get; }

    internal MonitorFeatures Features { get; }

    internal EngineLog Log { get; }

    internal HookRegistry Hooks { get; }

    internal Callbacks Callbacks { get; } = new();

    /// <summary>The root of all resources, once the program has made it.</summary>
    internal Stack? Stack { get; set; }

    internal static Deployment Require() => Current ?? throw new InvalidOperationException(
        "There is no deployment here. Make resources inside the function given to Deployment.RunAsync or TestAsync.");

    /// <summary>Keeps the program alive until a task has ended, and fails it if the task does.</summary>
    internal Task Track(Task task)
    {
        _work.Track(task);
        return task;
    }

    /// <summary>A writer for the engine, or with outputs kept for another program, behind it.</summary>
    internal WireWriter NewWriter(bool keepsOutputs = false) => new(() => Features.SupportsAsync("resourceReferences"), keepsOutputs);

    internal async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var values = await outputs.ValueOrAsync(new Dictionary<string, object?>()).ConfigureAwait(false);
        var written = await NewWriter().WriteObjectAsync(resource.GetResourceName(), values).ConfigureAwait(false);
        var urn = await resource.Urn.ValueOrAsync("").ConfigureAwait(false);
        await Monitor.RegisterResourceOutputsAsync(new() { Urn = urn, Outputs = written }).ConfigureAwait(false);
    }
}
