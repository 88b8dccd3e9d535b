using System.Text.RegularExpressions;
using Infra.Simulation;

namespace Infra.Tests.Engine.Sdk;

/// <summary>How it ends when something goes wrong.</summary>
public sealed partial class FailureTests
{
    private const string Network = "gcp:compute/network:Network";

    [Theory]
    [InlineData("refusal", "Write programs:run as it should be.", false)]
    [InlineData("crash", "Nobody expected this.", true)]
    [InlineData("later", "It failed in a transform.", true)]
    [InlineData("logged", "This was logged as an error.", false)]
    public async Task A_program_that_fails_makes_the_run_fail_and_says_why_once(string fault, string message, bool withStack)
    {
        await using var program = await EngineProgram.OpenAsync(fault);

        var preview = await program.RunAsync("preview");

        Assert.NotEqual(0, preview.ExitCode);
        // The list of what happened, and the summary of errors under it, are of the engine's making.
        Assert.Equal(1, Occurrences(preview.Output[preview.Output.IndexOf("Diagnostics:", StringComparison.Ordinal)..], message));
        Assert.Equal(withStack, ProgramFrame().IsMatch(preview.Output));
    }

    [Fact]
    public async Task A_warning_fails_nothing()
    {
        await using var program = await EngineProgram.OpenAsync("warned");

        var preview = await program.RunAsync("preview");

        Assert.Equal(0, preview.ExitCode);
        Assert.Contains("This was logged as a warning.", preview.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_fails_fails_the_update_keeps_what_was_made_and_the_next_up_makes_the_rest()
    {
        await using var program = await EngineProgram.OpenAsync("networks");
        program.World.Interference.FailNext("gcp:compute/address:Address", Operation.Create, "quota exceeded: 8 addresses");

        var failed = await program.RunAsync("up", "--yes", "--skip-preview");

        Assert.NotEqual(0, failed.ExitCode);
        Assert.Contains("quota exceeded: 8 addresses", failed.Output, StringComparison.Ordinal);
        // The engine has said it; the program adds neither a stack trace nor an error of its own.
        Assert.DoesNotContain("RpcException", failed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Pulumi", failed.Output, StringComparison.Ordinal);
        var made = (await program.ResourcesAsync()).Keys.ToHashSet();
        Assert.DoesNotContain("address", made);
        // What the cloud has and what the state has is the same.
        Assert.Equal(
            program.World.List(Network).Select(network => network.Name).Order(),
            made.Where(name => name.StartsWith("network-", StringComparison.Ordinal)).Order()
        );

        await program.UpAsync();
        Assert.NotNull(program.World.Find("gcp:compute/address:Address", "address"));
        Assert.Equal(4, program.World.List(Network).Count);
    }

    [Fact]
    public async Task With_continue_on_error_what_does_not_need_the_failed_resource_is_made_and_the_run_fails_all_the_same()
    {
        await using var program = await EngineProgram.OpenAsync("graph");
        program.World.Interference.FailNext("gcp:compute/subnetwork:Subnetwork", Operation.Create, "range overlaps");

        var up = await program.RunAsync("up", "--yes", "--skip-preview", "--continue-on-error");

        Assert.NotEqual(0, up.ExitCode);
        Assert.Contains("range overlaps", up.Output, StringComparison.Ordinal);
        // Both networks stand; the address, whose text comes from the subnetwork, was never asked for.
        Assert.Equal(["grouped", "innermost"], program.World.List(Network).Select(network => network.Name).Order(StringComparer.Ordinal));
        Assert.Empty(program.World.List("gcp:compute/address:Address"));
        Assert.DoesNotContain("The address is", up.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_that_is_cancelled_ends_without_noise_and_leaves_no_lock_and_a_state_to_go_on_from()
    {
        await using var program = await EngineProgram.OpenAsync("networks");
        using var hold = program.World.Interference.Hold(Network, Operation.Create);
        using var up = program.Start("up", "--yes", "--skip-preview");
        var ended = up.EndAsync();
        await hold.Arrived.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        up.Interrupt();
        var run = await ended;

        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain("   at Pulumi", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", run.Output, StringComparison.Ordinal);
        // No lock is left behind, and the state can be read.
        Assert.NotEmpty(await program.ResourcesAsync());
        var preview = await program.SucceedAsync("preview");
        Assert.DoesNotContain("currently locked", preview.Output, StringComparison.Ordinal);
    }

    // A line that says where in the program it failed; SDKs word the rest of it differently.
    [GeneratedRegex(@"^\s*at .*\bInfra\.Tests\.Programs\.Faults\b", RegexOptions.Multiline)]
    private static partial Regex ProgramFrame();

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
