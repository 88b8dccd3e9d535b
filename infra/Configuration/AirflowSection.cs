using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:airflow</c>.</summary>
internal static class AirflowSection
{
    public static KeyGroup Keys { get; } = new("infra:airflow", "The Airflow deployments.");

    private static readonly Key<bool> Paused = Keys.Optional(
        "paused",
        new Flag(),
        "nothing is paused, and nothing is given back",
        "true",
        "`true` pauses every DAG of every deployment in the database, before anything can run there: wanted after a point in time, and "
            + "demanded of a disposable stack that is restored from another one's data. `false`, written in its place, gives every DAG "
            + "its former state back; then the line may go.",
        LaterChange.InPlace()
    );

    /// <param name="airflow">The values.</param>
    /// <param name="lifetime">Whether the stack is a drill or a try-out.</param>
    /// <param name="database">The database, whose restore brings deployments with it.</param>
    /// <param name="own">This stack's names.</param>
    public static AirflowSpec Read(ConfigurationSection airflow, StackLifetime lifetime, DatabaseSpec database, PhysicalNames own)
    {
        var spec = new AirflowSpec(airflow.Has(Paused) ? airflow.Read(Paused) : null);
        if (
            !lifetime.IsDurable
            && database.Restore?.IsForeign(own, database.Generation) == true
            && spec.Paused != true
            && airflow.AreSound(Paused)
        )
        {
            airflow.Fault(
                Paused,
                "the stack is disposable and restored from another one's data, so it would run that one's DAGs a second time",
                "Write infra:airflow: { paused: true }; once the stack stands, infra:database.restore may go, and with it this demand"
            );
        }
        return spec;
    }
}
