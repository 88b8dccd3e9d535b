using System.Collections.Immutable;

namespace Infra.Configuration;

/// <summary>An edition of Cloud SQL. See https://cloud.google.com/sql/docs/postgres/editions-intro</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="ApiName">Its name in the API.</param>
/// <param name="MostLogDays">How many days of write-ahead logs it keeps: how far back any second can be restored.</param>
internal sealed record CloudSqlEdition(string Name, string ApiName, int MostLogDays)
{
    /// <summary>Logs for 7 days, machine types <c>db-custom-CPUS-MIB</c>.</summary>
    public static CloudSqlEdition Enterprise { get; } = new("enterprise", "ENTERPRISE", 7);

    /// <summary>Logs for 35 days, machine types of its own, shorter maintenance.</summary>
    public static CloudSqlEdition EnterprisePlus { get; } = new("enterprise-plus", "ENTERPRISE_PLUS", 35);

    private static readonly ImmutableArray<string> PlusMachineTypes = ["db-perf-optimized-", "db-c4a-"];

    /// <summary>Whether the edition runs on a machine type.</summary>
    public bool Runs(string machineType) =>
        PlusMachineTypes.Any(type => machineType.StartsWith(type, StringComparison.Ordinal)) == (this == EnterprisePlus);
}
