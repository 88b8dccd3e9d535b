using System.Globalization;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// A bucket of either cloud, and what may still be undeleted in it: versions and soft-deleted objects, for as long as its rules keep
/// them.
/// </summary>
public sealed class SimulatedBucket
{
    internal const string S3 = "aws:s3/bucket:Bucket";
    internal const string Gcs = "gcp:storage/bucket:Bucket";

    private readonly World _world;
    private readonly WorldObject _bucket;

    internal SimulatedBucket(World world, WorldObject bucket) => (_world, _bucket) = (world, bucket);

    /// <summary>The objects that a reader finds, by name.</summary>
    public IReadOnlyList<string> Keys => [.. Versions.Where(one => one.IsLive).Select(one => one.Key).Order(StringComparer.Ordinal)];

    /// <summary>All that is there in whatever way, oldest first.</summary>
    public IReadOnlyList<ObjectVersion> Versions => _world.Locked(() => Kept().ToList());

    internal bool IsS3 => _bucket.Type == S3;

    /// <summary>Writes an object; the one before becomes an old version where the bucket has versions.</summary>
    public void Put(string key) =>
        _world.Locked(() =>
        {
            Retire(key);
            Add(key, isMarker: false);
        });

    /// <summary>Deletes an object, as anybody does who may; what is left of it depends on the bucket.</summary>
    public void Delete(string key) =>
        _world.Locked(() =>
        {
            if (!IsS3 && !Kept().Exists(one => one.Key == key && one.IsLive))
                throw new Refusal($"HTTPError 404: No such object: {_bucket.Name}/{key}");
            Retire(key);
            if (IsS3 && IsVersioned)
                Add(key, isMarker: true);
        });

    /// <summary>Deletes one version for good; with S3's delete marker the object is back.</summary>
    /// <param name="key">The object's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="bypassesGovernance">Whether whoever deletes has the right to pass by a lock of governance, and says so.</param>
    public void Delete(string key, string version, bool bypassesGovernance = false) =>
        _world.Locked(() =>
        {
            if (!IsS3)
                throw new Refusal(
                    "Only S3's versions are deleted here; Cloud Storage's old generations are never needed to undelete an object."
                );
            var kept = Kept();
            if (kept.Find(one => one.Key == key && one.Id == version) is { } doomed)
                S3ObjectLock.Require(_world.Content.Now, doomed, bypassesGovernance);
            if (kept.RemoveAll(one => one.Key == key && one.Id == version) == 0)
                throw new Refusal(
                    "An error occurred (InvalidArgument) when calling the DeleteObject operation: Invalid version id specified"
                );
            if (kept.FindLast(one => one.Key == key) is { } newest)
                newest.NoncurrentAt = null;
        });

    /// <summary>Gives a version another lock.</summary>
    /// <param name="key">The object's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="mode">GOVERNANCE or COMPLIANCE.</param>
    /// <param name="until">Until when.</param>
    /// <param name="bypassesGovernance">Whether whoever asks has the right to pass by a lock of governance, and says so.</param>
    public void Retain(string key, string version, string mode, DateTimeOffset until, bool bypassesGovernance = false) =>
        _world.Locked(() =>
            S3ObjectLock.Change(
                _world.Content.Now,
                Kept().First(one => one.Key == key && one.Id == version),
                mode,
                until,
                bypassesGovernance
            )
        );

    /// <summary>Brings the newest soft-deleted version of every object that fits back; how many there were.</summary>
    internal int Restore(Func<string, bool> fits) =>
        _world.Locked(() =>
        {
            var found = Kept()
                .Where(one => one.SoftDeletedAt is not null && fits(one.Key))
                .GroupBy(one => one.Key)
                .Select(versions => versions.Last())
                .ToList();
            foreach (var one in found)
            {
                Retire(one.Key);
                Add(one.Key, isMarker: false);
            }
            return found.Count;
        });

    /// <summary>Copies an old generation over the object: how an object of a bucket with versions comes back on Cloud Storage.</summary>
    internal void CopyBack(string key, string generation) =>
        _world.Locked(() =>
        {
            if (!Kept().Exists(one => one.Key == key && one.Id == generation && one.SoftDeletedAt is null))
                throw new Refusal(
                    $"ERROR: (gcloud.storage.cp) The following URLs matched no objects or files: gs://{_bucket.Name}/{key}#{generation}"
                );
            Retire(key);
            Add(key, isMarker: false);
        });

    // What is current becomes an old version where there are such; on Cloud Storage it is soft-deleted elsewhere, and on S3 gone.
    // https://cloud.google.com/storage/docs/object-versioning and
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
    private void Retire(string key)
    {
        var kept = Kept();
        foreach (var current in kept.Where(one => one.Key == key && one.NoncurrentAt is null && one.SoftDeletedAt is null).ToList())
        {
            if (IsVersioned)
                current.NoncurrentAt = _world.Content.Now;
            else if (!IsS3 && BucketRules.SoftDeletion(_bucket) > TimeSpan.Zero)
                current.SoftDeletedAt = _world.Content.Now;
            else
                kept.Remove(current);
        }
    }

    private bool IsVersioned => BucketRules.IsVersioned(_world.Content, _bucket);

    private void Add(string key, bool isMarker)
    {
        var births = _world.NewHash("object", _bucket.Hash, key);
        var version = new ObjectVersion
        {
            Key = key,
            IsDeleteMarker = isMarker,
            At = _world.Content.Now,
            Id = IsS3
                ? births[..32]
                : (_world.Content.Now.ToUnixTimeMilliseconds() * 1000 + _bucket.Versions.Count).ToString(CultureInfo.InvariantCulture),
        };
        if (
            IsS3
            && S3Replication.RuleOf(_world.Content, _bucket, key) is { } rule
            && (!isMarker || rule.Text("deleteMarkerReplication.status") == "Enabled")
        )
            version.Replication = "PENDING";
        S3ObjectLock.Hold(_world.Content, _bucket, version);
        _bucket.Versions.Add(version);
    }

    private List<ObjectVersion> Kept()
    {
        BucketRules.Expire(_world.Content, _bucket);
        return _bucket.Versions;
    }
}
