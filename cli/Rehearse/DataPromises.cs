using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Cli.Recovery;
using Infra.Policy;
using Infra.Schemas;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <summary>What is promised of data and identities: rows, images, secrets, backups, and that nothing that holds data is deleted.</summary>
internal static class DataPromises
{
    // AWS promises nothing of how late a copy in another region is; the simulated one is as late as the log that it follows.
    private static readonly TimeSpan CopyLag = TimeSpan.FromMinutes(5);

    private const string PlatformSecret = "astronomer-bootstrap";

    /// <summary>The promises by name; one that does not apply to a loss gives nothing.</summary>
    public static ImmutableArray<KeyValuePair<string, Func<Aftermath, Check?>>> All { get; } =
    [
        new("Rows", Rows),
        new("Old database", OldDatabase),
        new("Images", Images),
        new("Identities", Identities),
        new("Next loss", Backups),
        new("Nothing deleted", NothingDeleted),
    ];

    // Exactly the rows up to the instant that was asked for; where none was, every row that is older than the promise allows to lose.
    private static Check Rows(Aftermath after)
    {
        var horizon = after.Instant ?? after.LostAt - (after.Plan.RowsLost ?? (after.Plan.Loss == Loss.Region ? CopyLag : TimeSpan.Zero));
        var wanted = after.Life.Rows.Where(row => row.At <= horizon).Select(row => row.Text).ToList();
        var found = after.Stack.Rows(after.Stack.ActiveDatabase);
        var known = after.Life.Rows.Select(row => row.Text).ToHashSet();
        var (missing, extra) = (
            wanted.Except(found).ToList(),
            found.Where(row => !known.Contains(row) || (after.Instant is not null && !wanted.Contains(row))).ToList()
        );
        var lost = after.Life.Rows.Where(row => !found.Contains(row.Text)).ToList();
        var gap = lost.Count == 0 ? "no row is lost" : $"{lost.Count} of {known.Count} rows are gone, the oldest of {Time(lost[0].At)}";
        return new(
            "Rows",
            $"the {wanted.Count} rows up to {Time(horizon)}{(after.Instant is null ? "" : ", and none after it")}",
            missing.Count > 0 ? $"missing: {string.Join(", ", missing.Take(3))}; {gap}"
                : extra.Count > 0 ? $"rows that must not be there: {string.Join(", ", extra.Take(3))}"
                : $"{found.Count} rows, counted in {after.Stack.ActiveDatabase}; {gap}",
            missing.Count == 0 && extra.Count == 0 && found.Count == found.Distinct().Count()
        );
    }

    // A restore never edits a living database: the old one stays, whole and protected.
    private static Check? OldDatabase(Aftermath after)
    {
        var old = after.Before.Database;
        if (after.Plan.Loss is Loss.Instance or Loss.Region || old == after.Stack.ActiveDatabase)
        {
            return null;
        }
        var instance = after.Stack.World.Find(after.Stack.DatabaseType, old);
        var rows = instance is null ? 0 : after.Stack.Rows(old).Count;
        return new(
            "Old database",
            $"{old} stays beside the new one with its {after.Life.Rows.Length} rows, protected",
            instance is null ? "it is gone" : $"{rows} rows, {(IsProtected(instance) ? "protected" : "not protected")}",
            rows == after.Life.Rows.Length && (!after.Stack.Config.Foundation.Lifetime.IsDurable || IsProtected(instance!))
        );
    }

    private static Check? Images(Aftermath after)
    {
        // Google copies none of them to another region.
        if (after.Plan.Loss == Loss.Region && after.Stack.Config.Cloud.Match(_ => true, _ => false))
        {
            return null;
        }
        var live = after.Stack.World.Bucket(after.Stack.RegistryBucket).Keys;
        var missing = after.Life.Images.Except(live).ToList();
        return new(
            "Images",
            $"all {after.Life.Images.Length} objects in {after.Stack.RegistryBucket}",
            missing.Count == 0 ? "all are there" : $"{missing.Count} are missing, for example {missing[0]}",
            missing.Count == 0
        );
    }

    // A stack in another region logs in to its database with a password of its own.
    private static Check Identities(Aftermath after)
    {
        var now = after.Stack.SecretsOf(after.Stack.ActiveCluster);
        var wanted = after.Before.Secrets.Where(secret => after.Plan.Loss != Loss.Region || secret.Key != PlatformSecret).ToList();
        var changed = wanted.Where(secret => now.GetValueOrDefault(secret.Key) != secret.Value).Select(secret => secret.Key).ToList();
        return new(
            "Identities",
            $"the {wanted.Count} secrets as they were, byte for byte",
            changed.Count == 0 ? "equal" : $"other ones: {string.Join(", ", changed)}",
            changed.Count == 0
        );
    }

    private static Check Backups(Aftermath after)
    {
        var (stack, policy) = (after.Stack, after.Stack.Config.Foundation.Database.Backup);
        var state = stack.World.Find(stack.DatabaseType, stack.ActiveDatabase)!.State;
        var days = stack.Config.Cloud.Match(_ => LogDays(state), _ => (int)(state.Number("backupRetentionPeriod") ?? 0));
        var wanted = stack.Config.Cloud.Match(_ => policy.PointInTimeDays, _ => policy.RetentionDays);
        return new(
            "Next loss",
            $"{stack.ActiveDatabase} keeps {wanted} days of log, so that the next loss is survived too",
            days == 0 ? "it keeps no backups" : $"it keeps {days} days",
            days == wanted
        );
    }

    private static int LogDays(JsonObject state) =>
        state.At("settings.backupConfiguration") is JsonObject backup && backup.Flag("pointInTimeRecoveryEnabled") == true
            ? (int)(backup.Number("transactionLogRetentionDays") ?? 7)
            : 0;

    private static Check NothingDeleted(Aftermath after)
    {
        var deleted = after
            .Stack.World.Journal.Skip(after.JournalAtLoss)
            .Where(change =>
                change.Operation == Operation.Delete
                && Holdings.Of(change.Type, change.LogicalName) is { Lifetime: not Lifetime.ClusterGeneration }
            )
            .Select(change => $"{Holdings.Of(change.Type, change.LogicalName)!.Noun} {change.Name}")
            .ToList();
        var durable = after.Stack.Config.Foundation.Lifetime.IsDurable;
        return new(
            "Nothing deleted",
            "nothing that holds data or identity",
            deleted.Count == 0 ? "nothing" : string.Join(", ", deleted.Take(4)),
            deleted.Count == 0 || !durable
        );
    }

    private static bool IsProtected(WorldObject instance) =>
        instance.State.Flag("deletionProtection") == true || instance.State.Flag("settings.deletionProtectionEnabled") == true;

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
