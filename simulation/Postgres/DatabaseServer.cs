using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using NpgsqlTypes;

namespace Infra.Simulation;

/// <summary>
/// A real Postgres server behind one simulated instance, with continuous archiving: each segment of its log is copied into the
/// instance's own archive. It listens on this machine's loopback address alone. Its folder holds <c>data</c>, <c>archive</c>, and
/// <c>base</c>, the copy of its data that every recovery of it begins with.
/// </summary>
internal sealed class DatabaseServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PostgresInstallation _installation;
    private readonly Process _process;
    private readonly string _connection;
    private readonly Task<string> _log;

    private DatabaseServer(PostgresInstallation installation, string folder, Process process, string connection)
    {
        (_installation, Folder, _process, _connection) = (installation, folder, process, connection);
        // A full pipe would stop the server.
        _log = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>The folder of the instance.</summary>
    public string Folder { get; }

    /// <summary>Where its log is copied to.</summary>
    public static string ArchiveOf(string folder) => Path.Combine(folder, "archive");

    /// <summary>Where its data is.</summary>
    public static string DataOf(string folder) => Path.Combine(folder, "data");

    /// <summary>The copy that a recovery begins with.</summary>
    public static string BaseOf(string folder) => Path.Combine(folder, "base");

    /// <summary>Starts the server of a folder that has data; with settings of a recovery, waits until it is over.</summary>
    public static async Task<DatabaseServer> StartAsync(
        PostgresInstallation installation,
        string folder,
        string password,
        params string[] recovery
    )
    {
        var data = DataOf(folder);
        // The data says which version it is of: a clone or a backup has its source's.
        var version = int.Parse(await File.ReadAllTextAsync(Path.Combine(data, "PG_VERSION")), CultureInfo.InvariantCulture);
        var (port, archive) = (FreePort(), ArchiveOf(folder));
        string[] settings =
        [
            $"port={port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "timezone=UTC",
            "max_connections=20",
            "shared_buffers=16MB",
            // The folder is thrown away with the rehearsal; what a killed server has not written to the disk the machine still has.
            "fsync=off",
            "full_page_writes=on",
            "min_wal_size=5MB",
            "max_wal_size=32MB",
            "wal_level=replica",
            "archive_mode=on",
            $"archive_command=cp \"%p\" \"{archive}/%f.part\" && mv \"{archive}/%f.part\" \"{archive}/%f\"",
            .. recovery,
        ];
        var process = installation.Serve(version, ["-D", data, .. settings.SelectMany(setting => new[] { "-c", setting })]);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "postgres",
            Password = password,
            Database = "postgres",
            Pooling = false,
            SslMode = SslMode.Disable,
            Timeout = 15,
        };
        var server = new DatabaseServer(installation, folder, process, connection.ConnectionString);
        try
        {
            await server.WaitAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>The server's own time: everything that was committed before is before it, and what is written later is after it.</summary>
    public DateTimeOffset Clock() => (DateTime)Ask("select clock_timestamp()")!;

    /// <summary>Writes a row.</summary>
    public void Insert(string text, DateTimeOffset at)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand("insert into rows (text, at) values ($1, $2)", connection)
        {
            Parameters =
            {
                new() { Value = text },
                new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };
        command.ExecuteNonQuery();
    }

    /// <summary>What is in it, oldest first.</summary>
    public List<Row> Rows()
    {
        using var connection = Open();
        using var command = new NpgsqlCommand("select text, at from rows order by number", connection);
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
            rows.Add(new(reader.GetString(0), new DateTimeOffset(reader.GetDateTime(1), TimeSpan.Zero)));
        return rows;
    }

    /// <summary>
    /// Writes one more commit, which says to a recovery that it has gone past every time before, and waits until the log up to it is in
    /// the archive.
    /// </summary>
    public async Task ArchiveAsync()
    {
        Ask("select pg_current_xact_id()");
        var segment = (string)Ask("select pg_walfile_name(pg_switch_wal())")!;
        await UntilAsync(() => File.Exists(Path.Combine(ArchiveOf(Folder), segment)), $"the segment {segment} in the archive");
    }

    /// <summary>Runs SQL and gives its one value.</summary>
    public object? Ask(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    /// <summary>A connection of the administrator.</summary>
    public NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(_connection);
        connection.Open();
        return connection;
    }

    /// <summary>Stops the server.</summary>
    public void Dispose()
    {
        _installation.Stop(_process);
        _process.Dispose();
    }

    /// <summary>Waits for as long as a busy machine may take.</summary>
    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        var patience = Stopwatch.StartNew();
        while (!isSo())
        {
            if (patience.Elapsed > Patience)
                throw new TimeoutException($"Postgres did not bring about {what} within {Patience.TotalSeconds} s.");
            await Task.Delay(20);
        }
    }

    // A recovery ends with the promotion; until then only reading is allowed.
    private Task WaitAsync() =>
        UntilAsync(
            () =>
            {
                if (_process.HasExited)
                    throw new InvalidOperationException($"Postgres ended:\n{_log.Result}");
                try
                {
                    return Ask("select pg_is_in_recovery()") is false;
                }
                catch (NpgsqlException)
                {
                    return false;
                }
            },
            "a connection"
        );

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
