using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Infra.Tests.Workflows;

/// <summary>A download site on loopback that gives every question the same answer, or the beginning of it.</summary>
internal sealed class DownloadSite : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;
    private int _requests;

    /// <summary>Serves until it is disposed.</summary>
    /// <param name="status">The HTTP status of every answer.</param>
    /// <param name="body">The body that every answer announces.</param>
    /// <param name="send">How many of its bytes are sent before the connection ends; null: all.</param>
    public DownloadSite(int status, byte[] body, int? send = null)
    {
        _listener.Start();
        _serving = ServeAsync(status, body, send ?? body.Length);
    }

    /// <summary>Its address, without a slash at the end.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How often it was asked.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait();
        _listener.Dispose();
    }

    private async Task ServeAsync(int status, byte[] body, int send)
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
                while (await reader.ReadLineAsync() is { Length: > 0 }) { }
                Interlocked.Increment(ref _requests);
                var head = $"HTTP/1.1 {status} Said\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
                await client.GetStream().WriteAsync(body.AsMemory(0, send));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
