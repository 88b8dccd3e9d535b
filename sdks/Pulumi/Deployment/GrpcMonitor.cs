using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.Protocol;

namespace Pulumi;

/// <summary>The engine's resource monitor.</summary>
internal sealed class GrpcMonitor(string address) : IMonitor
{
    private readonly ResourceMonitor.ResourceMonitorClient _client = new(GrpcChannels.Open(address));

    public async Task<bool> SupportsFeatureAsync(string feature) =>
        (await _client.SupportsFeatureAsync(new() { Id = feature }).ConfigureAwait(false)).HasSupport;

    public async Task<InvokeResponse> InvokeAsync(ResourceInvokeRequest request) =>
        await _client.InvokeAsync(request).ConfigureAwait(false);

    public async Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request) =>
        await _client.ReadResourceAsync(request).ConfigureAwait(false);

    public async Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request) =>
        await _client.RegisterResourceAsync(request).ConfigureAwait(false);

    public async Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request) =>
        await _client.RegisterResourceOutputsAsync(request).ConfigureAwait(false);

    public async Task RegisterHookAsync(RegisterResourceHookRequest request) =>
        await _client.RegisterResourceHookAsync(request).ConfigureAwait(false);

    public Task<string> ServeAsync(Callbacks callbacks) => CallbackServer.StartAsync(callbacks);

    public async Task ShutDownAsync()
    {
        try
        {
            await _client.SignalAndWaitForShutdownAsync(new Empty()).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            // An older engine does not wait for the program.
        }
    }
}
