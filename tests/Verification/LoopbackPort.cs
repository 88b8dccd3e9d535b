using System.Net;
using System.Net.Sockets;

namespace Infra.Tests.Verification;

/// <summary>A port of this machine's loopback address that nobody listens on.</summary>
internal static class LoopbackPort
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
