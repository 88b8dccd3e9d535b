namespace Infra.Aws;

/// <summary>How many connections an RDS instance takes: LEAST(DBInstanceClassMemory / 9531392, 5000).</summary>
/// <remarks>
/// See https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html. RDS takes a part of the memory for itself; so a tenth is
/// taken off here.
/// </remarks>
internal static class RdsConnections
{
    private const double BytesPerConnection = 9531392;
    private const int Most = 5000;

    /// <summary>The connections of a machine type, for example <c>db.m6g.large</c>.</summary>
    public static int Of(string machineType) => (int)Math.Min(GiB(machineType) * Math.Pow(1024, 3) * 0.9 / BytesPerConnection, Most);

    // The size gives the virtual CPUs, the family the memory of each; the burstable ones have sizes of their own.
    private static double GiB(string machineType)
    {
        var (family, size) = machineType.Split('.') is [_, var first, var second, ..] ? (first, second) : ("", "large");
        return size switch
        {
            "micro" => 1,
            "small" => 2,
            "medium" => family.StartsWith('r') ? 8 : 4,
            _ => Cpus(size)
                * (
                    family.Length > 0 && family[0] is 'r' or 'x' ? 8
                    : family.StartsWith('c') ? 2
                    : 4
                ),
        };
    }

    private static int Cpus(string size) =>
        size == "large" ? 2
        : size.Split("xlarge")[0] is { Length: > 0 } times && int.TryParse(times, out var factor) ? factor * 4
        : 4;
}
