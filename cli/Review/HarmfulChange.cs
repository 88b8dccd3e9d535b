using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Cli.Review;

/// <summary>A setting whose change loses something, now or on the day of the accident, although the thing itself goes on.</summary>
/// <param name="Types">Where the setting stands.</param>
/// <param name="Path">Its property path.</param>
/// <param name="IsHarm">Whether a change from the first value to the second is one.</param>
/// <param name="Says">What is lost; <c>{0}</c> is the old value, <c>{1}</c> the new one.</param>
internal sealed record HarmfulChange(string[] Types, string Path, Func<JsonNode?, JsonNode?, bool> IsHarm, string Says)
{
    private const string Rds = "aws:rds/instance:Instance";
    private const string CloudSql = "gcp:sql/databaseInstance:DatabaseInstance";
    private const string S3 = "aws:s3/bucket:Bucket";
    private const string Gcs = "gcp:storage/bucket:Bucket";

    private static readonly char[] Digits = [.. "0123456789"];

    public static ImmutableArray<HarmfulChange> All { get; } =
    [
        new(
            [Rds],
            "backupRetentionPeriod",
            Falls,
            "backups are kept {1} days instead of {0}; older ones are deleted, and nothing from before can be restored"
        ),
        new(
            [CloudSql],
            "settings.backupConfiguration.backupRetentionSettings.retainedBackups",
            Falls,
            "{1} backups are kept instead of {0}; older ones are deleted"
        ),
        new(
            [CloudSql],
            "settings.backupConfiguration.transactionLogRetentionDays",
            Falls,
            "any second of {1} days can be restored instead of {0}; older logs are deleted"
        ),
        new([CloudSql], "settings.backupConfiguration.pointInTimeRecoveryEnabled", GoesOff, "no point in time can be restored any more"),
        new([CloudSql], "settings.backupConfiguration.enabled", GoesOff, "no backup is made any more"),
        new([Rds, CloudSql], "deletionProtection", GoesOff, "its deletion protection is taken off"),
        new([CloudSql], "settings.deletionProtectionEnabled", GoesOff, "the cloud's deletion protection is taken off"),
        new([CloudSql], "settings.retainBackupsOnDelete", GoesOff, "its backups would go with it"),
        new([Rds], "deleteAutomatedBackups", (_, after) => Text(after) != "false", "its backups would go with it"),
        // The group of another version of Postgres is the same group but for the number at its end.
        new(
            [Rds],
            "parameterGroupName",
            (before, after) => Text(before).TrimEnd(Digits) != Text(after).TrimEnd(Digits),
            "its settings are those of the group {1} instead of {0}, and TLS may no longer be forced"
        ),
        new([Rds], "skipFinalSnapshot", GoesOn, "a delete would leave no last backup"),
        new([S3, Gcs], "forceDestroy", GoesOn, "it could be deleted with every object in it"),
        new([Gcs], "versioning.enabled", GoesOff, "an overwritten object can not be brought back any more"),
        new([Gcs], "softDeletePolicy.retentionDurationSeconds", Falls, "deleted objects are kept {1} seconds instead of {0}"),
        new(
            [Gcs],
            "lifecycleRules.condition.daysSinceNoncurrentTime",
            Falls,
            "old versions are kept {1} days instead of {0}; older ones are deleted"
        ),
        new(
            ["aws:s3/bucketVersioning:BucketVersioning"],
            "versioningConfiguration.status",
            (_, after) => Text(after) != "Enabled",
            "an overwritten object can not be brought back any more"
        ),
        new(
            ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"],
            "rules.noncurrentVersionExpiration.noncurrentDays",
            Falls,
            "old versions are kept {1} days instead of {0}; older ones are deleted"
        ),
        new(
            ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"],
            "rules.status",
            (_, after) => Text(after) != "Enabled",
            "what is written from then on is not copied to another region"
        ),
        new(
            ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"],
            "rules.deleteMarkerReplication.status",
            (_, after) => Text(after) != "Disabled",
            "what is deleted is deleted in the copy too"
        ),
        new(
            ["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"],
            "rule.defaultRetention.mode",
            (_, after) => Text(after) != "COMPLIANCE",
            "copies are locked by {1} instead of {0} from then on"
        ),
        new(
            ["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"],
            "rule.defaultRetention.days",
            Falls,
            "copies are locked for {1} days instead of {0} from then on"
        ),
        new(
            ["aws:secretsmanager/secret:Secret"],
            "recoveryWindowInDays",
            Falls,
            "a deleted secret can be brought back for {1} days instead of {0}"
        ),
        new([CloudSql], "settings.finalBackupConfig.enabled", GoesOff, "a delete would leave no last backup"),
        new([CloudSql], "settings.finalBackupConfig.retentionDays", Falls, "its last backup would be kept {1} days instead of {0}"),
        new(
            ["gcp:kms/cryptoKey:CryptoKey"],
            "destroyScheduledDuration",
            (_, _) => true,
            "a destroyed version of the key can be brought back for {1} instead of {0}"
        ),
        new(
            ["gcp:secretmanager/secret:Secret"],
            "versionDestroyTtl",
            (_, after) => after is null || Text(after) != "2592000s",
            "a destroyed version can be brought back for {1} instead of {0}"
        ),
        new(["aws:eks/cluster:Cluster"], "version", GoesDown, "Kubernetes never goes back, and {1} is older than {0}"),
        new(["gcp:container/cluster:Cluster"], "minMasterVersion", GoesDown, "Kubernetes never goes back, and {1} is older than {0}"),
        new(["aws:kms/key:Key"], "isEnabled", GoesOff, "what it has encrypted can not be read while it is off"),
        new(["aws:kms/key:Key"], "deletionWindowInDays", Falls, "a deleted key can be brought back for {1} days instead of {0}"),
        new(
            ["aws:route53/zone:Zone", "gcp:dns/managedZone:ManagedZone"],
            "forceDestroy",
            GoesOn,
            "it could be deleted with every name in it"
        ),
    ];

    /// <summary>Everything harmful in a step, in words.</summary>
    public static IEnumerable<string> In(RecordedStep step) =>
        from change in All
        where change.Types.Contains(step.Type) && step is { Before: not null, After: not null }
        let old = step.Before!.Inputs.All(change.Path).ToList()
        let next = step.After!.Inputs.All(change.Path).ToList()
        // In a list every element counts, not only the first.
        from index in Enumerable.Range(0, Math.Max(1, Math.Max(old.Count, next.Count)))
        let before = old.ElementAtOrDefault(index)
        let after = next.ElementAtOrDefault(index)
        where !JsonNode.DeepEquals(before, after) && change.IsHarm(before, after)
        select string.Format(System.Globalization.CultureInfo.InvariantCulture, change.Says, Text(before), Text(after));

    private static bool GoesDown(JsonNode? before, JsonNode? after) =>
        !Version.TryParse(Text(before), out var old) || !Version.TryParse(Text(after), out var next) || next < old;

    // A value that is not known before the update, or is no number, counts as the worst one.
    private static bool Falls(JsonNode? before, JsonNode? after) =>
        Number(after) is not { } kept ? before is not null || after is not null : kept < (Number(before) ?? 1);

    // What was not said may have been on by default.
    private static bool GoesOff(JsonNode? before, JsonNode? after) =>
        Text(before) != "false" && Text(after) != "true" && (before ?? after) is not null;

    private static bool GoesOn(JsonNode? before, JsonNode? after) => Text(before) != "true" && Text(after) is not ("false" or "nothing");

    private static double? Number(JsonNode? node) =>
        node?.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static string Text(JsonNode? node) => node?.ToString() ?? "nothing";
}
