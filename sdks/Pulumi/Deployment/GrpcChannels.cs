using Grpc.Net.Client;

namespace Pulumi;

/// <summary>Channels to the engine, which listens on this machine without encryption.</summary>
internal static class GrpcChannels
{
    /// <summary>State of a stack can be large: 400 MiB, as the engine allows.</summary>
    public const int MaxMessageSize = 400 * 1024 * 1024;

    public static GrpcChannel Open(string address) =>
        GrpcChannel.ForAddress($"http://{address}", new() { MaxReceiveMessageSize = MaxMessageSize, MaxSendMessageSize = MaxMessageSize });
}
