using System.Collections.Immutable;

namespace Infra.Cli.Gap;

/// <summary>What lies between, for a person.</summary>
internal static class GapPage
{
    // A person reads a screen; a program reads everything.
    private const int Shown = 20;

    /// <summary>Writes it.</summary>
    public static void Write(InstanceGap gap, TextWriter to)
    {
        to.WriteLine(
            $"{gap.Old}, the old instance, against {gap.Restored}, the restored one: "
                + (gap.Since.Length == 0 ? "whatever ended" : $"what ended after {gap.Since}")
        );
        Names("deployments", gap.Deployments, to);
        Names("users", gap.Users, to);
        foreach (var one in gap.Airflow)
        {
            Write(one, to);
        }
        foreach (var why in gap.Unread)
        {
            to.WriteLine($"can not be read, so that more may lie between: {PrintableText.Line(why)}");
        }
        if (gap.IsNothing && gap.Unread.IsEmpty)
        {
            to.WriteLine("Nothing lies between.");
        }
    }

    private static void Names(string kind, NameGap names, TextWriter to)
    {
        List(names.Made, $"{kind} made since, which the restored database does not know");
        List(names.Removed, $"{kind} on the restored database alone: removed since and back again, or made after the restore");
        void List(ImmutableArray<string> some, string what)
        {
            if (!some.IsEmpty)
            {
                to.WriteLine($"{some.Length} {what}: {string.Join(", ", some.Select(PrintableText.Line))}");
            }
        }
    }

    private static void Write(AirflowGap one, TextWriter to)
    {
        if (one.On == Presence.Both && one.Runs.IsEmpty)
        {
            return;
        }
        to.WriteLine();
        to.WriteLine(
            one.On switch
            {
                Presence.Restored => $"{PrintableText.Line(one.Database)}: the database is not on the old instance any more",
                Presence.Old => $"{PrintableText.Line(one.Database)}: the restored instance has no such database; {Counts(one)}",
                _ => $"{PrintableText.Line(one.Database)}: {Counts(one)}",
            }
        );
        foreach (var run in one.Runs.Take(Shown))
        {
            to.WriteLine(
                "  "
                    + PrintableText.Line(
                        $"{run.Dag}  {run.Run}  {run.State ?? "without a state"}{(run.Ended is null ? "" : $" {run.Ended}")}, "
                            + $"now {run.Restored ?? "unknown"}, tasks {run.Tasks}"
                    )
            );
        }
        if (one.Runs.Length > Shown)
        {
            to.WriteLine($"  and {one.Runs.Length - Shown} more: FORMAT=json has all");
        }
    }

    private static string Counts(AirflowGap one) =>
        $"{one.EndedRuns} runs and {one.EndedTasks} task instances ended, and the restored database does not know it";
}
