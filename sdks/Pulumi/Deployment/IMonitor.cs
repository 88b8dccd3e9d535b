using Pulumi.Protocol;

namespace Pulumi;

/// <summary>The engine as a program sees it: it takes registrations and answers with outputs.</summary>
internal interface IMonitor
{
    Task<bool> SupportsFeatureAsync(string feature);

    Task<InvokeResponse> InvokeAsync(ResourceInvokeRequest request);

    Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request);

    Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request);

    Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request);

    Task RegisterHookAsync(RegisterResourceHookRequest request);

    /// <summary>Makes callbacks reachable for the engine; the address it is told.</summary>
    Task<string> ServeAsync(Callbacks callbacks);

    /// <summary>Says that all is registered, and waits until the engine needs the program no more.</summary>
    Task ShutDownAsync();
}
