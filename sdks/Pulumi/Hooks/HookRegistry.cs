using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Protocol;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Registers hooks with the engine and runs them when it calls back.</summary>
internal sealed class HookRegistry(Deployment deployment)
{
    public async Task RegisterAsync(ResourceHook hook)
    {
        await deployment.Features.RequireAsync("resourceHooks").ConfigureAwait(false);
        await deployment
            .Monitor.RegisterHookAsync(
                new RegisterResourceHookRequest
                {
                    Name = hook.Name,
                    Callback = await deployment
                        .Callbacks.AddAsync(deployment.Monitor, (bytes, stop) => RunAsync(hook, bytes, stop))
                        .ConfigureAwait(false),
                    OnDryRun = hook.Options.OnDryRun ?? false,
                    IgnoreErrors = hook.Options.IgnoreErrors ?? false,
                }
            )
            .ConfigureAwait(false);
    }

    /// <summary>Names a resource's hooks, once these are registered.</summary>
    public static async Task<RegisterResourceRequest.Types.ResourceHooksBinding> BindAsync(ResourceHookBinding hooks)
    {
        await Task.WhenAll(hooks.All.SelectMany(list => list).Select(hook => hook.Registered)).ConfigureAwait(false);
        return new()
        {
            BeforeCreate = { Names(hooks.BeforeCreate) },
            AfterCreate = { Names(hooks.AfterCreate) },
            BeforeUpdate = { Names(hooks.BeforeUpdate) },
            AfterUpdate = { Names(hooks.AfterUpdate) },
            BeforeDelete = { Names(hooks.BeforeDelete) },
            AfterDelete = { Names(hooks.AfterDelete) },
        };
    }

    private static async Task<IMessage> RunAsync(ResourceHook hook, ByteString bytes, CancellationToken cancellationToken)
    {
        var request = ResourceHookRequest.Parser.ParseFrom(bytes);
        await hook.Callback(
                new(
                    request.Urn,
                    request.Id,
                    request.Name,
                    request.Type,
                    Read(request.NewInputs),
                    Read(request.OldInputs),
                    Read(request.NewOutputs),
                    Read(request.OldOutputs)
                ),
                cancellationToken
            )
            .ConfigureAwait(false);
        return new ResourceHookResponse();
    }

    private static IEnumerable<string> Names(IEnumerable<ResourceHook> hooks) => hooks.Select(hook => hook.Name);

    private static ImmutableDictionary<string, object?>? Read(Struct? properties) =>
        properties?.Fields.ToImmutableDictionary(field => field.Key, field => Read(WireReader.Plain(field.Value)));

    // A secret stays one: it is an output, which no log prints. What is not known yet is null.
    private static object? Read(OutputState<object?> state) => state.IsSecret ? Output.CreateSecret(state.Value) : state.Value;
}
