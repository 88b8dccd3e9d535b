using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Sdks.Tests.Core;

public sealed class MocksTests
{
    [Fact]
    public async Task Mocks_see_plain_values_and_answer_with_outputs()
    {
        var mocks = new Echo();
        Output<string?>? text = null;
        var resources = await Deployment.TestAsync(mocks, new() { IsPreview = false }, () =>
        {
            text = new Thing(
                "a",
                new()
                {
                    Text = Output.CreateSecret("s"),
                    Count = 3,
                    Tags = { { "k", "v" } },
                }
            ).Text;
        });
        var inputs = Assert.Single(mocks.Seen).Inputs;
        Assert.Equal(("s", 3.0), (inputs["text"], inputs["count"]));
        Assert.Equal("v", ((ImmutableDictionary<string, object?>)inputs["tags"])["k"]);
        Assert.Equal("a", Assert.Single(resources).GetResourceName());
        Assert.Equal("S", await OutputUtilities.GetValueAsync(text!));
    }

    [Fact]
    public async Task The_outputs_a_program_returns_are_returned()
    {
        var (_, outputs) = await Deployment.TestAsync(new EmptyMocks(), new(), () => new Dictionary<string, object?> { ["a"] = 1 });
        Assert.Equal(1, outputs["a"]);
    }

    [Fact]
    public async Task What_a_program_throws_is_thrown_with_its_message()
    {
        var error = await Assert.ThrowsAsync<RunException>(() =>
            Deployment.TestAsync(new EmptyMocks(), new(), (Action)(() => throw new RunException("Set infra:prefix.")))
        );
        Assert.Equal("Set infra:prefix.", error.Message);
    }

    [Fact]
    public async Task Tests_that_run_at_once_each_see_their_own_deployment()
    {
        var names = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        var (_, outputs) = await Deployment.TestAsync(new EmptyMocks(), new() { StackName = $"s{i}" }, async () =>
                        {
                            await Task.Yield();
                            return (IDictionary<string, object?>)
                                new Dictionary<string, object?> { ["name"] = Deployment.Instance.StackName };
                        });
                        return (string)outputs["name"]!;
                    })
                )
        );
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"s{i}"), names);
        Assert.Throws<InvalidOperationException>(() => Deployment.Instance);
    }

    [Fact]
    public async Task An_output_that_is_a_resource_is_refused_where_the_stand_in_would_leave_it_empty()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new EmptyMocks(), new TestOptions(), () =>
            {
                _ = new Owner();
            }));

        Assert.Contains("Owner.Thing is a resource", error.Message, StringComparison.Ordinal);
    }

    private sealed class Owner() : CustomResource("test:index/owner:Owner", "owner", new ThingArgs())
    {
        [Output("thing")]
        public Output<Thing> Thing { get; private set; } = null!;
    }

    private sealed class Echo : IMocks
    {
        public List<MockResourceArgs> Seen { get; } = [];

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            Seen.Add(args);
            return Task.FromResult<(string?, object)>(
                ("id", args.Inputs.SetItem("text", ((string)args.Inputs["text"]).ToUpperInvariant()))
            );
        }

        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);
    }
}
