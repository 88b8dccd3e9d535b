using System.Globalization;
using Infra.Configuration;
using Infra.Foundation;

namespace Infra.Rehearsal.Preview;

/// <summary>What a person asks of a stack before trusting it, in words.</summary>
public static class RecoverySettings
{
    /// <summary>Writes the settings.</summary>
    public static void Write(PlatformConfig config, OfflineEvaluation evaluation, TextWriter page)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(page);
        var spec = config.Foundation;
        var backup = spec.Database.Backup;
        var secretManager = config.Cloud is CloudConfig.Gcp ? "Secret Manager" : "Secrets Manager";
        foreach (var (label, text) in new (string, string)[]
        {
            ("lifetime", spec.Lifetime.IsDurable
                ? "durable: what holds data is protected, and stays in the cloud when it leaves the program"
                : "disposable: nothing is protected, nothing is retained; pulumi destroy empties the cloud"),
            ("database", $"generation {spec.Database.Generation}, {Database(spec)}"),
            ("backups", $"daily at {backup.Time.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC, kept {backup.RetentionDays} days"),
            ("point in time", $"any second of the last {backup.PointInTimeDays} days"),
            ("standby", spec.Database.HighAvailability ? "in a second zone" : "none"),
            ("cluster", $"generation {spec.Cluster.Generation}; can be lost and relaunched"),
            ("registry", $"images in object storage; deleted ones can be brought back for {spec.Registry.KeepDeletedDays} days"),
            ("metrics", $"{config.Prometheus.Replicas} equal Prometheus replicas, {config.Prometheus.RetentionDays} days; lost with the cluster"),
            ("secrets", $"in the state, encrypted, and in {secretManager} under {spec.Names.Prefix}"),
            ("protected", Count(evaluation, resource => resource.Options.Protect == true)),
            ("left in the cloud", Count(evaluation, resource => resource.Options.RetainOnDelete == true)),
        })
        {
            page.WriteLine($"  {label,-18}{text}");
        }
    }

    private static string Database(FoundationSpec spec) => spec.Database.Restore is { } source
        ? $"born from {source.Describe(spec.Names.Database(spec.Database.Generation - 1))}"
        : spec.Database.Generation == 1 ? "born empty" : "already born; nothing is restored";

    private static string Count(OfflineEvaluation evaluation, Func<DeclaredResource, bool> predicate)
    {
        var names = evaluation.Resources.Where(predicate).Select(resource => resource.Type.Split(':')[^1]).GroupBy(type => type)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}");
        return string.Join(", ", names) is { Length: > 0 } text ? text : "nothing";
    }
}
