using Infra.Cli.Policy;
using Infra.Policy;

namespace Infra.Tests.Engine;

/// <summary>The policies hold for what the engine has recorded, not only for what the program says it declares.</summary>
public sealed class StatePolicyTests
{
    [Theory, MemberData(nameof(SampleStack.Clouds), MemberType = typeof(SampleStack))]
    public async Task The_state_of_a_launched_stack_keeps_every_policy(string cloud)
    {
        await using var stack = await RehearsedStack.LaunchedAsync(cloud);

        var platform = RegisteredPlatform.FromState(await stack.ExportAsync(), isDurable: true);

        Assert.Contains(platform.Resources, resource => resource.Name == "database-g1");
        Assert.Empty(PlatformPolicy.Faults(platform).Select(fault => fault.ToString()));
    }
}
