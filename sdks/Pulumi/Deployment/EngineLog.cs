using Pulumi.Protocol;

namespace Pulumi;

/// <summary>Sends messages to the engine one after the other, in the order they were written.</summary>
internal sealed class EngineLog(IEngine engine)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Whether an error was logged, or a message could not be.</summary>
    public bool HasErrors { get; private set; }

    public Task ErrorAsync(string message, Resource? resource = null) => SendAsync(LogSeverity.Error, message, resource, null, null);

    public Task SendAsync(LogSeverity severity, string message, Resource? resource, int? streamId, bool? ephemeral)
    {
        lock (_lock)
        {
            HasErrors |= severity == LogSeverity.Error;
            return _last = SendAfterAsync(_last);
        }

        async Task SendAfterAsync(Task previous)
        {
            await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await engine
                    .LogAsync(
                        new()
                        {
                            Severity = severity,
                            Message = message,
                            Urn = await UrnAsync(resource).ConfigureAwait(false),
                            StreamId = streamId ?? 0,
                            Ephemeral = ephemeral ?? false,
                        }
                    )
                    .ConfigureAwait(false);
            }
            catch (Exception e)
            {
                HasErrors = true;
                throw new LogException(e);
            }
        }
    }

    private static async Task<string> UrnAsync(Resource? resource)
    {
        try
        {
            return resource is null ? "" : await resource.Urn.ValueOrAsync("").ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The resource failed to register, which is reported as an error of its own.
            return "";
        }
    }
}
