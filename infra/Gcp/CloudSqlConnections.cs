using System.Globalization;

namespace Infra.Gcp;

/// <summary>How many connections a Cloud SQL instance takes where no flag says otherwise; it follows from the memory.</summary>
/// <remarks>https://cloud.google.com/sql/docs/postgres/flags#postgres-m, under max_connections</remarks>
internal static class CloudSqlConnections
{
    private const int GiBOfACpu = 8;

    // From so many GiB on.
    private static readonly (double GiB, int Connections)[] Steps =
    [
        (120, 1000),
        (60, 800),
        (30, 600),
        (15, 500),
        (7.5, 400),
        (6, 200),
        (3.75, 100),
        (1.7, 50),
        (0, 25),
    ];

    /// <summary>The connections of a machine type, for example <c>db-custom-4-16384</c>.</summary>
    public static int Of(string machineType) => Steps.First(step => GiB(machineType) >= step.GiB).Connections;

    private static double GiB(string machineType) =>
        machineType.Split('-') switch
        {
            ["db", "custom", _, var mebibytes] => double.Parse(mebibytes, CultureInfo.InvariantCulture) / 1024,
            ["db", "g1", _] => 1.7,
            ["db", "f1", _] => 0.6,
            // Those of Enterprise Plus end in their CPUs.
            [.., var cpus] when int.TryParse(cpus, CultureInfo.InvariantCulture, out var count) => count * GiBOfACpu,
            _ => 0,
        };
}
