using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>What an edition of Cloud SQL can do. See https://cloud.google.com/sql/docs/postgres/editions-intro</summary>
internal static class CloudSqlEditions
{
    private static readonly Dictionary<string, (double MostLogDays, string[] Tiers)> Limits = new()
    {
        ["ENTERPRISE"] = (7, ["db-custom-", "db-f1-", "db-g1-"]),
        ["ENTERPRISE_PLUS"] = (35, ["db-perf-optimized-N-", "db-c4a-highmem-"]),
    };

    /// <summary>Refuses what the edition can not do.</summary>
    public static void Require(Call call)
    {
        var edition = call.Inputs.Text("settings.edition") ?? "ENTERPRISE";
        var (mostLogDays, tiers) = Limits[edition];
        var tier = call.Inputs.Text("settings.tier") ?? "";
        if (!tiers.Any(prefix => tier.StartsWith(prefix, StringComparison.Ordinal)))
            throw new Refusal($"googleapi: Error 400: Invalid request: Invalid Tier ({tier}) for ({edition}) Edition., invalid");
        if (call.Inputs.Number("settings.backupConfiguration.transactionLogRetentionDays") is { } days && days > mostLogDays)
            throw new Refusal(
                $"googleapi: Error 400: Invalid request: transactionLogRetentionDays must be between 1 and {mostLogDays} for the "
                    + $"{edition} edition., invalid"
            );
        if (
            call.Inputs.Text("settings.availabilityType") == "REGIONAL"
            && call.Inputs.Flag("settings.backupConfiguration.pointInTimeRecoveryEnabled") != true
        )
            throw new Refusal(
                "googleapi: Error 400: Invalid request: a regional instance needs automated backups and point-in-time recovery., invalid"
            );
    }
}
