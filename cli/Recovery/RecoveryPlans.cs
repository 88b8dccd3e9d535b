using System.Collections.Immutable;
using Infra.Cli.Import;
using Infra.Configuration;

namespace Infra.Cli.Recovery;

/// <summary>The plans of a stack: how it comes back from each loss.</summary>
internal static class RecoveryPlans
{
    /// <summary>The plan for one loss.</summary>
    /// <param name="configuration">The stack's configuration before the loss.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="loss">What is lost.</param>
    /// <param name="facts">What is known about it.</param>
    /// <exception cref="ConfigurationException">The configuration is faulty.</exception>
    public static async Task<RecoveryPlan> MakeAsync(ConfigurationValues configuration, string stack, Loss loss, LossFacts facts) =>
        await MakeAsync(await PlannedStack.ReadAsync(configuration, stack), loss, facts);

    /// <summary>The plans for all losses, with nothing known about any.</summary>
    /// <param name="configuration">The stack's configuration.</param>
    /// <param name="stack">The stack's name.</param>
    /// <exception cref="ConfigurationException">The configuration is faulty.</exception>
    public static async Task<ImmutableArray<RecoveryPlan>> AllAsync(ConfigurationValues configuration, string stack)
    {
        var planned = await PlannedStack.ReadAsync(configuration, stack);
        return [.. await Task.WhenAll(LossName.Losses.Select(loss => MakeAsync(planned, loss, new())))];
    }

    /// <summary>The plan of a stack that was read already.</summary>
    public static async Task<RecoveryPlan> MakeAsync(PlannedStack stack, Loss loss, LossFacts facts)
    {
        var steps = RecoverySteps.Of(stack, loss, facts, FactText.ForPeople(facts, stack.Config.Cloud));
        var change = await ChangeAsync(stack, loss, facts);
        var outcome = LossOutcome.Of(stack, loss, facts);
        return new(
            loss,
            outcome.Survives,
            outcome.IsLost,
            outcome.RowsLost,
            CriticalPath.Of(change),
            steps,
            PreviewSentences.Of(loss, change)
        );
    }

    // What the recovery's update does: from what is left of the stack to what its lines ask for.
    private static async Task<ProgramChange> ChangeAsync(PlannedStack stack, Loss loss, LossFacts facts)
    {
        var steps = RecoverySteps.Of(
            stack,
            loss,
            facts,
            FactText.ForTheProgram(facts, stack.Config.Cloud, RegionSteps.Region(stack, facts))
        );
        if (!steps.Any(IsUp))
        {
            return ProgramChange.Between(stack.Program, stack.Program);
        }
        var lines = steps.TakeWhile(step => !IsUp(step)).OfType<RecoveryStep.Edit>().SelectMany(edit => edit.Lines).ToList();
        var after = lines.Count == 0 ? stack.Program : (await PlannedStack.ReadAsync(stack.Values.With(lines), stack.Name)).Program;
        return ProgramChange.Between(Left(stack, loss), after);
    }

    // What of the stack is in its state when the update begins.
    private static ProgramGraph Left(PlannedStack stack, Loss loss) =>
        loss switch
        {
            Loss.Region or Loss.KilledUp => ProgramGraph.Nothing,
            // A destroy goes on until it comes to what is protected; the database and its copy are imported again.
            Loss.Destroy when stack.IsDurable => new([
                .. stack.Program.Resources.Where(resource =>
                    resource.Declared.Options.Protect == true
                    || resource.PhysicalName == stack.Database
                    || resource.Type == ReplicatedBackups.Type
                ),
            ]),
            Loss.Destroy => ProgramGraph.Nothing,
            Loss.Instance when !stack.IsDurable && !stack.IsBornFromElsewhere => ProgramGraph.Nothing,
            _ => stack.Program,
        };

    private static bool IsUp(RecoveryStep step) =>
        step is RecoveryStep.Command { Line: var line } && line.StartsWith("pulumi up ", StringComparison.Ordinal);
}
