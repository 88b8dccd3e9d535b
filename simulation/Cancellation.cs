namespace Infra.Simulation;

/// <summary>Ends what is under way when an engine asks for it; later calls start anew.</summary>
internal sealed class Cancellation : IDisposable
{
    private CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    public void Now()
    {
        using var ended = Interlocked.Exchange(ref _source, new CancellationTokenSource());
        ended.Cancel();
    }

    public void Dispose() => _source.Dispose();
}
