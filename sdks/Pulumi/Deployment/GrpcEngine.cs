using Pulumi.Protocol;

namespace Pulumi;

/// <summary>The engine's log.</summary>
internal sealed class GrpcEngine(string address) : IEngine
{
    private readonly Engine.EngineClient _client = new(GrpcChannels.Open(address));

    public async Task LogAsync(LogRequest request) => await _client.LogAsync(request).ConfigureAwait(false);
}
