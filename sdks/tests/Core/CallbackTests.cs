using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumi;
using Pulumi.Protocol;
using Pulumi.Serialization;

namespace Sdks.Tests.Core;

/// <summary>Calls the program back as the engine does, over the wire.</summary>
public sealed class CallbackTests
{
    private static readonly Method<CallbackInvokeRequest, CallbackInvokeResponse> Invoke = new(
        MethodType.Unary, "pulumirpc.Callbacks", "Invoke",
        Marshallers.Create(request => request.ToByteArray(), CallbackInvokeRequest.Parser.ParseFrom),
        Marshallers.Create(response => response.ToByteArray(), CallbackInvokeResponse.Parser.ParseFrom));

    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task A_hook_is_bound_by_name_and_told_of_the_operation()
    {
        ResourceHookArgs? seen = null;
        var project = "";
        await _engine.RunStackAsync(() =>
        {
            var hook = new ResourceHook("guard", (args, _) =>
            {
                (seen, project) = (args, Deployment.Instance.ProjectName);
                return Task.CompletedTask;
            }, new() { OnDryRun = true });
            new Thing("a", options: new() { Hooks = { BeforeCreate = { hook }, AfterDelete = { hook } } });
        });
        Assert.True(Assert.Single(_engine.Hooks) is { Name: "guard", OnDryRun: true, IgnoreErrors: false });
        Assert.Equal(["guard"], _engine["a"].Hooks.BeforeCreate);
        Assert.Equal(["guard"], _engine["a"].Hooks.AfterDelete);

        var response = await CallHookAsync(new() { Name = "a", Type = Thing.Token, NewInputs = new() { Fields = { ["text"] = Value.ForString("x") } } });
        Assert.Empty(response.Error);
        Assert.Equal(("a", Thing.Token, "x", "proj"), (seen!.Name, seen.Type, seen.NewInputs!["text"], project));
        Assert.Null(seen.OldInputs);
    }

    [Fact]
    public async Task What_a_hook_throws_is_answered_as_its_message()
    {
        await _engine.RunStackAsync(() => new ResourceHook("guard", (_, _) => throw new InvalidOperationException("Not made in this run.")));
        Assert.Equal("Not made in this run.", (await CallHookAsync(new())).Error);
    }

    [Fact]
    public async Task A_transform_changes_properties_and_options_and_keeps_secrets()
    {
        await _engine.RunStackAsync(() => new Thing("a", options: new()
        {
            ResourceTransforms =
            {
                (args, _) =>
                {
                    args.Options.Protect = true;
                    return Task.FromResult<ResourceTransformResult?>(new(args.Args.SetItem("text", "new"), args.Options));
                },
            },
        }));
        var request = new TransformRequest
        {
            Name = "a",
            Type = Thing.Token,
            Custom = true,
            Properties = new() { Fields = { ["password"] = WireValue.Secret(Value.ForString("s")) } },
            Options = new() { IgnoreChanges = { "tags" }, CustomTimeouts = new() { Create = "1h" } },
        };
        var bytes = await CallAsync(Assert.Single(_engine["a"].Transforms), request);
        var response = TransformResponse.Parser.ParseFrom(bytes);
        Assert.Equal("new", response.Properties.Fields["text"].StringValue);
        Assert.True(response.Properties.Fields["password"].StructValue.Fields["secret"].BoolValue);
        Assert.True(response.Options.Protect);
        Assert.Equal(["tags"], response.Options.IgnoreChanges);
        Assert.Equal("3600s", response.Options.CustomTimeouts.Create);
    }

    [Fact]
    public async Task An_engine_without_hooks_fails_the_program()
    {
        _engine.Unsupported.Add("resourceHooks");
        Assert.Equal(32, await _engine.RunAsync(() => new ResourceHook("guard", (_, _) => Task.CompletedTask)));
        Assert.Contains("resourceHooks", Assert.Single(_engine.Errors), StringComparison.Ordinal);
    }

    private async Task<ResourceHookResponse> CallHookAsync(ResourceHookRequest request) =>
        ResourceHookResponse.Parser.ParseFrom(await CallAsync(Assert.Single(_engine.Hooks).Callback, request));

    private static async Task<ByteString> CallAsync(Callback callback, IMessage request)
    {
        using var channel = GrpcChannel.ForAddress($"http://{callback.Target}");
        var response = await channel.CreateCallInvoker().AsyncUnaryCall(
            Invoke, null, new(cancellationToken: TestContext.Current.CancellationToken),
            new() { Token = callback.Token, Request = request.ToByteString() });
        return response.Response;
    }
}
