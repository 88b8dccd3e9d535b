using System.Collections.Immutable;
using Infra.Cli.Recovery;

namespace Infra.Cli.Rehearse;

/// <summary>
/// One disaster, played from end to end: a platform is launched, lives for a day, loses something, and comes back by the lines and commands
/// of its recovery plan. Then every promise is held against what came back.
/// </summary>
/// <param name="stack">The stack, in clouds of its own.</param>
/// <param name="stage">Where it is played.</param>
/// <param name="notes">What the rehearsal says of itself: what was left out, made up or simulated.</param>
internal sealed class Rehearsal(SimulatedStack stack, Stage stage, ImmutableArray<string> notes)
{
    /// <summary>Where it is played.</summary>
    public Stage Stage => stage;

    /// <summary>Makes the platform.</summary>
    /// <exception cref="InvalidOperationException">It can not be made; the message is the engine's.</exception>
    public Task LaunchAsync() =>
        stage.PlayAsync(Act.Launch, "Launch the platform", $"pulumi up --stack {stack.Name}", async () =>
            (await stack.UpAsync("--skip-preview")).Expected()
        );

    /// <summary>Plays the rest.</summary>
    public async Task<PlayedRehearsal> PlayAsync(Loss loss)
    {
        var world = stack.World;
        var life = await stage.PlayAsync(Act.Life, "A day goes by: rows are written, images pushed, a backup taken", null, () =>
            Task.FromResult(Life.Live(stack))
        );
        var (before, lostAt, journalAtLoss) = (StackBefore.Of(stack), world.Now, world.Journal.Count);
        var facts = await stage.PlayAsync(Act.Loss, LossTitle.Of(loss).Words, null, () => Disaster.BefallAsync(loss, stack, life));
        var plan = await RecoveryPlans.MakeAsync(stack.Configuration, stack.Name, loss, facts);
        var follower = new PlanFollower(stack);
        if (await FollowAsync(follower, plan) is { } failure)
        {
            return Played(plan, [failure]);
        }
        var checks = await stage.PlayAsync(Act.Check, "What came back is looked at", null, async () =>
        {
            var settled = await follower.Stack.PreviewAsync("--expect-no-changes");
            return Promises.Hold(
                new Aftermath
                {
                    Plan = plan,
                    Life = life,
                    Instant = plan.Loss == Loss.Instance ? null : facts.Instant,
                    LostAt = lostAt,
                    Before = before,
                    Stack = follower.Stack,
                    JournalAtLoss = journalAtLoss,
                    RecoveryTime = RehearsalFigures.RecoveryTime(stage.Steps, stage.Spans) ?? TimeSpan.Zero,
                    LastPreview = settled,
                }
            );
        });
        return Played(plan, checks);
    }

    private async Task<Check?> FollowAsync(PlanFollower follower, RecoveryPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            try
            {
                await stage.PlayAsync(Act.Recovery, step.Why, StepText.Of(step), () => follower.DoAsync(step));
            }
            catch (InvalidOperationException e)
            {
                return new("Plan", "every line and command of the plan succeeds", $"'{step.Why}' failed: {e.Message}", false);
            }
        }
        return null;
    }

    private PlayedRehearsal Played(RecoveryPlan plan, ImmutableArray<Check> checks) =>
        new(stack.Cloud, stack.Name, plan, stage.Steps, stage.Spans, checks, notes);
}
