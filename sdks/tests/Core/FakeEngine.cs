using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Pulumi;
using Pulumi.Protocol;

namespace Sdks.Tests.Core;

/// <summary>Records what a program sends and answers as a test says.</summary>
internal sealed class FakeEngine : IMonitor, IEngine
{
    public ConcurrentQueue<RegisterResourceRequest> Registrations { get; } = new();

    public ConcurrentQueue<RegisterResourceOutputsRequest> Outputs { get; } = new();

    public ConcurrentQueue<ResourceInvokeRequest> Invokes { get; } = new();

    public ConcurrentQueue<LogRequest> Logs { get; } = new();

    public ConcurrentQueue<RegisterResourceHookRequest> Hooks { get; } = new();

    public HashSet<string> Unsupported { get; } = [];

    public bool HasShutDown { get; private set; }

    /// <summary>What a registration yields; by default the inputs and an id.</summary>
    public Func<RegisterResourceRequest, Task<RegisterResourceResponse>> Register { get; set; } =
        request => Task.FromResult(new RegisterResourceResponse { Id = $"{request.Name}-id", Object = request.Object });

    public Func<ResourceInvokeRequest, InvokeResponse> Call { get; set; } = request => new() { Return = request.Args };

    public RegisterResourceRequest this[string name] => Registrations.Single(request => request.Name == name);

    public IEnumerable<string> Errors => Logs.Where(log => log.Severity == LogSeverity.Error).Select(log => log.Message);

    public Task<int> RunAsync(Action program, bool isDryRun = false, string? config = null)
    {
        var settings = new DeploymentSettings("org", "proj", "dev", "/root", isDryRun) { Configuration = new(config) };
        return new Deployment(settings, this, this).RunToEndAsync(program);
    }

    /// <summary>Runs a program that the test expects to go well, as the function of a stack.</summary>
    public async Task RunStackAsync(Action program, bool isDryRun = false, string? config = null)
    {
        var exitCode = await RunAsync(
            () =>
                new Stack(() =>
                {
                    program();
                    return Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
                }),
            isDryRun,
            config
        );
        Assert.Empty(Errors);
        Assert.Equal(0, exitCode);
    }

    public Task<bool> SupportsFeatureAsync(string feature) => Task.FromResult(!Unsupported.Contains(feature));

    public Task<InvokeResponse> InvokeAsync(ResourceInvokeRequest request)
    {
        Invokes.Enqueue(request);
        return Task.FromResult(Call(request));
    }

    public Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request) =>
        Task.FromResult(
            new ReadResourceResponse
            {
                Urn = UrnOf(request.Type, request.Name),
                Properties = new() { Fields = { ["text"] = Value.ForString("read") } },
            }
        );

    public async Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request)
    {
        Registrations.Enqueue(request);
        var response = request.Type == Stack.RootType ? new() : await Register(request);
        response.Urn = UrnOf(request.Type, request.Name);
        return response;
    }

    public Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request)
    {
        Outputs.Enqueue(request);
        return Task.CompletedTask;
    }

    public Task RegisterHookAsync(RegisterResourceHookRequest request)
    {
        Hooks.Enqueue(request);
        return Task.CompletedTask;
    }

    public Task<string> ServeAsync(Pulumi.Callbacks callbacks) => CallbackServer.StartAsync(callbacks);

    public Task ShutDownAsync()
    {
        HasShutDown = true;
        return Task.CompletedTask;
    }

    public Task LogAsync(LogRequest request)
    {
        Logs.Enqueue(request);
        return Task.CompletedTask;
    }

    public static string UrnOf(string type, string name) => $"urn:pulumi:dev::proj::{type}::{name}";
}
