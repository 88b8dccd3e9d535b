namespace Infra.Cli.Gap;

/// <summary>A run of a DAG as the two instances have it.</summary>
/// <param name="Dag">The DAG's id.</param>
/// <param name="Run">The run's id.</param>
/// <param name="State">Its state on the old instance.</param>
/// <param name="Ended">When it ended there, as JSON has it; null: it had not.</param>
/// <param name="Here">Its state on the restored instance; null: it is not known there.</param>
/// <param name="HereEnded">When it ended there.</param>
internal sealed record ComparedRun(string Dag, string Run, string? State, string? Ended, string? Here, string? HereEnded);

/// <summary>A run of which the old instance has an end that the restored one does not know.</summary>
/// <param name="Dag">The DAG's id.</param>
/// <param name="Run">The run's id.</param>
/// <param name="State">Its state on the old instance.</param>
/// <param name="Ended">When it ended there; null where only task instances of it did, or the restored instance knows the run's end.</param>
/// <param name="Restored">Its state on the restored instance; null: it is not known there.</param>
/// <param name="Tasks">How many of its task instances ended without the restored instance knowing it.</param>
internal sealed record RunGap(string Dag, string Run, string? State, string? Ended, string? Restored, long Tasks)
{
    /// <summary>What lies between, of a run; null: nothing.</summary>
    /// <param name="run">The run on both instances.</param>
    /// <param name="tasks">How many of its task instances' ends the restored instance does not know.</param>
    public static RunGap? Of(ComparedRun run, long tasks)
    {
        var ended = run.Ended == run.HereEnded ? null : run.Ended;
        return ended is null && tasks == 0 ? null : new(run.Dag, run.Run, run.State, ended, run.Here, tasks);
    }
}
