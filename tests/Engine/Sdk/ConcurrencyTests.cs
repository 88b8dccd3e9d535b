using Infra.Simulation;

namespace Infra.Tests.Engine.Sdk;

/// <summary>Time is what an outage is made of.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Resources_that_know_nothing_of_each_other_are_made_at_once()
    {
        await using var program = await EngineProgram.OpenAsync("networks");
        // The cloud makes each network and answers none of them: who waits for one answer never sees four.
        var holds = Enumerable
            .Range(0, 4)
            .Select(_ => program.World.Interference.Hold("gcp:compute/network:Network", Operation.Create))
            .ToList();
        using var up = program.Start("up", "--yes", "--skip-preview", "--parallel", "8");
        var ended = up.EndAsync();

        await Task.WhenAll(holds.Select(hold => hold.Arrived)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Null(program.World.Find("gcp:compute/subnetwork:Subnetwork", "subnet"));
        holds.ForEach(hold => hold.Release());

        var run = await ended;
        Assert.True(run.Succeeded, run.Output);
        Assert.NotNull(program.World.Find("gcp:compute/subnetwork:Subnetwork", "subnet"));
    }
}
