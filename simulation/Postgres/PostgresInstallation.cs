using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Infra.Simulation;

/// <summary>The programs of real Postgres servers, as npm lays them out: a folder for each major version.</summary>
internal sealed class PostgresInstallation(string folder)
{
    private readonly ConcurrentDictionary<int, Process> _running = new();

    // Postgres refuses to run as root, and needs no right of anybody's.
    private static readonly string[] AsNobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"];

    /// <summary>Whether this process is root, so that the server has to be somebody else.</summary>
    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>A program of a server.</summary>
    public string Of(int version, string name) => Path.Combine(folder, $"postgres-{version}", "native", "bin", name);

    /// <summary>How a program of a server is started: as nobody where this process is root.</summary>
    public ProcessStartInfo Start(int version, string name, params string[] arguments) => AsServer([Of(version, name), .. arguments]);

    /// <summary>How any program is started as the servers' user.</summary>
    public static ProcessStartInfo AsServer(string[] command)
    {
        string[] all = [.. IsRoot ? AsNobody : [], .. command];
        return new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    /// <summary>Starts a server, which ends with this process at the latest.</summary>
    public Process Serve(int version, params string[] arguments)
    {
        var server = Process.Start(Start(version, "postgres", arguments))!;
        return _running[server.Id] = server;
    }

    /// <summary>Stops a server. What it has committed is in its folder.</summary>
    public void Stop(Process server)
    {
        if (!_running.TryRemove(server.Id, out _))
            return;
        // Its immediate shutdown, which tidies up what it shares with its own processes; a kill would not.
        if (!server.HasExited)
        {
            using var quit = Process.Start("kill", ["-QUIT", $"{server.Id}"]);
            quit.WaitForExit();
        }
        if (!server.WaitForExit(TimeSpan.FromSeconds(10)))
            server.Kill(entireProcessTree: true);
        server.WaitForExit();
    }

    /// <summary>Stops every server.</summary>
    public void StopAll()
    {
        foreach (var server in _running.Values)
            Stop(server);
    }

    /// <summary>Runs a program to its end and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it printed.</exception>
    public static async Task<string> RunAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)}\n{await output}{await errors}");
    }

    /// <summary>Gives a folder or file to the servers' user.</summary>
    public static async Task GiveToServerAsync(string path)
    {
        if (IsRoot)
            await RunAsync(new("chown", ["--recursive", "nobody:nogroup", path]));
    }

    /// <summary>Why servers of these versions can not run here; null where they can.</summary>
    public string? Missing(params int[] versions)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
            return "The Postgres servers run on Linux on x64.";
        if (versions.Any(version => !File.Exists(Of(version, "postgres"))))
            return "There are no Postgres servers. Run make postgres, which needs npm.";
        if (!IsRoot)
            return null;
        if (!IsOnPath("setpriv"))
            return "Postgres refuses to run as root, and there is no setpriv (util-linux) to run it as somebody else.";
        using var probe = Process.Start(Start(versions[0], "postgres", "--version"))!;
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : "Postgres refuses to run as root, and nobody else may read the folder of this checkout.";
    }

    /// <summary>Whether there is a program of that name.</summary>
    public static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(place => File.Exists(Path.Combine(place, program)));
}
