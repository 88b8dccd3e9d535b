using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Infra.Simulation;

/// <summary>
/// AWS, Google Cloud, Kubernetes, random and TLS as providers the real engine attaches to, all over one
/// <see cref="World"/>.
/// </summary>
public sealed class SimulatedClouds : IAsyncDisposable
{
    private static readonly string[] Packages = ["aws", "gcp", "kubernetes", "random", "tls"];

    private readonly WebApplication _server;

    private SimulatedClouds(WebApplication server, World world, Dictionary<string, int> ports) =>
        (_server, World, Ports) = (server, world, ports);

    /// <summary>What exists in the clouds.</summary>
    public World World { get; }

    /// <summary>The value of PULUMI_DEBUG_PROVIDERS that makes an engine use these clouds.</summary>
    public string DebugProviders => string.Join(',', Ports.Select(port => $"{port.Key}:{port.Value}"));

    internal Dictionary<string, int> Ports { get; }

    /// <summary>Opens the clouds on ports of this machine.</summary>
    /// <param name="worldFile">Where the world is kept; what an earlier run left there goes on to exist.</param>
    public static async Task<SimulatedClouds> StartAsync(string worldFile)
    {
        var world = new World(worldFile);
        var listeners = new Dictionary<string, ListenOptions>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var package in Packages)
                kestrel.Listen(IPAddress.Loopback, 0, listener => listeners[package] = Speak(package, listener));
        });
        builder.Services.AddSingleton(world).AddSingleton<Cancellation>();
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.EnableDetailedErrors) = (null, true));
        var server = builder.Build();
        server.MapGrpcService<ProviderService>();
        await server.StartAsync();
        return new SimulatedClouds(server, world, listeners.ToDictionary(listener => listener.Key, listener => listener.Value.IPEndPoint!.Port));
    }

    /// <summary>Closes the clouds; the world stays in its file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
    }

    private static ListenOptions Speak(string package, ListenOptions listener)
    {
        listener.Protocols = HttpProtocols.Http2;
        listener.Use(next => connection =>
        {
            connection.Items[ProviderService.Package] = package;
            return next(connection);
        });
        return listener;
    }
}
