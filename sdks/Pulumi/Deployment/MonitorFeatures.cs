using System.Collections.Concurrent;

namespace Pulumi;

/// <summary>What the engine can do; each question is asked once, and only when it matters.</summary>
internal sealed class MonitorFeatures(IMonitor monitor)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _answers = new();

    public Task<bool> SupportsAsync(string feature) =>
        _answers.GetOrAdd(feature, name => new(() => monitor.SupportsFeatureAsync(name))).Value;

    /// <summary>Fails where the engine would ignore what the program asks for.</summary>
    public async Task RequireAsync(string feature)
    {
        if (!await SupportsAsync(feature).ConfigureAwait(false))
        {
            throw new InvalidOperationException(
                $"This Pulumi CLI does not support {feature}, which the program uses; install a newer one."
            );
        }
    }
}
