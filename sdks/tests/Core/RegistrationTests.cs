using Google.Protobuf.WellKnownTypes;
using Pulumi;
using Pulumi.Protocol;
using Pulumi.Serialization;
using Pulumi.Utilities;

namespace Sdks.Tests.Core;

public sealed class RegistrationTests
{
    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task Resources_that_do_not_depend_on_each_other_are_registered_at_once()
    {
        var both = new Barrier();
        _engine.Register = async request =>
        {
            await both.ArriveAsync(2);
            return new() { Id = "x", Object = request.Object };
        };
        await _engine.RunStackAsync(() =>
        {
            new Thing("a");
            new Thing("b");
        });
    }

    [Fact]
    public async Task A_property_names_the_resources_it_comes_from()
    {
        await _engine.RunStackAsync(() =>
        {
            var a = new Thing("a");
            new Thing(
                "b",
                new()
                {
                    Text = a.Id,
                    Tags = { { "t", a.Text! } },
                    Count = 1,
                }
            );
        });
        var b = _engine["b"];
        var urn = FakeEngine.UrnOf(Thing.Token, "a");
        Assert.Equal([urn], b.Dependencies);
        Assert.Equal([urn], b.PropertyDependencies["text"].Urns);
        Assert.Equal([urn], b.PropertyDependencies["tags"].Urns);
        Assert.Empty(b.PropertyDependencies["count"].Urns);
        Assert.Equal("a-id", b.Object.Fields["text"].StringValue);
    }

    [Fact]
    public async Task A_component_to_depend_on_stands_for_the_custom_resources_in_it()
    {
        await _engine.RunStackAsync(() =>
        {
            var outer = new Group("outer", null, group =>
            {
                new Group("inner", new() { Parent = group }, inner => new Thing("deep", options: new() { Parent = inner }));
                var owner = new Thing("owner", options: new() { Parent = group });
                new Thing("child of a thing", options: new() { Parent = owner });
            });
            new Thing("last", options: new() { DependsOn = outer });
        });
        Assert.Equal([FakeEngine.UrnOf(Thing.Token, "deep"), FakeEngine.UrnOf(Thing.Token, "owner")], _engine["last"].Dependencies);
    }

    [Fact]
    public async Task Children_inherit_protection_and_provider()
    {
        await _engine.RunStackAsync(() =>
        {
            var group = new Group("group", new() { Protect = true, Providers = { new TestProvider("p") } });
            new Thing("child", options: new() { Parent = group });
            new Thing("free", options: new() { Parent = group, Protect = false });
        });
        Assert.True(_engine["child"].Protect);
        Assert.True(_engine["free"] is { HasProtect: true, Protect: false });
        Assert.Equal(FakeEngine.UrnOf("pulumi:providers:test", "p") + "::p-id", _engine["child"].Provider);
        Assert.Equal(FakeEngine.UrnOf("test:index:Group", "group"), _engine["child"].Parent);
    }

    [Fact]
    public async Task A_provider_that_is_yet_to_be_made_is_named_by_the_unknown_id()
    {
        _engine.Register = request => Task.FromResult(new RegisterResourceResponse { Object = request.Object });
        await _engine.RunStackAsync(() => new Thing("a", options: new() { Provider = new TestProvider("p") }), isDryRun: true);
        Assert.EndsWith("::" + Signature.Unknown, _engine["a"].Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_gets_its_configuration_as_text_and_secret_where_a_part_is()
    {
        await _engine.RunStackAsync(() =>
            new TestProvider(
                "p",
                new()
                {
                    Region = "r",
                    Skip = true,
                    Accounts = new Input<string>[] { "1", Output.CreateSecret("2") },
                }
            )
        );
        var fields = _engine["p"].Object.Fields;
        Assert.Equal(("r", "true"), (fields["region"].StringValue, fields["skip"].StringValue));
        Assert.Equal(Signature.Secret, WireValue.SignatureOf(fields["accounts"]));
        Assert.Equal("""[ "1", "2" ]""", fields["accounts"].StructValue.Fields["value"].StringValue);
    }

    [Fact]
    public async Task A_resource_is_sent_as_a_reference_or_as_its_id_to_an_engine_that_reads_none()
    {
        await _engine.RunStackAsync(() => new Thing("b", new() { Other = new Thing("a") }));
        var reference = _engine["b"].Object.Fields["other"];
        Assert.Equal(Signature.Resource, WireValue.SignatureOf(reference));
        Assert.Equal("a-id", reference.StructValue.Fields["id"].StringValue);

        var old = new FakeEngine { Unsupported = { "resourceReferences" } };
        await old.RunStackAsync(() => new Thing("b", new() { Other = new Thing("a") }));
        Assert.Equal("a-id", old["b"].Object.Fields["other"].StringValue);
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    public async Task What_the_engine_does_not_tell_is_unknown_in_a_preview_or_after_a_failure_and_absent_else(
        bool isDryRun,
        bool failed,
        bool isKnown
    )
    {
        _engine.Register = _ =>
            Task.FromResult(new RegisterResourceResponse { Object = new(), Result = failed ? Result.Fail : Result.Success });
        Thing? thing = null;
        await _engine.RunStackAsync(() => thing = new("a"), isDryRun);
        Assert.Equal(isKnown, await OutputUtilities.GetIsKnownAsync(thing!.Text));
        Assert.False(await OutputUtilities.GetIsKnownAsync(thing.Id));
        Assert.Null(await OutputUtilities.GetValueAsync(thing.Text));
    }

    [Fact]
    public async Task A_secret_that_comes_back_is_secret_and_depends_on_its_resource()
    {
        Thing? thing = null;
        await _engine.RunStackAsync(() => thing = new("a", new() { Text = Output.CreateSecret("s") }));
        Assert.True(await Output.IsSecretAsync(thing!.Text));
        Assert.Equal([thing], await OutputUtilities.GetDependenciesAsync(thing.Text));
    }

    [Fact]
    public async Task A_resource_that_is_read_is_not_registered()
    {
        Thing? thing = null;
        await _engine.RunStackAsync(() => thing = new("a", options: new() { Id = "known" }));
        Assert.DoesNotContain(_engine.Registrations, request => request.Name == "a");
        Assert.Equal(("known", "read"), (await OutputUtilities.GetValueAsync(thing!.Id), await OutputUtilities.GetValueAsync(thing.Text)));
    }

    [Fact]
    public async Task A_property_of_another_type_than_its_own_is_a_warning_about_the_resource()
    {
        _engine.Register = _ =>
            Task.FromResult(
                new RegisterResourceResponse
                {
                    Id = "x",
                    Object = new() { Fields = { ["count"] = Value.ForString("many") } },
                }
            );
        Thing? thing = null;
        await _engine.RunStackAsync(() => thing = new("a"));
        Assert.Equal(0, await OutputUtilities.GetValueAsync(thing!.Count));
        var warning = Assert.Single(_engine.Logs);
        Assert.Equal((LogSeverity.Warning, FakeEngine.UrnOf(Thing.Token, "a")), (warning.Severity, warning.Urn));
        Assert.Contains("count is a string, not a number", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_components_own_outputs_are_what_it_says()
    {
        await _engine.RunStackAsync(() => new Named("n"));
        Assert.Equal(
            "given",
            Assert
                .Single(_engine.Outputs, outputs => outputs.Urn.EndsWith("::n", StringComparison.Ordinal))
                .Outputs.Fields["title"]
                .StringValue
        );
    }

    [Fact]
    public async Task A_resource_needs_a_stack()
    {
        Assert.Equal(32, await _engine.RunAsync(() => new Thing("a")));
        Assert.Contains("There is no stack yet", Assert.Single(_engine.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transformation_of_a_parent_changes_its_children()
    {
        await _engine.RunStackAsync(() =>
        {
            var group = new Group(
                "group",
                new() { ResourceTransformations = { a => a.Resource is Thing ? new(new ThingArgs { Text = "changed" }, a.Options) : null } }
            );
            new Thing("a", new() { Text = "given" }, new() { Parent = group });
        });
        Assert.Equal("changed", _engine["a"].Object.Fields["text"].StringValue);
    }

    [Fact]
    public async Task A_component_registers_its_outputs_once()
    {
        await _engine.RunStackAsync(() => new Group("g"));
        Assert.Equal(
            "g",
            Assert
                .Single(_engine.Outputs, outputs => outputs.Urn.EndsWith("::g", StringComparison.Ordinal))
                .Outputs.Fields["name"]
                .StringValue
        );
    }

    private sealed class Named : ComponentResource
    {
        public Named(string name)
            : base("test:index:Named", name) => RegisterOutputs();

        [Output("title")]
        public Output<string> Title { get; private set; } = Output.Create("given");
    }

    private sealed class Barrier
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public Task ArriveAsync(int expected)
        {
            if (Interlocked.Increment(ref _arrived) == expected)
            {
                _all.SetResult();
            }
            return _all.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }
}
