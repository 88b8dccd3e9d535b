using Infra.Rehearsal.Clouds;

namespace Infra.Tests.Engine;

/// <summary>An update that is cut off is completed by running it again.</summary>
public sealed class InterruptionTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task An_up_whose_program_is_killed_in_mid_flight_completes_when_run_again_and_makes_nothing_twice(string cloud)
    {
        await using var stack = await RehearsedStack.EmptyAsync(cloud);
        await stack.KillProgramDuringDatabaseCreateAsync();

        var again = await stack.UpAsync();

        Assert.True(again.Succeeded, again.Output);
        var created = stack.World.Journal.Where(change => change.Operation == Operation.Create).Select(change => $"{change.Type} {change.Name}").ToList();
        Assert.Equal(created.Distinct(), created);
    }
}
