using System.Collections.Immutable;
using System.Globalization;
using Infra.Configuration;
using Infra.Foundation;
using Infra.Policy;

namespace Infra.Cli.Preview;

/// <summary>How a stack is backed up, restored, kept and removed, in words.</summary>
internal static class RecoverySettings
{
    /// <summary>The settings, in the order in which a person asks for them.</summary>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="resources">What it declares.</param>
    /// <param name="now">The present, to tell how old the state is that is restored.</param>
    public static ImmutableArray<RecoverySetting> Of(PlatformConfig config, ImmutableArray<DeclaredResource> resources, DateTimeOffset now)
    {
        var spec = config.Foundation;
        var database = spec.Database;
        return
        [
            .. config.Warnings.Select(warning => new RecoverySetting(warning.Key, $"{warning.Problem}. {warning.Remedy}", IsWarning: true)),
            new(
                "lifetime",
                spec.Lifetime.IsDurable
                    ? "durable: what holds data is protected, and stays in the cloud when it leaves the program"
                    : "disposable: nothing is protected and nothing is kept; pulumi destroy empties the cloud",
                !spec.Lifetime.IsDurable
            ),
            new("database", $"generation {database.Generation}, {Birth(spec)}"),
            .. Age(database, now),
            new(
                "backups",
                $"one a day, begun at {database.Backup.Time.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC and kept for "
                    + $"{database.Backup.RetentionDays} days"
            ),
            new("window", $"any second of the last {database.Backup.PointInTimeDays} days can be restored"),
            Copies(config),
            new(
                "standby",
                database.HighAvailability ? "in a second zone, takes over by itself" : "none: a lost zone is a restore",
                !database.HighAvailability
            ),
            new(
                "cluster",
                $"generation {spec.Cluster.Generation}; holds nothing that can not be lost, and is relaunched as generation "
                    + $"{spec.Cluster.Generation + 1}"
            ),
            new(
                "registry",
                "images are in a bucket outside the cluster; what is deleted there can be brought back for "
                    + $"{spec.Registry.KeepDeletedDays} days"
            ),
            new(
                "escrow",
                $"the deployments' namespaces leave the cluster every {spec.Escrow.EveryMinutes} minutes, and a set is kept for "
                    + $"{spec.Escrow.KeepDays} days{(spec.Escrow.From is { } from ? $"; those of {from.Names.Prefix} are read too" : "")}"
            ),
            new(
                "task logs",
                spec.TaskLogs is { } logs
                    ? $"kept for {logs.RetentionDays} days in a bucket outside the cluster"
                    : "in the cluster alone, and lost with it: infra:taskLogs is not set"
            ),
            new(
                "metrics",
                $"{config.Prometheus.Replicas} equal Prometheus servers keep {config.Prometheus.RetentionDays} days; lost with the cluster"
            ),
            Alarms(config),
            new("secrets", Secrets(config, resources)),
            new("protected", spec.Lifetime.IsDurable ? $"{Count(resources, "protected")}; pulumi refuses to delete them" : "nothing"),
            new("on removal", Removal(spec, resources)),
        ];
    }

    // What goes to Alertmanager by a secret URL is of no use to a cloud: see docs/alarms.md.
    private static RecoverySetting Alarms(PlatformConfig config)
    {
        if (!config.Foundation.Lifetime.IsDurable)
        {
            return new("alarms", "none in the cloud: nothing of a disposable stack is to be recovered");
        }
        var alerts = config.Alerts;
        string[] unmapped =
        [
            .. new[] { ("slackUrl", alerts.SlackUrl), ("pagerDutyKey", alerts.PagerDutyKey), ("webhookUrl", alerts.WebhookUrl) }
                .Where(one => one.Item2 is not null)
                .Select(one => one.Item1),
        ];
        return !alerts.Any
                ? new("alarms", "none: infra:alerts names nobody whom the cloud could tell when a backup is missing", IsWarning: true)
            : alerts.Email is null
                ? new(
                    "alarms",
                    $"the cloud's own ring and tell nobody: it can not use {string.Join(", ", unmapped)} of infra:alerts; add email",
                    IsWarning: true
                )
            : new(
                "alarms",
                $"the cloud itself writes to {alerts.Email} when a recovery gets "
                    + $"harder{(unmapped.Length > 0 ? $"; it can not use {string.Join(", ", unmapped)}" : "")}"
            );
    }

    private static string Birth(FoundationSpec spec) =>
        spec.Database.Restore is { } source ? $"born from {source.Describe(spec.Names.Database(spec.Database.Generation - 1))}"
        : spec.Database.Generation == 1 ? "born empty"
        : "which must be born already: no restore is written";

    private static RecoverySetting Copies(PlatformConfig config) =>
        config.Foundation.Copies is not { } copies
            ? new("copies", "none: a lost region takes everything with it", config.Foundation.Lifetime.IsDurable)
            : new(
                "copies",
                config.Cloud.Match(
                    _ =>
                        $"the daily backups are kept in {copies.Region}; a database that is made now has no key of its own, which would "
                        + "be lost with its region",
                    _ =>
                        $"the database's log and the secrets, in {copies.Region}; a copy of the log is kept for {copies.RetentionDays} days"
                )
            );

    private static IEnumerable<RecoverySetting> Age(DatabaseSpec database, DateTimeOffset now)
    {
        if (database.Restore is not RestoreSource.PointInTime { Time: var time, Log: var log })
        {
            yield break;
        }
        var age = now - time;
        if (age < TimeSpan.Zero)
        {
            yield return new("restored state", "lies in the future: no cloud can restore it", IsWarning: true);
        }
        else
        {
            var isBeyond = log is DatabaseLog.OfInstance && age > TimeSpan.FromDays(database.Backup.PointInTimeDays);
            var beyond = $", and the window is {database.Backup.PointInTimeDays} days: the cloud may have no log of it any more";
            yield return new("restored state", $"is {InWords(age)} old{(isBeyond ? beyond : "")}", isBeyond);
        }
    }

    private static string InWords(TimeSpan age) =>
        age switch
        {
            { TotalHours: < 1 } => $"{age.Minutes} minutes",
            { TotalDays: < 2 } => $"{(int)age.TotalHours} hours",
            _ => $"{(int)age.TotalDays} days",
        };

    private static string Secrets(PlatformConfig config, ImmutableArray<DeclaredResource> resources)
    {
        var vault = config.Cloud.SecretManager;
        var names = resources
            .Where(resource => Holdings.Of(resource.Type, resource.Name)?.Noun == "secret in the vault")
            .Select(TellingInputs.PhysicalName)
            .Order(StringComparer.Ordinal);
        return $"in the stack's state, encrypted, and a second time in {vault}: {string.Join(", ", names)}";
    }

    private static string Removal(FoundationSpec spec, ImmutableArray<DeclaredResource> resources) =>
        spec.Lifetime.IsDurable
            ? $"pulumi destroy is refused. What leaves the program stays in the cloud: {Holds(resources)}; {Count(resources, "kept")} in "
                + "all"
            : "pulumi destroy deletes everything, data too; nothing is left in the cloud";

    private static string Holds(ImmutableArray<DeclaredResource> resources) =>
        string.Join(
            ", ",
            resources
                .Where(resource =>
                    resource.Options.RetainOnDelete == true
                    && Holdings.Of(resource.Type, resource.Name) is { Noun: "database" or "bucket" or "encryption key" or "DNS zone" }
                )
                .Select(resource => $"{Holdings.Of(resource.Type, resource.Name)!.Noun} {TellingInputs.PhysicalName(resource)}")
        );

    private static string Count(ImmutableArray<DeclaredResource> resources, string which)
    {
        var count = resources.Count(resource =>
            which == "protected" ? resource.Options.Protect == true : resource.Options.RetainOnDelete == true
        );
        return count == 1 ? "1 resource" : $"{count} resources";
    }
}
