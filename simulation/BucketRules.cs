using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>What a bucket's own rules keep of deleted objects, and for how long.</summary>
internal static class BucketRules
{
    private const int SecondsPerDay = 86400;

    /// <summary>Whether a replaced or deleted object stays as an old version.</summary>
    public static bool IsVersioned(WorldFile content, WorldObject bucket) =>
        bucket.Type == SimulatedBucket.Gcs
            ? bucket.Inputs.Flag("versioning.enabled") == true
            : S3ObjectLock.IsLocked(bucket)
                || Of(content, bucket, "aws:s3/bucketVersioning:BucketVersioning")?.Inputs.Text("versioningConfiguration.status")
                    == "Enabled";

    /// <summary>How long Cloud Storage keeps what was deleted; a bucket without a policy of its own has seven days.</summary>
    public static TimeSpan SoftDeletion(WorldObject bucket) =>
        TimeSpan.FromSeconds(bucket.Inputs.Number("softDeletePolicy.retentionDurationSeconds") ?? 7 * SecondsPerDay);

    /// <summary>Takes away what its rules do not keep any longer.</summary>
    public static void Expire(WorldFile content, WorldObject bucket)
    {
        if (bucket.Versions.Count == 0)
            return;
        if (NoncurrentDays(content, bucket) is { } days)
        {
            foreach (var old in bucket.Versions.Where(one => one.NoncurrentAt is not null && one.SoftDeletedAt is null).ToList())
            {
                var end = old.NoncurrentAt!.Value.AddDays(days);
                // S3 rounds up to the next midnight, UTC: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
                if (bucket.Type == SimulatedBucket.S3)
                    end = new DateTimeOffset(end.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
                // A lock goes before it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
                if (end > content.Now || old.RetainUntil > content.Now)
                    continue;
                // An old version that Cloud Storage's rule deletes is soft-deleted then:
                // https://cloud.google.com/storage/docs/object-versioning
                if (bucket.Type == SimulatedBucket.Gcs)
                    old.SoftDeletedAt = end;
                else
                    bucket.Versions.Remove(old);
            }
        }
        bucket.Versions.RemoveAll(one => one.SoftDeletedAt + SoftDeletion(bucket) <= content.Now);
    }

    private static double? NoncurrentDays(WorldFile content, WorldObject bucket) =>
        bucket.Type == SimulatedBucket.Gcs
            ? bucket
                .Inputs.All("lifecycleRules")
                .Where(rule => rule.Text("action.type") == "Delete")
                .Select(rule => rule.Number("condition.daysSinceNoncurrentTime"))
                .FirstOrDefault(days => days is not null)
            : Of(content, bucket, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
                ?.Inputs.All("rules")
                .Where(rule => rule.Text("status") == "Enabled")
                .Select(rule => rule.Number("noncurrentVersionExpiration.noncurrentDays"))
                .FirstOrDefault(days => days is not null);

    private static WorldObject? Of(WorldFile content, WorldObject bucket, string type) =>
        content.Objects.Find(one => one.Type == type && one.Inputs.Text("bucket") == bucket.Name);
}
