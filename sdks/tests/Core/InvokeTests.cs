using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi;
using Pulumi.Protocol;
using Pulumi.Utilities;

namespace Sdks.Tests.Core;

public sealed class InvokeTests
{
    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task A_function_is_not_called_with_an_unknown_argument()
    {
        Output<Answer>? answer = null;
        await _engine.RunStackAsync(
            () => answer = Deployment.Instance.Invoke<Answer>("a:b:c", Args(OutputUtilities.CreateUnknown(""))),
            isDryRun: true
        );
        Assert.Empty(_engine.Invokes);
        Assert.False(await OutputUtilities.GetIsKnownAsync(answer!));
    }

    [Fact]
    public async Task An_answer_is_secret_where_the_provider_says_so_and_plain_where_it_does_not()
    {
        Output<string>? text = null;
        await _engine.RunStackAsync(() =>
            text = Deployment.Instance.Invoke<Answer>("a:b:c", Args(Output.CreateSecret("s"))).Apply(answer => answer.Text)
        );
        Assert.True(await Output.IsSecretAsync(text!));
        Assert.Equal("s", await OutputUtilities.GetValueAsync(text!));

        _engine.Call = _ => new() { Return = new() { Fields = { ["text"] = Value.ForString("s") } } };
        await _engine.RunStackAsync(() =>
            text = Deployment.Instance.Invoke<Answer>("a:b:c", Args(Output.CreateSecret("s"))).Apply(answer => answer.Text)
        );
        Assert.False(await Output.IsSecretAsync(text!));
    }

    [Fact]
    public async Task An_answer_depends_on_the_resources_of_its_arguments_and_those_that_are_named()
    {
        Output<Answer>? answer = null;
        Thing[] things = [];
        await _engine.RunStackAsync(() =>
        {
            things = [new("a"), new("b")];
            answer = Deployment.Instance.Invoke<Answer>("a:b:c", Args(things[0].Id), new InvokeOutputOptions { DependsOn = things[1] });
        });
        Assert.Equal(things.ToHashSet<Resource>(), (await OutputUtilities.GetDependenciesAsync(answer!)).ToHashSet());
    }

    [Fact]
    public async Task A_function_is_not_called_while_a_resource_it_depends_on_is_yet_to_be_made()
    {
        _engine.Register = request => Task.FromResult(new RegisterResourceResponse { Object = request.Object });
        Output<Answer>? answer = null;
        await _engine.RunStackAsync(
            () => answer = Deployment.Instance.Invoke<Answer>("a:b:c", Args("x"), new InvokeOutputOptions { DependsOn = new Thing("a") }),
            isDryRun: true
        );
        Assert.Empty(_engine.Invokes);
        Assert.False(await OutputUtilities.GetIsKnownAsync(answer!));
    }

    [Fact]
    public async Task An_argument_that_cannot_be_sent_is_an_error_although_nobody_looks_at_the_answer()
    {
        var args = new DictionaryInvokeArgs(
            ImmutableDictionary<string, object?>.Empty.Add("map", ImmutableDictionary<string, object>.Empty.Add("big", 1L))
        );
        Assert.Equal(32, await _engine.RunAsync(() => Deployment.Instance.Invoke<Answer>("a:b:c", args)));
        Assert.Contains(_engine.Errors, error => error.StartsWith("The arguments of a:b:c cannot be sent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_function_uses_the_provider_of_its_parent()
    {
        await _engine.RunStackAsync(() =>
            Deployment.Instance.Invoke<Answer>(
                "test:b:c",
                Args("x"),
                new InvokeOptions { Parent = new Group("g", new() { Provider = new TestProvider("p") }) }
            )
        );
        Assert.EndsWith("::p::p-id", Assert.Single(_engine.Invokes).Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_with_plain_arguments_answers_plainly()
    {
        var text = "";
        await _engine.RunAsync(() =>
            new Stack(async () =>
            {
                text = (await Deployment.Instance.InvokeAsync<Answer>("a:b:c", Args("x"))).Text;
                text += await Deployment.Instance.InvokeSingleAsync<string>("a:b:c", Args("y"));
                return new Dictionary<string, object?>();
            })
        );
        Assert.Equal("xy", text);
    }

    [Fact]
    public async Task A_function_that_fails_says_why()
    {
        _engine.Call = _ =>
            new()
            {
                Failures =
                {
                    new InvokeResponse.Types.Failure { Property = "zone", Reason = "unheard of" },
                },
            };
        Assert.Equal(32, await _engine.RunAsync(() => Deployment.Instance.Invoke<Answer>("a:b:c", InvokeArgs.Empty)));
        Assert.Contains("a:b:c failed: unheard of (zone)", Assert.Single(_engine.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_the_wrong_kind_is_a_warning_that_names_it()
    {
        _engine.Call = _ => new() { Return = new() { Fields = { ["text"] = Value.ForNumber(1) } } };
        Assert.Equal(0, await _engine.RunAsync(() => Deployment.Instance.Invoke<Answer>("a:b:c", InvokeArgs.Empty)));
        var warning = Assert.Single(_engine.Logs);
        Assert.Equal((LogSeverity.Warning, "a:b:c result.text is a number, not a string."), (warning.Severity, warning.Message));
    }

    private static DictionaryInvokeArgs Args(Input<string> text) => new(ImmutableDictionary<string, object?>.Empty.Add("text", text));

    [OutputType]
    public sealed class Answer
    {
        public readonly string Text;

        [OutputConstructor]
        private Answer(string text) => Text = text;
    }
}
