using System.Text.Json.Nodes;
using Infra.Platform;
using Infra.Schemas;

namespace Infra.Cli.Gap;

/// <summary>Where one deployment's runs and task instances are read from: what stands behind <c>from</c>.</summary>
/// <param name="Runs">Rows of dag_id, run_id, state, end_date.</param>
/// <param name="Tasks">Rows of dag_id, run_id, task_id, map_index, end_date.</param>
internal sealed record AirflowTables(string Runs, string Tasks)
{
    /// <summary>Those of a deployment that has no database.</summary>
    public static AirflowTables None { get; } =
        new(
            "(select ''::text dag_id, ''::text run_id, ''::text state, now() end_date limit 0)",
            "(select ''::text dag_id, ''::text run_id, ''::text task_id, 0 map_index, now() end_date limit 0)"
        );

    private static readonly string[] OfRuns = ["dag_id", "run_id", "state", "end_date"];
    private static readonly string[] OfTasks = ["dag_id", "run_id", "task_id", "end_date"];

    /// <summary>Looks for them.</summary>
    /// <exception cref="InvalidOperationException">A table or a column is missing.</exception>
    public static async Task<AirflowTables> ReadAsync(DatabaseSession session)
    {
        var tables = (await session.QueryAsync(GapSql.Tables)).Select(row => JsonNode.Parse(row)).ToList();
        string Find(string name, string[] needed, Func<HashSet<string>, string> select)
        {
            var table = tables.Find(table => table.Text("table") == name)
                ?? throw new InvalidOperationException($"{session.Place} has no table {name} of Airflow's.");
            var columns = table.All("columns").Select(column => column.GetValue<string>()).ToHashSet();
            return needed.FirstOrDefault(column => !columns.Contains(column)) is { } missing
                ? throw new InvalidOperationException(
                    $"{session.Place}: Airflow's table {name} has no column {missing}. Airflow has had it since 2.2."
                )
                : $"(select {select(columns)} from {table.Text("schema")}.{name})";
        }
        return new(
            Find("dag_run", OfRuns, _ => string.Join(", ", OfRuns)),
            // Airflow has mapped tasks since 2.3.
            Find("task_instance", OfTasks, columns =>
                $"{string.Join(", ", OfTasks)}, {(columns.Contains("map_index") ? "map_index" : "-1 map_index")}"
            )
        );
    }

    /// <summary>What ended later than an instant; the clocks of nodes may have been behind the database's.</summary>
    /// <param name="since">The instant in RFC 3339; empty: whatever ended.</param>
    private static string Ended(string since) =>
        since.Length == 0
            ? "end_date is not null"
            : $"end_date > timestamptz '{since}' - interval '{DatabaseVerification.ClockSkewSeconds} s'";

    /// <summary>The runs that ended later than an instant.</summary>
    public string EndedRuns(string since) => $"select to_json(run) from {Runs} run where {Ended(since)}";

    /// <summary>The task instances that ended later than an instant.</summary>
    public string EndedTasks(string since) => $"select to_json(task) from {Tasks} task where {Ended(since)}";

    /// <summary>Some runs.</summary>
    /// <param name="wanted">A JSON list with their dag_id and run_id.</param>
    public string RunsOf(string wanted) =>
        $"""
            select to_json(run) from json_to_recordset({Literal(wanted)}) as wanted(dag_id text, run_id text)
            join {Runs} run on run.dag_id = wanted.dag_id and run.run_id = wanted.run_id
            """;

    /// <summary>Runs of the other instance, each with what this one has of it.</summary>
    /// <param name="others">A JSON list of rows of <see cref="EndedRuns"/>.</param>
    public string Compared(string others) =>
        $"""
            select json_build_object('dag', other.dag_id, 'run', other.run_id, 'state', other.state, 'ended', other.end_date, 'here', case when run.run_id is not null then coalesce(run.state, 'without a state') end, 'hereEnded', run.end_date)
            from json_to_recordset({Literal(others)}) as other(dag_id text, run_id text, state text, end_date timestamptz)
            left join {Runs} run on run.dag_id = other.dag_id and run.run_id = other.run_id
            """;

    /// <summary>How many task instances of the other instance ended there and not here, run by run.</summary>
    /// <param name="others">A JSON list of rows of <see cref="EndedTasks"/>.</param>
    public string UnknownTasks(string others) =>
        $"""
            select json_build_object('dag', other.dag_id, 'run', other.run_id, 'tasks', count(*))
            from json_to_recordset({Literal(others)}) as other(dag_id text, run_id text, task_id text, map_index int, end_date timestamptz)
            where not exists (select from {Tasks} task where task.dag_id = other.dag_id and task.run_id = other.run_id
              and task.task_id = other.task_id and task.map_index = other.map_index and task.end_date = other.end_date)
            group by other.dag_id, other.run_id
            """;

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
