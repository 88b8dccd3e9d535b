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
/// <example>
/// A rehearsal of a user's stack, in which time goes on:
/// <code>
/// await using var clouds = await SimulatedClouds.StartAsync("world.json", new() { TimePasses = true, Account = "210987654321" });
/// clouds.World.Activity = () => engine.Activity();    // Of the engine, the language host and the program together.
/// var began = clouds.World.Now;                       // Run pulumi with PULUMI_DEBUG_PROVIDERS = clouds.DebugProviders.
/// var took = clouds.World.Now - began;                // Each entry of World.Journal has StartedAt and At.
/// clouds.World.Now += TimeSpan.FromHours(5);          // Between two runs, time is moved by hand.
/// </code>
/// With <c>Postgres = "…/node_modules"</c> a real server stands behind each instance; <see cref="PostgresMissing"/> says beforehand why
/// it can not. Then <see cref="SimulatedDatabase.Insert"/> and <see cref="SimulatedDatabase.Rows"/> are SQL, and every restore is one
/// of Postgres itself.
/// </example>
public sealed class SimulatedClouds : IAsyncDisposable
{
    private static readonly string[] Packages = ["aws", "gcp", "kubernetes", "random", "tls"];

    // The major versions that the clouds offer, and Astronomer takes.
    private static readonly int[] Versions = [13, 14, 15, 16, 17, 18];

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
    /// <param name="options">How the world behaves; by default, as a test wants it.</param>
    public static async Task<SimulatedClouds> StartAsync(string worldFile, SimulationOptions? options = null)
    {
        var world = new World(worldFile, options);
        if (options?.Postgres is { } postgres)
            world.Servers = await OpenServersAsync(world, worldFile, postgres);
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
        server.Use(
            async (_, next) =>
            {
                world.Clock.Begin();
                try
                {
                    await next();
                }
                finally
                {
                    world.Clock.End();
                }
            }
        );
        server.MapGrpcService<ProviderService>();
        await server.StartAsync();
        return new SimulatedClouds(
            server,
            world,
            listeners.ToDictionary(listener => listener.Key, listener => listener.Value.IPEndPoint!.Port)
        );
    }

    /// <summary>Closes the clouds, and keeps the world in its file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
        World.Save();
        if (World.Servers is { } servers)
            await servers.DisposeAsync();
    }

    /// <summary>Why real Postgres servers can not run from that folder; null where they can.</summary>
    public static string? PostgresMissing(string folder) => new PostgresInstallation(folder).Missing(Versions);

    private static async Task<PostgresServers> OpenServersAsync(World world, string worldFile, string folder) =>
        PostgresMissing(folder) is { } missing
            ? throw new InvalidOperationException(missing)
            : await PostgresServers.OpenAsync(new(folder), world.Content, worldFile + ".postgres");

    private static ListenOptions Speak(string package, ListenOptions listener)
    {
        listener.Protocols = HttpProtocols.Http2;
        listener.Use(next =>
            connection =>
            {
                connection.Items[ProviderService.Package] = package;
                return next(connection);
            }
        );
        return listener;
    }
}
