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
        await deployment.Monitor.RegisterHookAsync(new RegisterResourceHookRequest
        {
            Name = hook.Name,
            Callback = await deployment.Callbacks.AddAsync(deployment.Monitor, (bytes, stop) => RunAsync(hook, bytes, stop)).ConfigureAwait(false),
            OnDryRun = hook.Options.OnDryRun ?? false,
            IgnoreErrors = hook.Options.IgnoreErrors ?? false,
        }).ConfigureAwait(false);
    }

    public async Task RegisterAsync(ErrorHook hook)
    {
        await deployment.Features.RequireAsync("errorHooks").ConfigureAwait(false);
        await deployment.Monitor.RegisterHookAsync(new RegisterErrorHookRequest
        {
            Name = hook.Name,
            Callback = await deployment.Callbacks.AddAsync(deployment.Monitor, (bytes, stop) => RunAsync(hook, bytes, stop)).ConfigureAwait(false),
        }).ConfigureAwait(false);
    }

    /// <summary>Names a resource's hooks, once these are registered.</summary>
    public static async Task<RegisterResourceRequest.Types.ResourceHooksBinding> BindAsync(ResourceHookBinding hooks)
    {
        await Task.WhenAll(
            [.. hooks.ResourceHooks.SelectMany(list => list).Select(hook => hook.Registered), .. hooks.OnError.Select(hook => hook.Registered)])
            .ConfigureAwait(false);
        return new()
        {
            BeforeCreate = { Names(hooks.BeforeCreate) },
            AfterCreate = { Names(hooks.AfterCreate) },
            BeforeUpdate = { Names(hooks.BeforeUpdate) },
            AfterUpdate = { Names(hooks.AfterUpdate) },
            BeforeDelete = { Names(hooks.BeforeDelete) },
            AfterDelete = { Names(hooks.AfterDelete) },
            OnError = { hooks.OnError.Select(hook => hook.Name) },
        };
    }

    // What a hook throws is its answer, not a failure of the call: the engine shows the message.
    private static async Task<IMessage> RunAsync(ResourceHook hook, ByteString bytes, CancellationToken cancellationToken)
    {
        try
        {
            var request = ResourceHookRequest.Parser.ParseFrom(bytes);
            await hook.Callback(
                new(request.Urn, request.Id, request.Name, request.Type,
                    Plain(request.NewInputs), Plain(request.OldInputs), Plain(request.NewOutputs), Plain(request.OldOutputs)),
                cancellationToken).ConfigureAwait(false);
            return new ResourceHookResponse();
        }
        catch (Exception e)
        {
            return new ResourceHookResponse { Error = MessageOf(e) };
        }
    }

    private static async Task<IMessage> RunAsync(ErrorHook hook, ByteString bytes, CancellationToken cancellationToken)
    {
        try
        {
            var request = ErrorHookRequest.Parser.ParseFrom(bytes);
            var retry = await hook.Callback(
                new(request.Urn, request.Id, request.Name, request.Type,
                    Plain(request.NewInputs), Plain(request.OldInputs), Plain(request.OldOutputs), request.FailedOperation, [.. request.Errors]),
                cancellationToken).ConfigureAwait(false);
            return new ErrorHookResponse { Retry = retry };
        }
        catch (Exception e)
        {
            return new ErrorHookResponse { Error = MessageOf(e) };
        }
    }

    // An empty message would read as success.
    private static string MessageOf(Exception e) => e.Message.Length > 0 ? e.Message : e.GetType().Name;

    private static IEnumerable<string> Names(IEnumerable<ResourceHook> hooks) => hooks.Select(hook => hook.Name);

    private static ImmutableDictionary<string, object?>? Plain(Struct? properties) => properties is null ? null : WireReader.Plain(properties);
}
