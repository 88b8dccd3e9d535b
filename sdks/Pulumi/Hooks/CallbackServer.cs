using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Pulumi;

/// <summary>Serves the program's callbacks to the engine on this machine, until the process ends.</summary>
internal static class CallbackServer
{
    public static async Task<string> StartAsync(Callbacks callbacks)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2)
        );
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = grpc.MaxSendMessageSize = GrpcChannels.MaxMessageSize);
        builder.Services.AddSingleton(callbacks);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();

        var server = builder.Build();
        server.UseRouting();
        server.MapGrpcService<Callbacks>();
        await server.StartAsync().ConfigureAwait(false);
        return new Uri(server.Urls.Single()).Authority;
    }

    // The default lifetime takes SIGTERM and SIGINT for itself, and the program would outlive them.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
