using System.Globalization;

namespace Infra.Cli.Recovery;

/// <summary>The numbers of a plan in words.</summary>
internal static class PlanWords
{
    /// <summary>How much of the newest rows is lost; a dash where no row is lost or nobody can say.</summary>
    public static string RowsLost(RecoveryPlan plan) => plan.RowsLost is { } lost ? $"at most {Short(lost)}" : "–";

    /// <summary>How long the recovery takes.</summary>
    public static string Time(RecoveryPlan plan) =>
        plan switch
        {
            { Loss: Loss.KilledUp } => $"at most {Short(plan.Time.Total)}",
            { Time.Total: var total } when total > TimeSpan.Zero => Short(total),
            _ when plan.Steps.All(step => step is RecoveryStep.Wait) => "by itself",
            _ => "–",
        };

    /// <summary>One operation of the critical path.</summary>
    public static string Operation(TimedOperation operation) =>
        $"from minute {Number(operation.Start.TotalMinutes)}, {Number(operation.Duration.TotalMinutes)} min: {operation.Operation} "
        + $"{operation.Name} ({operation.Type})";

    private static string Short(TimeSpan time) =>
        time.TotalHours >= 2 ? $"{Number(time.TotalHours)} h" : $"{Number(time.TotalMinutes)} min";

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
