using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi;

public sealed partial class Deployment
{
    // The language host takes this for: the error is shown already.
    private const int ErrorShown = 32;

    /// <summary>Runs a program that makes resources; the exit code for the process.</summary>
    public static Task<int> RunAsync(Action action) =>
        RunAsync(() =>
        {
            action();
            return ImmutableDictionary<string, object?>.Empty;
        });

    /// <summary>Runs a program that makes resources and returns the stack's outputs; the exit code for the process.</summary>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RunAsync(() => Task.FromResult(func()));

    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task> func) =>
        RunAsync(async () =>
        {
            await func().ConfigureAwait(false);
            return ImmutableDictionary<string, object?>.Empty;
        });

    /// <inheritdoc cref="RunAsync(Func{IDictionary{string, object?}})"/>
    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) =>
        RunAgainstEngineAsync(() => new Stack(func, options));

    /// <summary>Runs a stack class; the exit code for the process.</summary>
    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => RunAgainstEngineAsync(NewStack<TStack>);

    private static async Task<int> RunAgainstEngineAsync(Action program)
    {
        var deployment = new Deployment(
            DeploymentSettings.FromEnvironment(),
            new GrpcMonitor(DeploymentSettings.Required("PULUMI_MONITOR")),
            new GrpcEngine(DeploymentSettings.Required("PULUMI_ENGINE"))
        );
        // A program may forget to return the exit code.
        return Environment.ExitCode = await deployment.RunToEndAsync(program).ConfigureAwait(false);
    }

    internal static void NewStack<TStack>()
        where TStack : Stack
    {
        var stack = (TStack)
            Activator.CreateInstance(
                typeof(TStack),
                BindingFlags.DoNotWrapExceptions | BindingFlags.Public | BindingFlags.Instance,
                null,
                null,
                null
            )!;
        stack.RegisterPropertyOutputs();
    }

    /// <summary>Runs a program and waits for all it has set off, or for the first failure; the exit code.</summary>
    internal async Task<int> RunToEndAsync(Action program)
    {
        Current = this;
        _work.Track(Start());
        await _work.WhenIdleOrFailedAsync().ConfigureAwait(false);
        if (Log.HasErrors || _report.HasFailed)
        {
            return _report.HasShown ? ErrorShown : 1;
        }
        try
        {
            // Hooks for deletions may run until the engine lets go.
            await Monitor.ShutDownAsync().ConfigureAwait(false);
            return 0;
        }
        catch (Exception e)
        {
            await _report.ReportAsync(e).ConfigureAwait(false);
            return _report.HasShown ? ErrorShown : 1;
        }

        Task Start()
        {
            try
            {
                program();
                return Task.CompletedTask;
            }
            catch (Exception e)
            {
                return Task.FromException(e);
            }
        }
    }
}
