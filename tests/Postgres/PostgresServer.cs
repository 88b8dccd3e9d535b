using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Infra.Tests.Postgres;

/// <summary>
/// A real Postgres server of a test's own, as the clouds give one: TLS alone by the network, and an administrator who may create roles and
/// databases and is no superuser.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The administrator.</summary>
    public const string Admin = "postgres";

    /// <summary>The cloud's own superuser.</summary>
    public const string Superuser = "rdsadmin";

    // initdb and the seed take as long as all the rest, so they run once for each version.
    private static readonly ConcurrentDictionary<int, Lazy<Task<string>>> Templates = new();

    static PostgresServer() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (
                var template in Templates.Values.Where(template =>
                    template is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }
                )
            )
            {
                Directory.Delete(template.Value.Result, recursive: true);
            }
        };

    private readonly Process _process;
    private readonly string _folder;
    private readonly Task<string> _log;

    private PostgresServer(int version, int port, string folder, Process process)
    {
        (Version, Port, _folder, _process) = (version, port, folder, process);
        // A full pipe would stop the server.
        _log = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>The major version.</summary>
    public int Version { get; }

    /// <summary>The port on this machine's loopback address.</summary>
    public int Port { get; }

    /// <summary>Starts a server with the databases of <see cref="AirflowInstance"/>.</summary>
    /// <param name="version">The major version.</param>
    /// <param name="password">The administrator's password.</param>
    public static async Task<PostgresServer> StartAsync(int version, string password)
    {
        PostgresPrograms.Require();
        var template = await Templates.GetOrAdd(version, one => new(() => InitialiseAsync(one))).Value;
        var folder = await NewFolderAsync();
        await PostgresPrograms.RunAsync(new("cp", ["--archive", $"{template}/.", folder]));
        var server = await ServeAsync(version, folder);
        await server.QueryAsync("postgres", $"alter role {Admin} password '{password}'");
        return server;
    }

    /// <summary>Runs SQL as a role, by the socket that only this machine has, and gives the rows: columns parted by a bar.</summary>
    public async Task<string[]> QueryAsync(string database, string sql, string role = Superuser)
    {
        var start = Client(database, role);
        start.ArgumentList.Add("--command");
        start.ArgumentList.Add(sql);
        return (await PostgresPrograms.RunAsync(start)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Opens a session that stays, and has run the SQL when this returns; what it holds it holds until it is killed.</summary>
    public async Task<Process> HoldAsync(string database, string sql, string role = Superuser)
    {
        var start = Client(database, role);
        start.RedirectStandardInput = true;
        var session = Process.Start(start)!;
        await session.StandardInput.WriteLineAsync($"{sql};\n\\echo held");
        await session.StandardInput.FlushAsync();
        Assert.Equal("held", await session.StandardOutput.ReadLineAsync());
        return session;
    }

    /// <summary>Waits for the one value of a query, for as long as a busy machine may take.</summary>
    public async Task UntilAsync(string query, string answer)
    {
        var patience = Stopwatch.StartNew();
        while (Assert.Single(await QueryAsync("postgres", query)) != answer)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), query);
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The server ends with its postmaster; nobody needs what it has not written.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<PostgresServer> ServeAsync(int version, string folder)
    {
        var port = FreePort();
        var process = Process.Start(
            PostgresPrograms.Start(
                version,
                "postgres",
                "-D",
                Path.Combine(folder, "data"),
                "-p",
                $"{port}",
                "-k",
                folder,
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "ssl=on",
                "-c",
                "fsync=off",
                "-c",
                "timezone=UTC"
            )
        )!;
        var server = new PostgresServer(version, port, folder, process);
        try
        {
            await server.WaitAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private ProcessStartInfo Client(string database, string role) =>
        new("psql", ["--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set", "ON_ERROR_STOP=1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = _folder,
                ["PGPORT"] = $"{Port}",
                ["PGDATABASE"] = database,
                ["PGUSER"] = role,
            },
        };

    private async Task WaitAsync()
    {
        for (var tries = 100; ; tries--)
        {
            var start = Client("postgres", Superuser);
            start.ArgumentList.Add("--command=select");
            using var client = Process.Start(start)!;
            await client.WaitForExitAsync();
            if (client.ExitCode == 0)
            {
                return;
            }
            Assert.False(_process.HasExited, _process.HasExited ? await _log : "");
            Assert.True(tries > 0, $"Postgres {Version} did not start in time.");
            await Task.Delay(100);
        }
    }

    private static async Task<string> InitialiseAsync(int version)
    {
        var folder = await NewFolderAsync();
        var data = Path.Combine(folder, "data");
        await PostgresPrograms.RunAsync(
            PostgresPrograms.Start(
                version,
                "initdb",
                "-D",
                data,
                "-U",
                Superuser,
                "--encoding=UTF8",
                "--no-sync",
                "--auth-local=trust",
                "--auth-host=scram-sha-256"
            )
        );
        // Whichever way a password is kept: SCRAM, or MD5, as an instance does that began long ago.
        await File.WriteAllTextAsync(Path.Combine(data, "pg_hba.conf"), "local all all trust\nhostssl all all 127.0.0.1/32 md5\n");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(30)
        );
        await File.WriteAllTextAsync(Path.Combine(data, "server.crt"), certificate.ExportCertificatePem());
        var file = Path.Combine(data, "server.key");
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem());
        // A key that others may read is refused.
        await PostgresPrograms.RunAsync(new("chmod", ["600", file]));
        await GiveToServerAsync(folder);
        var server = await ServeAsync(version, folder);
        await server.QueryAsync("postgres", $"create role {Admin} login createdb createrole");
        await AirflowInstance.SeedAsync(server);
        await PostgresPrograms.RunAsync(PostgresPrograms.Start(version, "pg_ctl", "stop", "-D", data, "-m", "fast"));
        server._process.Dispose();
        return folder;
    }

    // The server's user has to own its folder, and a socket's path is short.
    private static async Task<string> NewFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pg-").FullName;
        await GiveToServerAsync(folder);
        return folder;
    }

    private static async Task GiveToServerAsync(string folder)
    {
        if (PostgresPrograms.IsRoot)
        {
            await PostgresPrograms.RunAsync(new("chown", ["--recursive", "nobody:nogroup", folder]));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
