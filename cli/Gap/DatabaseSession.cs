using System.Diagnostics;
using System.Runtime.CompilerServices;
using Infra.Platform;

namespace Infra.Cli.Gap;

/// <summary>
/// A session in one database of a private instance, which nobody outside of the network reaches: psql runs in the pod of
/// <see cref="DatabaseProbe"/>, whose environment has the stack's user and password, and is spoken to by its pipes. What it reads comes in
/// batches, so that neither it nor this process holds a table.
/// </summary>
internal sealed class DatabaseSession : IAsyncDisposable
{
    /// <summary>How many rows come at once.</summary>
    public const int Batch = 2000;

    // Whoever is stopped here leaves no transaction open there, and whatever the cluster does, a statement ends.
    private const string Options =
        "-c default_transaction_read_only=on -c statement_timeout=10min -c idle_in_transaction_session_timeout=10min -c lock_timeout=10s "
        + "-c timezone=UTC";

    // A row is JSON, and this is none.
    private const string End = "-- end";

    private readonly Process _psql;
    private readonly Task<string> _errors;
    private readonly ComparedInstance _instance;
    private readonly string _database;
    private readonly CancellationToken _cancelled;

    private DatabaseSession(Process psql, ComparedInstance instance, string database, CancellationToken cancelled)
    {
        (_psql, _instance, _database, _cancelled) = (psql, instance, database, cancelled);
        _errors = psql.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>The database and its instance, for messages.</summary>
    public string Place => $"{_database} on {_instance.Name}";

    /// <summary>Logs in, and begins a transaction that only reads.</summary>
    /// <param name="kubectl">Starts kubectl with arguments.</param>
    /// <param name="instance">Where.</param>
    /// <param name="database">The database.</param>
    /// <param name="cancelled">Ends what is waited for.</param>
    /// <exception cref="InvalidOperationException">It can not be read; the message says which and why.</exception>
    public static async Task<DatabaseSession> OpenAsync(
        Func<string[], Process> kubectl,
        ComparedInstance instance,
        string database,
        CancellationToken cancelled
    )
    {
        cancelled.ThrowIfCancellationRequested();
        var session = new DatabaseSession(
            kubectl([
                "exec",
                "--stdin",
                $"--namespace={PlatformNamespace.Release}",
                $"deployment/{DatabaseProbe.Name}",
                "--",
                "env",
                $"PGHOST={instance.Address}",
                $"PGDATABASE={database}",
                $"PGOPTIONS={Options}",
                "PGCLIENTENCODING=UTF8",
                "psql",
                "--no-psqlrc",
                "--quiet",
                "--no-align",
                "--tuples-only",
                "--set=ON_ERROR_STOP=1",
                "--set=VERBOSITY=terse",
            ]),
            instance,
            database,
            cancelled
        );
        try
        {
            await session.QueryAsync(GapSql.Begin);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of a statement; each is JSON.</summary>
    /// <exception cref="InvalidOperationException">The server, psql or kubectl refuses.</exception>
    public async Task<List<string>> QueryAsync(string sql)
    {
        try
        {
            await _psql.StandardInput.WriteAsync($"{sql};\n\\echo {End}\n".AsMemory(), _cancelled);
            await _psql.StandardInput.FlushAsync(_cancelled);
        }
        catch (IOException)
        {
            // It has ended; why stands in its errors.
        }
        var rows = new List<string>();
        while (await _psql.StandardOutput.ReadLineAsync(_cancelled) is { } line)
        {
            if (line == End)
            {
                return rows;
            }
            rows.Add(line);
        }
        throw new InvalidOperationException(Why(await _errors));
    }

    /// <summary>The rows of a long statement, as JSON lists of <see cref="Batch"/> rows at most.</summary>
    public async IAsyncEnumerable<string> BatchesAsync(string sql, [EnumeratorCancellation] CancellationToken cancelled = default)
    {
        await QueryAsync($"declare batches no scroll cursor for {sql}");
        for (var more = true; more; )
        {
            cancelled.ThrowIfCancellationRequested();
            var rows = await QueryAsync($"fetch {Batch} from batches");
            more = rows.Count == Batch;
            yield return $"[{string.Join(',', rows)}]";
        }
        await QueryAsync("close batches");
    }

    /// <summary>Ends the session; the server rolls the transaction back.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _psql.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before.
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _psql.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _psql.Kill(entireProcessTree: true);
        }
        _psql.Dispose();
    }

    private string Why(string errors)
    {
        var told = PrintableText.Line(
            string.Join('\n', errors.Split('\n').Where(line => !line.StartsWith("command terminated", StringComparison.Ordinal)))
        );
        return told.Contains("password authentication failed", StringComparison.Ordinal)
            ? $"{_instance.Name} does not take the stack's password: somebody has changed it there. Give that instance's user the "
                + "password of "
                + $"the secret {PlatformSecrets.BootstrapName} in namespace {PlatformNamespace.Release} again, in the cloud's console."
            : $"{Place} ({_instance.Address}, {_instance.Status}) can not be read: {told}";
    }
}
