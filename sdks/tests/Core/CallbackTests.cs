using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumi;
using Pulumi.Protocol;
using Pulumi.Serialization;
using Pulumi.Utilities;

namespace Sdks.Tests.Core;

/// <summary>Calls the program back as the engine does, over the wire.</summary>
public sealed class CallbackTests
{
    private static readonly Method<CallbackInvokeRequest, CallbackInvokeResponse> Invoke = new(
        MethodType.Unary,
        "pulumirpc.Callbacks",
        "Invoke",
        Marshallers.Create(request => request.ToByteArray(), CallbackInvokeRequest.Parser.ParseFrom),
        Marshallers.Create(response => response.ToByteArray(), CallbackInvokeResponse.Parser.ParseFrom)
    );

    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task A_hook_is_bound_by_name_and_told_of_the_operation()
    {
        ResourceHookArgs? seen = null;
        var project = "";
        await _engine.RunStackAsync(() =>
        {
            var hook = new ResourceHook(
                "guard",
                (args, _) =>
                {
                    (seen, project) = (args, Deployment.Instance.ProjectName);
                    return Task.CompletedTask;
                },
                new() { OnDryRun = true }
            );
            new Thing("a", options: new() { Hooks = { BeforeCreate = { hook }, AfterDelete = { hook } } });
        });
        Assert.True(Assert.Single(_engine.Hooks) is { Name: "guard", OnDryRun: true, IgnoreErrors: false });
        Assert.Equal(["guard"], _engine["a"].Hooks.BeforeCreate);
        Assert.Equal(["guard"], _engine["a"].Hooks.AfterDelete);

        await CallHookAsync(
            new()
            {
                Name = "a",
                Type = Thing.Token,
                NewInputs = new() { Fields = { ["text"] = Value.ForString("x") } },
            }
        );
        Assert.Equal(("a", Thing.Token, "x", "proj"), (seen!.Name, seen.Type, seen.NewInputs!["text"], project));
        Assert.Null(seen.OldInputs);
    }

    [Fact]
    public async Task What_a_hook_throws_fails_the_call_with_its_message()
    {
        await _engine.RunStackAsync(() =>
            new ResourceHook("guard", (_, _) => throw new InvalidOperationException("Not made in this run."))
        );
        var error = await Assert.ThrowsAsync<RpcException>(() => CallHookAsync(new()));
        Assert.Equal((StatusCode.Unknown, "Not made in this run."), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task A_hook_is_given_a_secret_property_as_a_secret_output_and_what_is_unknown_as_null()
    {
        ResourceHookArgs? seen = null;
        await _engine.RunStackAsync(() => new ResourceHook("guard", (args, _) => Task.FromResult(seen = args)));

        await CallHookAsync(
            new()
            {
                NewInputs = new()
                {
                    Fields =
                    {
                        ["password"] = WireValue.Secret(Value.ForString("s")),
                        ["nested"] = Value.ForList(WireValue.Secret(Value.ForString("s"))),
                        ["unknown"] = WireValue.Unknown,
                    },
                },
            }
        );

        var password = Assert.IsType<Output<object?>>(seen!.NewInputs!["password"]);
        Assert.Equal((true, "s"), (await Output.IsSecretAsync(password), await OutputUtilities.GetValueAsync(password)));
        Assert.IsType<Output<object?>>(seen.NewInputs["nested"]);
        Assert.Null(seen.NewInputs["unknown"]);
    }

    [Fact]
    public async Task An_engine_without_hooks_fails_the_program()
    {
        _engine.Unsupported.Add("resourceHooks");
        Assert.Equal(32, await _engine.RunAsync(() => new ResourceHook("guard", (_, _) => Task.CompletedTask)));
        Assert.Contains("resourceHooks", Assert.Single(_engine.Errors), StringComparison.Ordinal);
    }

    private async Task CallHookAsync(ResourceHookRequest request)
    {
        var callback = Assert.Single(_engine.Hooks).Callback;
        using var channel = GrpcChannel.ForAddress($"http://{callback.Target}");
        await channel
            .CreateCallInvoker()
            .AsyncUnaryCall(
                Invoke,
                null,
                new(cancellationToken: TestContext.Current.CancellationToken),
                new() { Token = callback.Token, Request = request.ToByteString() }
            );
    }
}
