using System.Collections.Immutable;
using Infra.Foundation;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Infra.Tests.Lifetimes;

/// <summary>Each thing that a stack is born with is kept, and another value is told with the one of the birth.</summary>
public sealed class StackOriginTests
{
    public static TheoryData<string, string> Facts =>
        [.. from cloud in new[] { "gcp", "aws" } from key in SampleStack.Config(cloud).Origin.Keys select (cloud, key)];

    [Theory, MemberData(nameof(Facts))]
    public async Task Another_value_is_refused_with_both(string cloud, string key)
    {
        var now = SampleStack.Config(cloud).Origin;

        var fault = await Assert.ThrowsAsync<RunException>(() => FactsAsync(now, now.SetItem(key, "what it was")));

        Assert.Contains($"{key}: what it was when the stack was born, {now[key]} now", fault.Message, StringComparison.Ordinal);
        Assert.Contains("put them back", fault.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Facts))]
    public async Task What_an_earlier_version_did_not_keep_is_taken_as_it_is(string cloud, string key)
    {
        var now = SampleStack.Config(cloud).Origin;

        Assert.Contains(now["infra:prefix"], await FactsAsync(now, now.Remove(key)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_for_a_claim_that_can_not_be_made_waits_no_longer()
    {
        var waiting = Task.FromResult("");
        await Assert.ThrowsAnyAsync<Exception>(() => Deployment.TestAsync(new Taken(), new TestOptions { IsPreview = false }, () =>
            {
                var claim = new Stash("claim", new() { Input = Output.Create((object)"") });
                waiting = OutputUtilities.GetValueAsync(new ClaimedStack(claim).Then("go on"));
            }));

        var fault = await Assert.ThrowsAnyAsync<Exception>(() =>
            waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)
        );
        Assert.Contains("somebody has that name", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<string> FactsAsync(
        ImmutableSortedDictionary<string, string> now,
        ImmutableSortedDictionary<string, string> born
    )
    {
        var facts = new TaskCompletionSource<string>();
        await Deployment.TestAsync(new Kept(born), new TestOptions { IsPreview = false }, () =>
        {
            new StackOrigin(now, StackLifetime.Durable).Facts.Apply(facts.TrySetResult);
        });
        return await facts.Task;
    }

    private sealed class Kept(ImmutableSortedDictionary<string, string> born) : IMocks
    {
        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
            Task.FromResult<(string?, object)>(
                (args.Name, args.Inputs.SetItem("output", born.ToImmutableDictionary(fact => fact.Key, fact => (object)fact.Value)))
            );

        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);
    }

    private sealed class Taken : IMocks
    {
        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
            throw new InvalidOperationException("somebody has that name");

        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);
    }
}
