using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Pulumi.Protocol;

namespace Pulumi;

/// <summary>Functions of the program that the engine calls back, by token.</summary>
internal sealed class Callbacks : Protocol.Callbacks.CallbacksBase
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private readonly Lock _lock = new();
    private Task<string>? _address;

    public delegate Task<IMessage> Function(ByteString request, CancellationToken cancellationToken);

    /// <summary>Makes a function reachable for the engine; the first one starts the server.</summary>
    public async Task<Callback> AddAsync(IMonitor monitor, Function function)
    {
        lock (_lock)
        {
            _address ??= monitor.ServeAsync(this);
        }
        var token = Guid.NewGuid().ToString();
        // The deployment is in the context of the program, not in that of the server's threads.
        _entries[token] = new(function, ExecutionContext.Capture());
        return new() { Token = token, Target = await _address.ConfigureAwait(false) };
    }

    public override async Task<CallbackInvokeResponse> Invoke(CallbackInvokeRequest request, ServerCallContext context)
    {
        if (!_entries.TryGetValue(request.Token, out var entry))
        {
            throw new RpcException(new(StatusCode.InvalidArgument, $"There is no callback {request.Token}."));
        }
        try
        {
            var response = await entry.RunAsync(request.Request, context.CancellationToken).ConfigureAwait(false);
            return new() { Response = response.ToByteString() };
        }
        catch (Exception e)
        {
            throw new RpcException(new(StatusCode.Unknown, e.Message));
        }
    }

    private sealed record Entry(Function Function, ExecutionContext? Context)
    {
        public Task<IMessage> RunAsync(ByteString request, CancellationToken cancellationToken)
        {
            if (Context is null)
            {
                return Function(request, cancellationToken);
            }
            Task<IMessage>? running = null;
            ExecutionContext.Run(Context, _ => running = Function(request, cancellationToken), null);
            return running!;
        }
    }
}
