using System.Collections.Immutable;

namespace Infra.Cli.Recovery;

/// <summary>What a person does after each loss: the lines and the commands, in order.</summary>
internal static class RecoverySteps
{
    /// <summary>The steps.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="loss">What it has lost.</param>
    /// <param name="facts">What is known about it.</param>
    /// <param name="text">The facts as they stand in the lines.</param>
    public static ImmutableArray<RecoveryStep> Of(PlannedStack stack, Loss loss, LossFacts facts, FactText text) =>
        loss switch
        {
            Loss.Rows => DatabaseSteps.Rows(stack, facts, text),
            Loss.Instance => DatabaseSteps.Instance(stack, facts, text),
            Loss.ClusterDead or Loss.ClusterGone =>
            [
                Relaunch(stack),
                Up(stack.Name, "without a refresh before it: a refresh would forget the cluster"),
            ],
            Loss.ClusterAndDatabase => DatabaseSteps.Both(stack, facts, text),
            Loss.Zone => DatabaseSteps.Zone(stack, facts, text),
            Loss.Prometheus => [new RecoveryStep.Wait("the other server goes on scraping; the lost one begins anew with an empty volume")],
            Loss.Redis => [new RecoveryStep.Wait("it begins anew, empty; the schedulers send again what was in it")],
            Loss.Images => [new RecoveryStep.Command("brings back what was deleted", $"make undelete STACK={stack.Name}")],
            Loss.Region => RegionSteps.Of(stack, facts, text),
            Loss.State => StateSteps.Lost(stack),
            Loss.KilledUp => StateSteps.Killed(stack),
            Loss.Destroy => StateSteps.Destroyed(stack, facts, text),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "Say here how a stack comes back from it."),
        };

    /// <summary>The line that relaunches the cluster.</summary>
    public static RecoveryStep.Edit Relaunch(PlannedStack stack) =>
        new("a new cluster beside what is left of the old one", stack.Name, [RelaunchLine(stack)]);

    /// <summary>The same as a line among others.</summary>
    public static (string Path, string? Json) RelaunchLine(PlannedStack stack) => ("infra:cluster.generation", $"{stack.NextCluster}");

    /// <summary>The command that does it.</summary>
    public static RecoveryStep.Command Up(string stack, string why) => new(why, $"pulumi up --stack {stack}");
}
