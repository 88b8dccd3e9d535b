using System.Collections.Concurrent;
using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Protocol;
using Pulumi.Serialization;

namespace Pulumi.Testing;

/// <summary>An engine in memory: requests are those of the wire, and mocks answer them.</summary>
internal sealed class MockMonitor(IMocks mocks, DeploymentSettings settings) : IMonitor
{
    private readonly ConcurrentQueue<Resource> _resources = new();

    public ImmutableArray<Resource> Resources => [.. _resources];

    public Task<bool> SupportsFeatureAsync(string feature) => Task.FromResult(true);

    public async Task<InvokeResponse> InvokeAsync(ResourceInvokeRequest request)
    {
        var result = await mocks
            .CallAsync(
                new()
                {
                    Token = request.Tok,
                    Args = Known(request.Args),
                    Provider = request.Provider,
                }
            )
            .ConfigureAwait(false);
        return new() { Return = await WriteAsync(request.Tok, result).ConfigureAwait(false) };
    }

    public async Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request)
    {
        var (urn, _, state) = await MakeAsync(request.Parent, request.Type, request.Name, request.Properties, request.Provider, request.Id)
            .ConfigureAwait(false);
        _resources.Enqueue(resource);
        return new() { Urn = urn, Properties = state };
    }

    public async Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request)
    {
        _resources.Enqueue(resource);
        if (request.Type == Stack.RootType)
        {
            return new() { Urn = UrnOf("", request.Type, request.Name), Object = new() };
        }
        var (urn, id, state) = await MakeAsync(
                request.Parent,
                request.Type,
                request.Name,
                request.Object,
                request.Provider,
                request.ImportId
            )
            .ConfigureAwait(false);
        return new()
        {
            Urn = urn,
            Id = id,
            Object = state,
        };
    }

    public Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request) =>
        mocks.RegisterResourceOutputs(
            new(
                request.Urn,
                request.Outputs.Fields.ToImmutableDictionary(
                    field => field.Key,
                    field => new Output<object?>(WireReader.Plain(field.Value))
                )
            )
        );

    // Mocks have no operations that hooks could run before and after.
    public Task RegisterHookAsync(RegisterResourceHookRequest request) => Task.CompletedTask;

    public Task<string> ServeAsync(Callbacks callbacks) => Task.FromResult("");

    public Task ShutDownAsync() => Task.CompletedTask;

    private async Task<(string Urn, string Id, Struct State)> MakeAsync(
        string parent,
        string type,
        string name,
        Struct inputs,
        string provider,
        string id
    )
    {
        var (newId, outputs) = await mocks
            .NewResourceAsync(
                new()
                {
                    Type = type,
                    Name = name,
                    Inputs = Known(inputs),
                    Provider = provider,
                    Id = id,
                }
            )
            .ConfigureAwait(false);
        return (UrnOf(parent, type, name), newId ?? id, await WriteAsync(name, outputs).ConfigureAwait(false));
    }

    private string UrnOf(string parent, string type, string name)
    {
        // As upstream's mocks have it, the outermost type alone stands before the resource's own.
        var types = parent.Length == 0 ? type : $"{parent.Split("::")[2].Split('$')[0]}${type}";
        return $"urn:pulumi:{settings.Stack}::{settings.Project}::{types}::{name}";
    }

    private static ImmutableDictionary<string, object> Known(Struct properties) =>
        (
            from field in properties.Fields
            let state = WireReader.Plain(field.Value)
            where state.IsKnown && state.Value is not null
            select KeyValuePair.Create(field.Key, state.Value)
        ).ToImmutableDictionary();

    private static async Task<Struct> WriteAsync(string name, object state)
    {
        var written = await new WireWriter(() => Task.FromResult(true)).WriteAsync(name, state).ConfigureAwait(false);
        return written.KindCase == Value.KindOneofCase.StructValue
            ? written.StructValue
            : throw new InvalidOperationException(
                $"The mocks answered '{name}' with {state?.GetType().Name ?? "null"}; answer with a dictionary or args."
            );
    }
}
