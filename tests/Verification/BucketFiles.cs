using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Infra.Tests.Verification;

/// <summary>
/// A folder as a bucket gives its objects to whoever comes with a signed address: one range of one object, and a second credential is
/// refused.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (InvalidArgument: only one auth mechanism allowed)
/// </summary>
internal sealed class BucketFiles : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _folder;
    private int _given;

    public BucketFiles(string folder)
    {
        (_folder, Address) = (folder, $"http://127.0.0.1:{LoopbackPort.Free()}/");
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Where it answers.</summary>
    public string Address { get; }

    /// <summary>How many objects were read.</summary>
    public int Given => _given;

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var (file, response) = (Path.Combine(_folder, context.Request.Url!.AbsolutePath.TrimStart('/')), context.Response);
        if (context.Request.Headers["Authorization"] is not null || !File.Exists(file))
        {
            response.StatusCode = File.Exists(file) ? 400 : 404;
            response.Close();
            return;
        }
        var content = File.ReadAllBytes(file);
        if (
            RangeHeaderValue.TryParse(context.Request.Headers["Range"], out var asked)
            && asked.Ranges.Single() is { From: { } from, To: { } to }
        )
        {
            response.StatusCode = from < content.Length ? 206 : 416;
            response.AddHeader(
                "Content-Range",
                string.Create(CultureInfo.InvariantCulture, $"bytes {(from < content.Length ? $"{from}-{to}" : "*")}/{content.Length}")
            );
            content = from < content.Length ? content[(int)from..((int)to + 1)] : [];
        }
        Interlocked.Increment(ref _given);
        response.Close(context.Request.HttpMethod == "HEAD" ? [] : content, willBlock: false);
    }
}
