using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Platform;
using Infra.Schemas;

namespace Infra.Cli.Gap;

/// <summary>
/// Compares two instances, one database after the other. What ended on the old one is read there in batches, and each batch is looked up
/// on the restored one by its keys, so that the tables of the living platform are never read whole.
/// </summary>
/// <param name="stack">The stack's name.</param>
/// <param name="old">The retained instance.</param>
/// <param name="restored">The restored one.</param>
/// <param name="since">The instant that was restored, in RFC 3339; empty where it is not known.</param>
/// <param name="kubectl">Starts kubectl for the stack's cluster.</param>
/// <param name="cancelled">Ends it.</param>
internal sealed class GapSearch(
    string stack,
    ComparedInstance old,
    ComparedInstance restored,
    string since,
    Func<string[], Process> kubectl,
    CancellationToken cancelled
)
{
    // Every Postgres has it.
    private const string AnyDatabase = "postgres";

    private readonly List<string> _unread = [];

    /// <summary>Compares them.</summary>
    /// <exception cref="InvalidOperationException">One of them can not be read at all.</exception>
    public async Task<InstanceGap> FindAsync()
    {
        var (before, after) = (await DatabasesAsync(old), await DatabasesAsync(restored));
        var (deployments, users) = (
            await TryAsync(() => HoustonAsync("Deployment", HoustonRecords.Deployments), NameGap.None),
            await TryAsync(() => HoustonAsync("User", HoustonRecords.Users), NameGap.None)
        );
        var airflow = ImmutableArray.CreateBuilder<AirflowGap>();
        foreach (
            var database in before
                .Union(after)
                .Where(name => name.EndsWith("_airflow", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            var on =
                !after.Contains(database) ? Presence.Old
                : before.Contains(database) ? Presence.Both
                : Presence.Restored;
            var runs = on == Presence.Restored ? [] : await TryAsync(() => RunsAsync(database, on), []);
            airflow.Add(new(database, on, runs));
        }
        return new(stack, old.Name, restored.Name, since, deployments, users, airflow.ToImmutable(), [.. _unread]);
    }

    private async Task<HashSet<string>> DatabasesAsync(ComparedInstance instance)
    {
        await using var session = await OpenAsync(instance, AnyDatabase);
        return [.. (await session.QueryAsync(GapSql.Databases)).Select(Text)];
    }

    private async Task<NameGap> HoustonAsync(string table, string statement) =>
        NameGap.Of(await NamesAsync(old, table, statement), await NamesAsync(restored, table, statement));

    private async Task<List<string>> NamesAsync(ComparedInstance instance, string table, string statement)
    {
        await using var session = await OpenAsync(instance, HoustonRecords.Database);
        return await session.QueryAsync(statement) is [var names]
            ? [.. (await session.QueryAsync($"select to_json(known.name) from ({names}) as known(name)")).Select(Text)]
            : throw new InvalidOperationException($"{session.Place} has no table {table} of Houston's that is known here.");
    }

    private async Task<ImmutableArray<RunGap>> RunsAsync(string database, Presence on)
    {
        await using var from = await OpenAsync(old, database);
        await using var to = await OpenAsync(restored, on == Presence.Both ? database : AnyDatabase);
        var there = await AirflowTables.ReadAsync(from);
        var here = on == Presence.Both ? await AirflowTables.ReadAsync(to) : AirflowTables.None;
        var tasks = new Dictionary<(string Dag, string Run), long>();
        await foreach (var batch in from.BatchesAsync(there.EndedTasks(since), cancelled))
        {
            foreach (var row in (await to.QueryAsync(here.UnknownTasks(batch))).Select(row => JsonNode.Parse(row)))
            {
                var key = (row.Text("dag")!, row.Text("run")!);
                tasks[key] = tasks.GetValueOrDefault(key) + (long)row.Number("tasks")!;
            }
        }
        var runs = new List<RunGap>();
        async Task AddAsync(string batch)
        {
            foreach (var row in (await to.QueryAsync(here.Compared(batch))).Select(Compared))
            {
                tasks.Remove((row.Dag, row.Run), out var count);
                runs.AddRange(RunGap.Of(row, count) is { } gap ? [gap] : []);
            }
        }
        await foreach (var batch in from.BatchesAsync(there.EndedRuns(since), cancelled))
        {
            await AddAsync(batch);
        }
        // Of runs that go on, or whose own end is older.
        foreach (var keys in tasks.Keys.ToList().Chunk(DatabaseSession.Batch))
        {
            var wanted = JsonSerializer.Serialize(keys.Select(key => new { dag_id = key.Dag, run_id = key.Run }));
            await AddAsync($"[{string.Join(',', await from.QueryAsync(there.RunsOf(wanted)))}]");
        }
        return
        [
            .. runs.OrderBy(run => run.Dag, StringComparer.Ordinal)
                .ThenBy(run => run.Ended ?? "~", StringComparer.Ordinal)
                .ThenBy(run => run.Run, StringComparer.Ordinal),
        ];
    }

    private static ComparedRun Compared(string json)
    {
        var row = JsonNode.Parse(json);
        return new(row.Text("dag")!, row.Text("run")!, row.Text("state"), row.Text("ended"), row.Text("here"), row.Text("hereEnded"));
    }

    // What can not be compared is told, and the rest is compared all the same.
    private async Task<T> TryAsync<T>(Func<Task<T>> read, T nothing)
    {
        try
        {
            return await read();
        }
        catch (InvalidOperationException e)
        {
            _unread.Add(e.Message);
            return nothing;
        }
    }

    private Task<DatabaseSession> OpenAsync(ComparedInstance instance, string database) =>
        DatabaseSession.OpenAsync(kubectl, instance, database, cancelled);

    private static string Text(string json) => JsonSerializer.Deserialize<string>(json)!;
}
