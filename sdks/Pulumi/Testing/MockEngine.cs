using System.Collections.Concurrent;
using Pulumi.Protocol;

namespace Pulumi.Testing;

/// <summary>Keeps the errors a tested program logs.</summary>
internal sealed class MockEngine : IEngine
{
    private readonly ConcurrentQueue<string> _errors = new();

    public string[] Errors => [.. _errors];

    public Task LogAsync(LogRequest request)
    {
        if (request.Severity == LogSeverity.Error)
        {
            _errors.Enqueue(request.Message);
        }
        return Task.CompletedTask;
    }
}
