namespace Infra.Simulation;

/// <summary>A pod of a set that keeps something of its own.</summary>
/// <param name="Name">Its name, for example <c>astronomer-prometheus-0</c>.</param>
/// <param name="HistorySince">Since when it has what it keeps: samples of Prometheus, tasks in the queue of Redis.</param>
public sealed record SimulatedPod(string Name, DateTimeOffset HistorySince);

/// <summary>A pod that was lost with its volume, in one birth of a cluster.</summary>
/// <param name="Scope">The cluster.</param>
/// <param name="Pod">Its name.</param>
/// <param name="At">When.</param>
internal sealed record LostPod(string Scope, string Pod, DateTimeOffset At);
