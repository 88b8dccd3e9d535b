using System.Diagnostics;
using System.Globalization;

namespace Infra.Simulation;

/// <summary>A server's folder that an earlier process has left, or that was copied file by file to go on from there.</summary>
internal static class CopiedFolder
{
    // Postgres expects them and does not make them; a copy of the files alone lacks those that are empty.
    private static readonly string[] Expected =
    [
        "pg_commit_ts",
        "pg_dynshmem",
        "pg_logical/mappings",
        "pg_logical/snapshots",
        "pg_notify",
        "pg_replslot",
        "pg_serial",
        "pg_snapshots",
        "pg_stat",
        "pg_stat_tmp",
        "pg_tblspc",
        "pg_twophase",
        "pg_wal/archive_status",
        "pg_wal/summaries",
    ];

    /// <summary>Makes the folders that are missing, and closes the data to everybody else, without which Postgres does not start.</summary>
    public static async Task MendAsync(string folder)
    {
        Directory.CreateDirectory(DatabaseServer.ArchiveOf(folder));
        foreach (var data in new[] { DatabaseServer.DataOf(folder), DatabaseServer.BaseOf(folder) }.Where(Directory.Exists))
        {
            foreach (var missing in Expected)
                Directory.CreateDirectory(Path.Combine(data, missing));
            await PostgresInstallation.RunAsync(new("chmod", ["700", data]));
        }
    }

    /// <summary>Stops a server that runs in the folder still. One that runs where the folder was copied from is left alone.</summary>
    public static async Task StopLeftoverAsync(PostgresInstallation installation, string folder)
    {
        var data = DatabaseServer.DataOf(folder);
        var file = Path.Combine(data, "postmaster.pid");
        if (!File.Exists(file))
            return;
        // Its second line says which folder the server runs in.
        if (File.ReadLines(file).ElementAtOrDefault(1) != data)
        {
            File.Delete(file);
            return;
        }
        var version = int.Parse(await File.ReadAllTextAsync(Path.Combine(data, "PG_VERSION")), CultureInfo.InvariantCulture);
        // It fails where no such process runs any more.
        using var stop = Process.Start(installation.Start(version, "pg_ctl", "stop", "-D", data, "-m", "immediate", "-w"))!;
        await stop.WaitForExitAsync();
    }
}
