using Infra.Cli.Recovery;

namespace Infra.Cli.Rehearse;

/// <summary>A step of a plan as a person types it.</summary>
internal static class StepText
{
    /// <summary>The command, or the lines of the stack file; null where nothing is typed.</summary>
    public static string? Of(RecoveryStep step) =>
        step switch
        {
            RecoveryStep.Command command => command.Line,
            RecoveryStep.CopyStackFile copy => $"cp Pulumi.{copy.From}.yaml Pulumi.{copy.Stack}.yaml",
            RecoveryStep.Edit edit => string.Join('\n', StackFileLines.Of(edit)),
            _ => null,
        };
}
