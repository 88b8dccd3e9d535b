using System.Text.Json.Nodes;
using Grpc.Net.Client;
using Infra.Simulation;
using Infra.Simulation.Protocol;

namespace Infra.Tests.Simulation;

/// <summary>A provider of the simulated clouds, asked over its protocol as the engine asks it.</summary>
internal sealed class ProviderClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly ResourceProvider.ResourceProviderClient _client;

    private ProviderClient(GrpcChannel channel) => (_channel, _client) = (channel, new(channel));

    /// <summary>Opens a connection of its own, and configures it.</summary>
    public static async Task<ProviderClient> OpenAsync(SimulatedClouds clouds, string package, string settings)
    {
        var client = new ProviderClient(GrpcChannel.ForAddress($"http://127.0.0.1:{clouds.Ports[package]}"));
        await client._client.ConfigureAsync(new() { Args = Wire.Write(JsonNode.Parse(settings)!.AsObject()) });
        return client;
    }

    /// <summary>Makes a thing, and gives what is reported of it.</summary>
    public Task<JsonObject> MakeAsync(string type, string inputs) => MakeForAsync(type, inputs, TestContext.Current.CancellationToken);

    /// <summary>Makes a thing for a caller who may be gone before it stands.</summary>
    public async Task<JsonObject> MakeForAsync(string type, string inputs, CancellationToken caller) =>
        Wire.Read(
            (
                await _client.CreateAsync(
                    new() { Urn = Urn(type), Properties = Wire.Write(JsonNode.Parse(inputs)!.AsObject()) },
                    cancellationToken: caller
                )
            ).Properties
        );

    /// <summary>Looks at a thing.</summary>
    public async Task<JsonObject> ReadAsync(string type, string id) =>
        Wire.Read(
            (
                await _client.ReadAsync(
                    new()
                    {
                        Urn = Urn(type),
                        Id = id,
                        Inputs = new(),
                        Properties = new(),
                    }
                )
            ).Properties
        );

    /// <summary>Asks every operation that is under way to stop.</summary>
    public async Task CancelAsync() => await _client.CancelAsync(new());

    public void Dispose() => _channel.Dispose();

    private static string Urn(string type) => $"urn:pulumi:test::infra::{type}::thing";
}
