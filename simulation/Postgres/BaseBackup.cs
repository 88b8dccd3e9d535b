using System.Globalization;
using Npgsql;

namespace Infra.Simulation;

/// <summary>
/// Copies of a running server's data and how a new server is recovered from them, as Postgres documents it: chapter Continuous
/// Archiving.
/// </summary>
/// <remarks>https://www.postgresql.org/docs/current/continuous-archiving.html</remarks>
internal static class BaseBackup
{
    /// <summary>Copies the data of a running server, and gives the name of the first segment of the log that the copy needs.</summary>
    public static async Task<string> TakeAsync(DatabaseServer server, string target)
    {
        var data = DatabaseServer.DataOf(server.Folder);
        var isOld = int.Parse(await File.ReadAllTextAsync(Path.Combine(data, "PG_VERSION")), CultureInfo.InvariantCulture) < 15;
        // The session that begins the backup has to end it.
        using var connection = server.Open();
        await ScalarAsync(connection, isOld ? "select pg_start_backup('base', true, false)" : "select pg_backup_start('base', true)");
        Copy(data, target);
        using var end = new NpgsqlCommand(
            $"select labelfile, pg_walfile_name(lsn) from {(isOld ? "pg_stop_backup(false, false)" : "pg_backup_stop(false)")}",
            connection
        );
        using var reader = await end.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (label, last) = (reader.GetString(0), reader.GetString(1));
        // Without the label a recovery would take the copy for a server that was killed, and its data would be broken.
        await File.WriteAllTextAsync(Path.Combine(target, "backup_label"), label);
        File.Delete(Path.Combine(target, "postmaster.pid"));
        // A server refuses data that others may read.
        await PostgresInstallation.RunAsync(new("chmod", ["700", target]));
        await PostgresInstallation.GiveToServerAsync(target);
        await DatabaseServer.UntilAsync(
            () => File.Exists(Path.Combine(DatabaseServer.ArchiveOf(server.Folder), last)),
            $"the segment {last} in the archive"
        );
        return label.Split("(file ", 2)[1].Split(')')[0];
    }

    /// <summary>Keeps a copy with as much of the log as makes it whole: a stored backup, which needs no archive.</summary>
    public static async Task KeepAsync(DatabaseServer server, string folder)
    {
        Directory.CreateDirectory(DatabaseServer.ArchiveOf(folder));
        var first = await TakeAsync(server, DatabaseServer.BaseOf(folder));
        foreach (var file in Directory.EnumerateFiles(DatabaseServer.ArchiveOf(server.Folder)))
        {
            var name = Path.GetFileName(file);
            if (
                name.EndsWith(".history", StringComparison.Ordinal)
                || (name.Length == first.Length && string.CompareOrdinal(name, first) >= 0)
            )
                File.Copy(file, Path.Combine(DatabaseServer.ArchiveOf(folder), name));
        }
        await PostgresInstallation.GiveToServerAsync(folder);
    }

    /// <summary>Makes a new, empty server.</summary>
    public static async Task<DatabaseServer> NewAsync(PostgresInstallation installation, string folder, int version, string passwordFile)
    {
        Directory.CreateDirectory(DatabaseServer.ArchiveOf(folder));
        await PostgresInstallation.GiveToServerAsync(folder);
        // Small segments, so that each can be archived at once.
        await PostgresInstallation.RunAsync(
            installation.Start(
                version,
                "initdb",
                "-D",
                DatabaseServer.DataOf(folder),
                "-U",
                "postgres",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--wal-segsize=1",
                "--auth=scram-sha-256",
                $"--pwfile={passwordFile}"
            )
        );
        var server = await DatabaseServer.StartAsync(installation, folder, await File.ReadAllTextAsync(passwordFile));
        server.Ask(
            "create table rows (number bigint generated always as identity primary key, text text not null, at timestamptz not null)"
        );
        await TakeAsync(server, DatabaseServer.BaseOf(folder));
        return server;
    }

    /// <summary>Recovers a new server from another one's copy and archive.</summary>
    /// <param name="installation">Where Postgres is.</param>
    /// <param name="folder">The new server's folder.</param>
    /// <param name="source">The folder that holds the copy and the archive.</param>
    /// <param name="time">The server time to recover to; null for a stored backup, which is recovered to its own end.</param>
    /// <param name="password">The administrator's password.</param>
    public static async Task<DatabaseServer> RecoverAsync(
        PostgresInstallation installation,
        string folder,
        string source,
        DateTimeOffset? time,
        string password
    )
    {
        Directory.CreateDirectory(DatabaseServer.ArchiveOf(folder));
        var data = DatabaseServer.DataOf(folder);
        await PostgresInstallation.RunAsync(new("cp", ["--archive", DatabaseServer.BaseOf(source), data]));
        await File.WriteAllTextAsync(Path.Combine(data, "recovery.signal"), "");
        await PostgresInstallation.GiveToServerAsync(folder);
        var server = await DatabaseServer.StartAsync(
            installation,
            folder,
            password,
            $"restore_command=cp \"{DatabaseServer.ArchiveOf(source)}/%f\" \"%p\"",
            "recovery_target_action=promote",
            time is null
                ? "recovery_target=immediate"
                : $"recovery_target_time={time.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00"
        );
        await TakeAsync(server, DatabaseServer.BaseOf(folder));
        return server;
    }

    private static async Task ScalarAsync(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteScalarAsync();
    }

    // A running server takes files away meanwhile, which the log makes good; the log itself comes from the archive.
    // https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP-DATA
    private static void Copy(string folder, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var inner in Directory.EnumerateDirectories(folder))
            Copy(inner, Path.Combine(target, Path.GetFileName(inner)));
        if (folder.Split('/').Contains("pg_wal"))
            return;
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            try
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
            catch (FileNotFoundException)
            {
                continue;
            }
        }
    }
}
