using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infra.Policy;

/// <summary>What holds for every Postgres instance.</summary>
internal static class DatabasePolicies
{
    private const string Rds = "aws:rds/instance:Instance";
    private const string CloudSql = "gcp:sql/databaseInstance:DatabaseInstance";

    // The recovery guide: a daily backup, kept for the last week.
    private const int LeastRetention = 7;

    public static ImmutableArray<PolicyRule> Rules { get; } =
    [
        new(
            "database-private",
            "No database has a public address.",
            "It holds every user, connection and variable, and only the platform needs to reach it.",
            "Set publiclyAccessible (RDS) or ipConfiguration.ipv4Enabled (Cloud SQL) to false, and list no authorized networks."
        )
        {
            Breaches = PolicyRule.Each(Public, Rds, CloudSql),
        },
        new(
            "database-encrypted",
            "A database is encrypted on its disk, and takes no connection without TLS.",
            "Disks and backups leave the machine, and the password travels with every login.",
            "Set storageEncrypted and a parameter group with rds.force_ssl = 1 (RDS), or ipConfiguration.sslMode = ENCRYPTED_ONLY (Cloud "
                + "SQL)."
        )
        {
            Breaches = platform => PolicyRule.Each(Unencrypted, Rds, CloudSql)(platform).Concat(PlainConnections(platform)),
        },
        new(
            "backups-kept",
            $"A database is backed up daily, each backup is kept {LeastRetention} days at least, and any second of late can be restored.",
            "A loss is often noticed days after it happened; without backups there is nothing to restore.",
            $"Leave infra:database.backup.retentionDays at {LeastRetention} or more."
        )
        {
            Breaches = PolicyRule.Each(Backups, Rds, CloudSql),
        },
        new(
            "database-guarded",
            "A durable stack's database can not be deleted in the cloud by one command, and its backups outlive it.",
            "The one mistake that nothing repairs.",
            "Set deletionProtection, and with it deleteAutomatedBackups = false (RDS) or settings.deletionProtectionEnabled and "
                + "retainBackupsOnDelete (Cloud SQL)."
        )
        {
            Breaches = platform => platform.IsDurable ? PolicyRule.Each(Unguarded, Rds, CloudSql)(platform) : [],
        },
    ];

    private static string? Public(RegisteredResource database) =>
        database switch
        {
            { Type: Rds } when database.Flag("publiclyAccessible") != false => "publiclyAccessible is not false",
            { Type: CloudSql } when database.Flag("settings.ipConfiguration.ipv4Enabled") != false =>
                "settings.ipConfiguration.ipv4Enabled is not false",
            { Type: CloudSql } when database.All("settings.ipConfiguration.authorizedNetworks").Any() =>
                "settings.ipConfiguration.authorizedNetworks lets somebody in from outside",
            _ => null,
        };

    private static string? Unencrypted(RegisteredResource database) =>
        database switch
        {
            { Type: Rds } when database.Flag("storageEncrypted") != true => "storageEncrypted is not true",
            { Type: CloudSql }
                when database.Text("settings.ipConfiguration.sslMode") is not ("ENCRYPTED_ONLY" or "TRUSTED_CLIENT_CERTIFICATE_REQUIRED") =>
                "settings.ipConfiguration.sslMode lets a client in without TLS",
            _ => null,
        };

    private static IEnumerable<Breach> PlainConnections(RegisteredPlatform platform)
    {
        var strict = platform
            .Of("aws:rds/parameterGroup:ParameterGroup")
            .Where(group =>
                group
                    .All("parameters")
                    .OfType<JsonObject>()
                    .Any(parameter => $"{parameter["name"]}" == "rds.force_ssl" && $"{parameter["value"]}" == "1")
            )
            .Select(group => group.Text("name"))
            .ToHashSet();
        return platform
            .Of(Rds)
            .Where(database => !strict.Contains(database.Text("parameterGroupName")))
            .Select(database => new Breach(database.Name, "its parameter group does not set rds.force_ssl = 1"));
    }

    private static string? Backups(RegisteredResource database)
    {
        if (database.Type == Rds)
        {
            return Kept(database.Number("backupRetentionPeriod"), "backupRetentionPeriod");
        }
        const string Settings = "settings.backupConfiguration";
        return database.Flag($"{Settings}.enabled") != true ? $"{Settings}.enabled is not true"
            : database.Flag($"{Settings}.pointInTimeRecoveryEnabled") != true ? $"{Settings}.pointInTimeRecoveryEnabled is not true"
            : Kept(
                database.Number($"{Settings}.backupRetentionSettings.retainedBackups"),
                $"{Settings}.backupRetentionSettings.retainedBackups"
            );
    }

    private static string? Kept(double? days, string property) =>
        days >= LeastRetention
            ? null
            : $"{property} is {days?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "not set"}; {LeastRetention} is the "
                + "least";

    private static string? Unguarded(RegisteredResource database) =>
        database switch
        {
            _ when database.Flag("deletionProtection") != true => "deletionProtection is not true",
            { Type: Rds } when database.Flag("deleteAutomatedBackups") != false =>
                "deleteAutomatedBackups is not false: the backups go with the instance",
            { Type: Rds } when database.Flag("skipFinalSnapshot") == true => "skipFinalSnapshot is true: a delete leaves no last backup",
            { Type: CloudSql } when database.Flag("settings.deletionProtectionEnabled") != true =>
                "settings.deletionProtectionEnabled is not true",
            { Type: CloudSql } when database.Flag("settings.retainBackupsOnDelete") != true =>
                "settings.retainBackupsOnDelete is not true: the backups go with the instance",
            _ => null,
        };
}
