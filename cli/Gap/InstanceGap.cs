using System.Collections.Immutable;

namespace Infra.Cli.Gap;

/// <summary>What lies between a retained instance and the one that was restored from it.</summary>
/// <param name="Stack">The stack's name.</param>
/// <param name="Old">The retained instance.</param>
/// <param name="Restored">The restored one.</param>
/// <param name="Since">The instant that was restored, in RFC 3339; empty: whatever ever ended was compared.</param>
/// <param name="Deployments">Houston's deployments.</param>
/// <param name="Users">Houston's users.</param>
/// <param name="Airflow">What lies between, in each deployment's database.</param>
/// <param name="Unread">What could not be compared, and why, so that more may lie between than is told.</param>
internal sealed record InstanceGap(
    string Stack,
    string Old,
    string Restored,
    string Since,
    NameGap Deployments,
    NameGap Users,
    ImmutableArray<AirflowGap> Airflow,
    ImmutableArray<string> Unread
)
{
    /// <summary>Whether anything lies between.</summary>
    public bool IsNothing =>
        new[] { Deployments, Users }.All(names => names.Made.IsEmpty && names.Removed.IsEmpty)
        && Airflow.All(one => one.On == Presence.Both && one.Runs.IsEmpty);

    /// <summary>
    /// The exit status, as that of diff: 0, nothing lies between; 1, something does; 2, not everything could be compared.
    /// </summary>
    public int Status =>
        !Unread.IsEmpty ? 2
        : IsNothing ? 0
        : 1;
}

/// <summary>Where a deployment's database is.</summary>
internal enum Presence
{
    /// <summary>On both instances.</summary>
    Both,

    /// <summary>On the old one alone.</summary>
    Old,

    /// <summary>On the restored one alone.</summary>
    Restored,
}

/// <summary>What lies between in one deployment's database.</summary>
/// <param name="Database">The database's name: the release's, with <c>_airflow</c> behind it.</param>
/// <param name="On">Where it is.</param>
/// <param name="Runs">The runs, by DAG and end.</param>
internal sealed record AirflowGap(string Database, Presence On, ImmutableArray<RunGap> Runs)
{
    /// <summary>How many runs ended without the restored instance knowing it.</summary>
    public int EndedRuns => Runs.Count(run => run.Ended is not null);

    /// <summary>How many task instances did.</summary>
    public long EndedTasks => Runs.Sum(run => run.Tasks);
}
