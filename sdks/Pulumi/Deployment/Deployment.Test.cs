using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Runs a stack class against mocks; all its resources, the stack among them.</summary>
    public static async Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() => await RunAgainstMocksAsync(mocks, options, NewStack<TStack>).ConfigureAwait(false);

    /// <summary>Runs a stack class that a service provider makes against mocks; all its resources, the stack among them.</summary>
    public static async Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks,
        IServiceProvider serviceProvider,
        TestOptions? options = null
    )
        where TStack : Stack =>
        await RunAgainstMocksAsync(mocks, options, () => MadeBy<TStack>(serviceProvider).RegisterPropertyOutputs()).ConfigureAwait(false);

    /// <summary>Runs a program against mocks; all its resources and the outputs it returns.</summary>
    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks,
        TestOptions testOptions,
        Func<Task<IDictionary<string, object?>>> createResources
    )
    {
        var resources = await RunAgainstMocksAsync(testMocks, testOptions, () => new TestStack(createResources).RegisterPropertyOutputs())
            .ConfigureAwait(false);
        return ([.. resources.Where(resource => resource is not TestStack)], resources.OfType<TestStack>().Single().Outputs);
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task{IDictionary{string, object?}}})"/>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks,
        TestOptions testOptions,
        Func<IDictionary<string, object?>> createResources
    ) => TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    /// <summary>Runs a program against mocks; all its resources.</summary>
    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources)
    {
        var (resources, _) = await TestAsync(testMocks, testOptions, async () =>
            {
                await createResources().ConfigureAwait(false);
                return (IDictionary<string, object?>)ImmutableDictionary<string, object?>.Empty;
            })
            .ConfigureAwait(false);
        return resources;
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task})"/>
    public static Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources) =>
        TestAsync(testMocks, testOptions, () =>
        {
            createResources();
            return Task.CompletedTask;
        });

    private static TStack MadeBy<TStack>(IServiceProvider services)
        where TStack : Stack =>
        (TStack)(
            services.GetService(typeof(TStack))
            ?? throw new InvalidOperationException(
                $"The service provider gives no {typeof(TStack).Name}. Register the stack's class with it."
            )
        );

    private static async Task<ImmutableArray<Resource>> RunAgainstMocksAsync(IMocks mocks, TestOptions? options, Action program)
    {
        var settings = DeploymentSettings.Of(options);
        var (monitor, engine) = (new MockMonitor(mocks, settings), new MockEngine());
        await new Deployment(settings, monitor, engine).RunToEndAsync(program).ConfigureAwait(false);
        return engine.Errors switch
        {
            [] => monitor.Resources,
            [var only] => throw new RunException(only),
            var several => throw new AggregateException(several.Select(error => new RunException(error))),
        };
    }
}
