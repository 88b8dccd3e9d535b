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
        await _engine.RunStackAsync(() => answer = Deployment.Instance.Invoke<Answer>("a:b:c", Args(OutputUtilities.CreateUnknown(""))), isDryRun: true);
        Assert.Empty(_engine.Invokes);
        Assert.False(await OutputUtilities.GetIsKnownAsync(answer!));
    }

    [Fact]
    public async Task A_function_of_a_secret_answers_a_secret()
    {
        Output<string>? text = null;
        await _engine.RunStackAsync(() => text = Deployment.Instance.Invoke<Answer>("a:b:c", Args(Output.CreateSecret("s"))).Apply(answer => answer.Text));
        Assert.True(await Output.IsSecretAsync(text!));
        Assert.Equal("s", await OutputUtilities.GetValueAsync(text!));
    }

    [Fact]
    public async Task A_function_uses_the_provider_of_its_parent()
    {
        await _engine.RunStackAsync(() => Deployment.Instance.Invoke<Answer>(
            "test:b:c", Args("x"), new InvokeOptions { Parent = new Group("g", new() { Provider = new TestProvider("p") }) }));
        Assert.EndsWith("::p::p-id", Assert.Single(_engine.Invokes).Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_with_plain_arguments_answers_plainly()
    {
        var text = "";
        await _engine.RunAsync(() => new Stack(async () =>
        {
            text = (await Deployment.Instance.InvokeAsync<Answer>("a:b:c", Args("x"))).Text;
            text += await Deployment.Instance.InvokeSingleAsync<string>("a:b:c", Args("y"));
            return new Dictionary<string, object?>();
        }));
        Assert.Equal("xy", text);
    }

    [Fact]
    public async Task A_function_that_fails_says_why()
    {
        _engine.Call = _ => new() { Failures = { new InvokeResponse.Types.Failure { Property = "zone", Reason = "unheard of" } } };
        Assert.Equal(32, await _engine.RunAsync(() => Deployment.Instance.Invoke<Answer>("a:b:c", InvokeArgs.Empty)));
        Assert.Contains("a:b:c failed: unheard of (zone)", Assert.Single(_engine.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_the_wrong_kind_is_refused_by_name()
    {
        _engine.Call = _ => new() { Return = new() { Fields = { ["text"] = Value.ForNumber(1) } } };
        Assert.Equal(32, await _engine.RunAsync(() => Deployment.Instance.Invoke<Answer>("a:b:c", InvokeArgs.Empty)));
        Assert.Contains("a:b:c result.text is a number, not a string.", Assert.Single(_engine.Errors), StringComparison.Ordinal);
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
