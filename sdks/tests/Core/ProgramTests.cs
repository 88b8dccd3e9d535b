using Pulumi;

namespace Sdks.Tests.Core;

public sealed class ProgramTests
{
    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task A_message_in_the_users_words_is_shown_alone()
    {
        Assert.Equal(32, await RunAsync(() => throw new RunException("Set infra:prefix.")));
        Assert.Equal(["Set infra:prefix."], _engine.Errors);
        Assert.False(_engine.HasShutDown);
    }

    [Fact]
    public async Task Any_other_exception_is_shown_with_its_stack()
    {
        Assert.Equal(32, await RunAsync(() => throw new InvalidOperationException("boom")));
        var error = Assert.Single(_engine.Errors);
        Assert.Contains("boom", error, StringComparison.Ordinal);
        Assert.Contains(nameof(Any_other_exception_is_shown_with_its_stack), error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_function_of_an_output_throws_fails_the_program_once()
    {
        Assert.Equal(
            32,
            await RunAsync(() =>
            {
                var failed = new Thing("a").Id.Apply<string>(string (_) => throw new RunException("no"));
                new Thing("b", new() { Text = failed.Apply(text => text + "!") });
            })
        );
        Assert.Equal(["no"], _engine.Errors);
    }

    [Fact]
    public async Task A_program_that_fails_does_not_wait_for_what_is_under_way_and_asks_for_nothing_new()
    {
        var made = new TaskCompletionSource();
        _engine.Register = async request =>
        {
            await made.Task;
            return new() { Id = "id", Object = request.Object };
        };
        var exitCode = await RunAsync(() =>
            {
                var slow = new Thing("slow");
                new Thing("after", new() { Text = slow.Id });
                _ = Output.Create(1).Apply<int>(int (_) => throw new RunException("no"));
            })
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(32, exitCode);
        Assert.DoesNotContain("after", _engine.Registrations.Select(request => request.Name));
        made.SetResult();
    }

    [Fact]
    public async Task A_required_property_without_a_value_is_named()
    {
        Assert.Equal(32, await RunAsync(() => _ = new CustomResource("a:b:C", "x", new NamedArgs())));
        Assert.Contains("NamedArgs.Name is required but was not given a value", Assert.Single(_engine.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_logged_error_fails_the_program_without_an_exception()
    {
        Assert.Equal(1, await RunAsync(() => Log.Error("seen")));
        Assert.False(_engine.HasShutDown);
    }

    [Fact]
    public async Task Messages_arrive_in_the_order_they_were_written()
    {
        await RunAsync(() =>
        {
            var thing = new Thing("a");
            Log.Info("1", thing);
            Log.Warn("2");
            Log.Debug("3", ephemeral: true);
        });
        Assert.Equal(["1", "2", "3"], _engine.Logs.Select(log => log.Message));
        Assert.Equal(FakeEngine.UrnOf(Thing.Token, "a"), _engine.Logs.First().Urn);
    }

    [Fact]
    public async Task The_properties_of_a_stack_class_are_the_stacks_outputs()
    {
        Assert.Equal(0, await _engine.RunAsync(Deployment.NewStack<Site>));
        Assert.Equal("a-id", Assert.Single(_engine.Outputs).Outputs.Fields["address"].StringValue);
        Assert.Equal("proj-dev", _engine.Registrations.First().Name);
    }

    [Fact]
    public async Task A_stack_output_without_a_value_is_named()
    {
        Assert.Equal(32, await _engine.RunAsync(Deployment.NewStack<Unfinished>));
        Assert.Contains("'Address'", Assert.Single(_engine.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dictionary_a_program_returns_is_the_stacks_outputs()
    {
        Assert.Equal(
            0,
            await _engine.RunAsync(() =>
                new Stack(() =>
                    Task.FromResult<IDictionary<string, object?>>(
                        new Dictionary<string, object?>
                        {
                            ["a"] = 1,
                            ["none"] = null,
                            ["later"] = Output.CreateSecret("x"),
                        }
                    )
                )
            )
        );
        Assert.Equal(["a", "later"], Assert.Single(_engine.Outputs).Outputs.Fields.Keys.Order());
    }

    [Fact]
    public async Task A_program_that_is_still_waiting_is_waited_for()
    {
        var later = new TaskCompletionSource<string>();
        var run = RunAsync(() => new Thing("a", new() { Text = Output.Create(later.Task) }));
        Assert.False(run.IsCompleted);
        later.SetResult("now");
        Assert.Equal(0, await run);
        Assert.Equal("now", _engine["a"].Object.Fields["text"].StringValue);
    }

    [Fact]
    public async Task Configuration_is_read_by_type_and_faults_are_named()
    {
        await _engine.RunStackAsync(
            () =>
            {
                var config = new Config();
                Assert.Equal(
                    ("x", 3, true, 1.5),
                    (config.Require("text"), config.RequireInt32("n"), config.GetBoolean("on"), config.GetDouble("d"))
                );
                Assert.Equal([1, 2], config.RequireObject<int[]>("list"));
                Assert.Null(config.Get("none"));
                Assert.Equal("y", new Config("other").Get("old"));
                Assert.Contains(
                    "proj:none",
                    Assert.ThrowsAny<RunException>(() => config.Require("none")).Message,
                    StringComparison.Ordinal
                );
                Assert.Contains(
                    "proj:text",
                    Assert.ThrowsAny<RunException>(() => config.GetInt32("text")).Message,
                    StringComparison.Ordinal
                );
            },
            config: """{"proj:text":"x","proj:n":"3","proj:on":"true","proj:d":"1.5","proj:list":"[1,2]","other:config:old":"y"}"""
        );
    }

    [Fact]
    public async Task A_program_cannot_run_another_in_itself()
    {
        Assert.Equal(32, await RunAsync(() => new FakeEngine().RunAsync(() => { }).GetAwaiter().GetResult()));
        Assert.Contains("runs here already", Assert.Single(_engine.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_outputs_of_a_stack_class_and_of_the_classes_it_derives_from_are_put_out()
    {
        Assert.Equal(0, await _engine.RunAsync(Deployment.NewStack<Branch>));
        Assert.Equal(["address", "branch"], Assert.Single(_engine.Outputs).Outputs.Fields.Keys.Order());
    }

    private Task<int> RunAsync(Action program) =>
        _engine.RunAsync(() =>
        {
            _ = new Stack();
            program();
        });

    private sealed class Branch : Site
    {
        [Output("branch")]
        public Output<string> Name { get; private set; } = Output.Create("b");
    }

    private class Site : Stack
    {
        public Site() => Address = new Thing("a").Id;

        [Output("address")]
        public Output<string> Address { get; private set; }
    }

    private sealed class Unfinished : Stack
    {
        public Unfinished() => Address = null!;

        [Output]
        public Output<string> Address { get; private set; }
    }
}
