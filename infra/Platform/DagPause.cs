using Infra.Configuration;
using Infra.Foundation;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;

namespace Infra.Platform;

/// <summary>
/// The pause of every DAG of every deployment, in the database, by <c>infra:airflow.paused</c>: a job that holds them before anything can
/// run, and one that gives back what was held. A scheduler starts nothing of a paused DAG, whatever state its runs are in.
/// </summary>
internal static class DagPause
{
    /// <summary>The label of the platform's namespace while the DAGs are paused.</summary>
    public const string Label = "infra/dags";

    /// <summary>The label's value.</summary>
    public const string Paused = "paused";

    /// <summary>What both jobs run: one step, a transaction of its own, in each database.</summary>
    public const string Script = $$"""
        set -eu
        {{DatabaseClient.Functions}}
        databases=$(await_databases)
        printf '%s\n' "$databases" | while IFS= read -r database; do
          export PGDATABASE="$database"
          query "$STEP"
        done
        """;

    /// <summary>The databases of an instance, but for the clouds' own, which let nobody in.</summary>
    public const string Databases = """
        select datname from pg_database
        where datallowconn and not datistemplate and datname not in ('rdsadmin', 'cloudsqladmin') order by datname
        """;

    /// <summary>Declares the pause, where the line says true.</summary>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="config">Says whether, and which database.</param>
    /// <param name="postgres">The database.</param>
    /// <param name="before">What must stand first. The alias is not among it: the old cluster's schedulers follow that.</param>
    public static Job? Hold(InCluster cluster, PlatformConfig config, PostgresAccess postgres, params Resource[] before) =>
        config.Airflow.Paused == true ? Declare("pause-dags", DagPauseSql.Hold, cluster, config, postgres, before) : null;

    /// <summary>Declares the return of the former state, where the line says false.</summary>
    /// <param name="cluster">Where it runs.</param>
    /// <param name="config">Says whether, and which database.</param>
    /// <param name="postgres">The database.</param>
    /// <param name="before">What must stand first: the platform.</param>
    public static Job? GiveBack(InCluster cluster, PlatformConfig config, PostgresAccess postgres, params Resource[] before) =>
        config.Airflow.Paused == false ? Declare("resume-dags", DagPauseSql.GiveBack, cluster, config, postgres, before) : null;

    /// <summary>
    /// Runs before the namespace is changed, in preview too, and refuses to forget: without the line nothing would ever give the DAGs back.
    /// No hook of the job itself can do this, because <c>destroy</c> demands the program wherever something is bound to a deletion.
    /// </summary>
    public static ResourceHook RefuseToForget(InCluster cluster, PlatformConfig config) =>
        new(
            $"dags-are-given-back-g{cluster.Generation}",
            async (args, _) =>
            {
                if (config.Airflow.Paused is null && IsPaused(await PropertyValue.PlainAsync(args.OldInputs)))
                {
                    throw new InvalidOperationException(
                        "The DAGs are paused, and infra:airflow.paused is gone, so nothing would give them back what they were. "
                            + "Write false in its place; once that up has ended, the line may go:\n  infra:airflow: { paused: false }"
                    );
                }
            },
            new() { OnDryRun = true }
        );

    private static bool IsPaused(IReadOnlyDictionary<string, object?> ns) =>
        ns.GetValueOrDefault("metadata") is IReadOnlyDictionary<string, object?> metadata
        && metadata.GetValueOrDefault("labels") is IReadOnlyDictionary<string, object?> labels
        && labels.GetValueOrDefault(Label) is Paused;

    private static Job Declare(
        string noun,
        string step,
        InCluster cluster,
        PlatformConfig config,
        PostgresAccess postgres,
        Resource[] before
    ) =>
        DatabaseJob.Declare(
            noun,
            cluster,
            config,
            DatabaseClient.Container(config.Chart, postgres, postgres.Address, Script, ("DATABASES", Databases), ("STEP", step)),
            before
        );
}
