using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Configuration.Offers;

/// <summary>
/// Machine types of Cloud SQL for Postgres, as of 2026-11: https://cloud.google.com/sql/docs/postgres/machine-series-overview and, for the
/// rules of custom ones, https://cloud.google.com/sql/docs/postgres/create-instance#machine-types
/// </summary>
internal static partial class CloudSqlTier
{
    private const int MostProcessors = 96;
    private const int LeastMemoryMiB = 3840;
    private const int MemoryStepMiB = 256;
    private const double LeastRatio = 0.9;
    private const double MostRatio = 6.5;
    private const string Example = "db-custom-4-16384";

    /// <summary>Holds a machine type against the rules of its edition.</summary>
    /// <param name="name">The name, for example <c>db-custom-4-16384</c>.</param>
    /// <param name="edition">The edition.</param>
    /// <returns>Null where it is known.</returns>
    public static OfferDoubt? Doubt(string name, CloudSqlEdition edition)
    {
        if (!name.StartsWith("db-", StringComparison.Ordinal))
        {
            return new(
                $"'{name}' is no machine type of Cloud "
                    + $"SQL{(name.StartsWith("db.", StringComparison.Ordinal) ? "; it reads like one of RDS" : "")}",
                $"Write for example {Example}"
            );
        }
        if (!edition.Runs(name))
        {
            return new(
                $"'{name}' is no machine type of Cloud SQL's {edition.Name} edition",
                edition == CloudSqlEdition.Enterprise
                    ? $"Write for example {Example}, or infra:gcp.databaseEdition: enterprise-plus"
                    : "Write for example db-perf-optimized-N-4"
            );
        }
        return edition == CloudSqlEdition.EnterprisePlus ? OfEnterprisePlus(name) : OfEnterprise(name);
    }

    private static OfferDoubt? OfEnterprise(string name)
    {
        if (name is "db-f1-micro" or "db-g1-small")
        {
            return null;
        }
        if (Custom().Match(name) is not { Success: true } match)
        {
            return new(
                $"'{name}' is no machine type of Cloud SQL's enterprise edition",
                $"Write db-custom-PROCESSORS-MIB, for example {Example}"
            );
        }
        var (processors, memory) = (Number(match.Groups["processors"]), Number(match.Groups["memory"]));
        var ratio = memory / 1024d / processors;
        return processors != 1 && (processors % 2 != 0 || processors > MostProcessors)
                ? new(
                    $"'{name}' has {processors} processors, and Cloud SQL takes 1 or an even number up to {MostProcessors}",
                    $"Write for example {Example}"
                )
            : memory % MemoryStepMiB != 0
                ? new(
                    $"'{name}' has {memory} MiB of memory, which is no multiple of {MemoryStepMiB}",
                    $"Write {memory - (memory % MemoryStepMiB) + MemoryStepMiB} instead, or for example {Example}"
                )
            : memory < LeastMemoryMiB || ratio < LeastRatio || ratio > MostRatio
                ? new(
                    $"'{name}' has {memory} MiB of memory for {processors} processors, and Cloud SQL takes {LeastMemoryMiB} MiB or more, "
                        + "and 0.9 to 6.5 GiB for each processor",
                    $"Write for example {Example}"
                )
            : null;
    }

    private static OfferDoubt? OfEnterprisePlus(string name) =>
        PerformanceOptimized().IsMatch(name) || Axion().IsMatch(name)
            ? null
            : new(
                $"'{name}' is no machine type of Cloud SQL's enterprise-plus edition",
                "Write db-perf-optimized-N- and 2, 4, 8, 16, 32, 48, 64, 80, 96 or 128, for example db-perf-optimized-N-4"
            );

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^db-custom-(?<processors>[1-9]\d{0,3})-(?<memory>[1-9]\d{0,6})$")]
    private static partial Regex Custom();

    [GeneratedRegex("^db-perf-optimized-N-(2|4|8|16|32|48|64|80|96|128)$")]
    private static partial Regex PerformanceOptimized();

    [GeneratedRegex(@"^db-c4a-highmem-\d+(-lssd)?$")]
    private static partial Regex Axion();
}
