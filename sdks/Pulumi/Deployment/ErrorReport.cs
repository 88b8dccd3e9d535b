using System.Reflection;

namespace Pulumi;

/// <summary>Shows what made a program fail.</summary>
internal sealed class ErrorReport(EngineLog log)
{
    /// <summary>Whether the program has failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether the engine has shown a failure.</summary>
    public bool HasShown { get; private set; }

    public async Task ReportAsync(Exception error)
    {
        HasFailed = true;
        switch (error)
        {
            case LogException:
                await Console.Error.WriteLineAsync(error.ToString()).ConfigureAwait(false);
                return;
            case RunException:
                await log.ErrorAsync(error.Message).ConfigureAwait(false);
                break;
            case ResourceException about:
                await log.ErrorAsync(about.HideStack ? about.Message : about.ToString(), about.Resource).ConfigureAwait(false);
                break;
            default:
                await log.ErrorAsync($"The program {Assembly.GetEntryAssembly()?.GetName().Name} failed:\n{error}").ConfigureAwait(false);
                break;
        }
        HasShown = true;
    }
}
