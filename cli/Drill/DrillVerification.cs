using System.Collections.Immutable;
using Infra.Cli.Import;
using Infra.Cli.Ready;
using Infra.Foundation;

namespace Infra.Cli.Drill;

/// <summary>Whether what came back is what was lost, as far as it can be seen from outside of the cluster.</summary>
internal static class DrillVerification
{
    private const string FernetKey = "fernet-key";

    /// <summary>Looks at the drill's stack.</summary>
    /// <param name="real">The real stack.</param>
    /// <param name="drill">The drill's.</param>
    /// <param name="pulumi">Runs the engine on the drill's stack.</param>
    public static async Task<ImmutableArray<DrillCheck>> LookAsync(
        CheckedStack real,
        DrilledStack drill,
        Func<string[], Task<EngineRun>> pulumi
    )
    {
        var state = RecordedState.Read(await RestoreDrill.ExportAsync(pulumi));
        var born = state.Output("restoredFrom")?.ToString() ?? "nothing";
        var jobs = state.Resources.Where(one => one.Type == "kubernetes:batch/v1:Job").Select(one => one.Name).ToList();
        var again = await pulumi(["preview", "--expect-no-changes"]);
        return
        [
            new("the database was born from the newest backup", born, born == drill.Source),
            Verified(state),
            Identity(real, drill),
            new(
                "every DAG was paused before anything could run",
                jobs.Find(job => job.StartsWith("pause-dags", StringComparison.Ordinal)) ?? "no job has paused them",
                jobs.Exists(job => job.StartsWith("pause-dags", StringComparison.Ordinal))
            ),
            new("a second preview changes nothing", again.Succeeded ? "nothing" : RestoreDrill.Last(again.Output), again.Succeeded),
        ];
    }

    // The stack's own job has judged the rows, before anything was started on them.
    private static DrillCheck Verified(RecordedState state)
    {
        var verdict = state.Output("verification")?.ToString() ?? "not verified";
        return new(
            "tables, secrets and the newest record were verified before anything was started, and images, logins and metrics after the "
                + "release",
            verdict,
            verdict == PlatformVerdict.Verified
        );
    }

    // The one without which no connection and no variable of the data can be read. Neither value is told.
    private static DrillCheck Identity(CheckedStack real, DrilledStack drill)
    {
        const string Promise = "the fernet key is the real stack's, so that what was encrypted is decrypted";
        try
        {
            var (mine, its) = (
                new CloudCommand(real.Config, real.Questions.RunNow).Secret(FernetKey),
                new CloudCommand(drill.Config, real.Questions.RunNow).Secret(FernetKey)
            );
            return new(Promise, mine == its ? "the same" : "another one", mine == its);
        }
        catch (InvalidOperationException e)
        {
            return new(Promise, $"it can not be read: {e.Message}", false);
        }
    }
}
