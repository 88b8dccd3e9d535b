using System.Diagnostics;
using Infra.Simulation;

namespace Infra.Tests.Postgres;

/// <summary>The servers that <c>make postgres</c> has brought, and the client of this machine.</summary>
internal static class PostgresPrograms
{
    private static readonly PostgresInstallation Installed = new(Folder);

    private static readonly Lazy<string?> Lacking = new(Look);

    /// <summary>The folder that npm has brought them into.</summary>
    public static string Folder => Path.Combine(Repository.Root, "tests", "Postgres", "node_modules");

    /// <summary>The major versions that the configuration takes, and the one after, for theories.</summary>
    public static TheoryData<int> Versions => [13, 14, 15, 16, 17, 18];

    /// <summary>The oldest and the newest of them.</summary>
    public static TheoryData<int> Ends => [13, 18];

    /// <summary>Why the tests can not run here; null where they can.</summary>
    public static string? Missing => Lacking.Value;

    /// <summary>Whether this process is root, so that the server has to be somebody else.</summary>
    public static bool IsRoot => PostgresInstallation.IsRoot;

    /// <summary>Skips the test, and says why, where the servers can not run.</summary>
    public static void Require() => Assert.SkipWhen(Missing is not null, Missing ?? "");

    /// <summary>How a program of a server is started: as nobody where this process is root.</summary>
    public static ProcessStartInfo Start(int version, string name, params string[] arguments) => Installed.Start(version, name, arguments);

    /// <summary>Runs a program to its end and gives what it printed; fails the test where it fails.</summary>
    public static Task<string> RunAsync(ProcessStartInfo start) => PostgresInstallation.RunAsync(start);

    private static string? Look() =>
        Installed.Missing([.. Versions.Select(version => version.Data)])
        ?? (PostgresInstallation.IsOnPath("psql") ? null : "There is no psql on the PATH: Debian's package is postgresql-client.");
}
