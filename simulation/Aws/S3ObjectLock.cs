using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// Locks of a bucket's object versions. A bucket that has the lock once keeps it; its rule says what is written from then on gets.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
/// </summary>
internal static class S3ObjectLock
{
    public const string Type = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
    private const string Compliance = "COMPLIANCE";
    private const string Retention = "rule.defaultRetention";

    public static Rule Rule { get; } = AwsRules.OfOneBucket(Type) with { Check = Bad, OnCreate = Begin, OnUpdate = Begin };

    /// <summary>Versions are never switched off where a lock is, nor where they are replicated from.</summary>
    public static Rule Versioning { get; } =
        AwsRules.OfOneBucket("aws:s3/bucketVersioning:BucketVersioning") with
        {
            OnUpdate = call =>
            {
                AwsRules.RequireRegion(call);
                if (call.Inputs.Text("versioningConfiguration.status") != "Enabled")
                    RequireFree(call);
            },
            // The provider suspends it; where a lock is it only forgets.
            OnDelete = call =>
            {
                if (Bucket(call) is { } bucket && !IsLocked(bucket))
                    RequireFree(call);
            },
        };

    /// <summary>Whether a bucket has the lock.</summary>
    public static bool IsLocked(WorldObject bucket) => bucket.State.Flag("objectLockEnabled") == true;

    /// <summary>The rule of a bucket; null where it has none.</summary>
    public static WorldObject? ConfigurationOf(WorldFile content, WorldObject bucket) =>
        content.Objects.Find(one => one.Type == Type && one.Inputs.Text("bucket") == bucket.Name);

    /// <summary>Gives a version that is written the lock of its bucket.</summary>
    public static void Hold(WorldFile content, WorldObject bucket, ObjectVersion version)
    {
        if (
            version.IsDeleteMarker
            || ConfigurationOf(content, bucket)?.Inputs is not { } inputs
            || inputs.Text($"{Retention}.mode") is not { } mode
        )
            return;
        var days = inputs.Number($"{Retention}.days") ?? 365 * (inputs.Number($"{Retention}.years") ?? 0);
        (version.LockMode, version.RetainUntil) = (mode, content.Now.AddDays(days));
    }

    /// <summary>Refuses to take a version away that is still held.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="version">The version.</param>
    /// <param name="bypasses">Whether whoever asks may pass by governance, and says so.</param>
    public static void Require(DateTimeOffset now, ObjectVersion version, bool bypasses)
    {
        if (version.RetainUntil > now && (version.LockMode == Compliance || !bypasses))
            throw new Refusal("AccessDenied: Access Denied because object protected by object lock.");
    }

    /// <summary>Gives a version another lock: a longer one always, a shorter or milder one as it could be taken away.</summary>
    public static void Change(DateTimeOffset now, ObjectVersion version, string mode, DateTimeOffset until, bool bypasses)
    {
        if (until < version.RetainUntil || (version.LockMode == Compliance && mode != Compliance))
            Require(now, version, bypasses);
        (version.LockMode, version.RetainUntil) = (mode, until);
    }

    /// <summary>
    /// Refuses to empty a bucket that holds what is locked. Of governance the provider passes by, where its state says that there is a
    /// lock.
    /// </summary>
    public static void Release(Call call, WorldObject bucket)
    {
        foreach (var version in bucket.Versions)
            Require(call.Now, version, bypasses: call.Before.Flag("objectLockEnabled") == true);
    }

    private static void Begin(Call call)
    {
        AwsRules.RequireRegion(call);
        var bucket = Bucket(call)!;
        if (!BucketRules.IsVersioned(call.Content, bucket))
            throw new Refusal("InvalidBucketState: Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
        bucket.State["objectLockEnabled"] = true;
    }

    private static IEnumerable<Fault> Bad(JsonObject inputs)
    {
        if (inputs.At(Retention) is not JsonObject retention)
            yield break;
        if (retention.Text("mode") is not ("GOVERNANCE" or Compliance))
            yield return new($"{Retention}.mode", "MalformedXML: it is neither GOVERNANCE nor COMPLIANCE");
        if (retention.Number("days") is null == retention.Number("years") is null)
            yield return new($"{Retention}.days", "MalformedXML: days or years must be given, and not both");
    }

    private static void RequireFree(Call call)
    {
        if (Bucket(call) is not { } bucket)
            return;
        if (IsLocked(bucket))
            throw new Refusal(
                "InvalidBucketState: An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."
            );
        if (S3Replication.ConfigurationOf(call.Content, bucket) is not null)
            throw new Refusal(
                "InvalidBucketState: A replication configuration is present on this bucket, so you cannot change the versioning state."
            );
    }

    private static WorldObject? Bucket(Call call) =>
        call.Content.Objects.Find(one => one.Type == SimulatedBucket.S3 && one.IsCalled(call.Inputs.Text("bucket") ?? ""));
}
