using System.Reflection;
using Grpc.Core;

namespace Pulumi;

/// <summary>Shows what made a program fail.</summary>
internal sealed class ErrorReport(EngineLog log)
{
    public async Task ReportAsync(Exception error)
    {
        log.Fail();
        try
        {
            switch (error)
            {
                case RpcException rpc when IsShutdown(rpc):
                    // The engine has stopped on an error that it has shown itself.
                    break;
                case LogException:
                    await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
                    break;
                case RunException:
                    await log.ErrorAsync(error.Message).ConfigureAwait(false);
                    break;
                case ResourceException about:
                    await log.ErrorAsync(about.HideStack ? about.Message : about.ToString(), about.Resource).ConfigureAwait(false);
                    break;
                default:
                    await log.ErrorAsync(
                        $"The program {Assembly.GetEntryAssembly()?.GetName().Name} failed:\n{error}")
                        .ConfigureAwait(false);
                    break;
            }
        }
        catch (LogException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\n{error}").ConfigureAwait(false);
        }
    }

    private static bool IsShutdown(RpcException error) =>
        error.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled
        && error.Status.Detail.Contains("resource monitor shut down", StringComparison.Ordinal);
}
