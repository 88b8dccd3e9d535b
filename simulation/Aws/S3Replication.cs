using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// Replication from one bucket of S3 to another: what is written after the rule appears there, minutes later; what was there before, and
/// the deletion of a version, never does. https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
/// </summary>
internal static class S3Replication
{
    public const string Type = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

    /// <summary>What CloudWatch counts of operations that failed.</summary>
    public const string Failures = "OperationsFailedReplication";

    // S3 promises nothing without replication time control; most objects need less.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(2);

    public static Rule Rule { get; } =
        AwsRules.OfOneBucket(Type) with
        {
            Needs = [AwsRules.OfBucket, new("role", AwsRules.Role, "InvalidRequest: The role {0} does not exist")],
            OnCreate = Require,
            OnUpdate = Require,
        };

    /// <summary>The rule that copies an object of a bucket; null where none does.</summary>
    public static JsonNode? RuleOf(WorldFile content, WorldObject bucket, string key) =>
        ConfigurationOf(content, bucket)
            ?.Inputs.All("rules")
            .FirstOrDefault(rule =>
                rule.Text("status") == "Enabled" && key.StartsWith(rule.Text("filter.prefix") ?? "", StringComparison.Ordinal)
            );

    /// <summary>The replication of a bucket; null where it has none.</summary>
    public static WorldObject? ConfigurationOf(WorldFile content, WorldObject bucket) =>
        content.Objects.Find(one => one.Type == Type && one.Inputs.Text("bucket") == bucket.Name);

    /// <summary>Copies what is due at the world's present time, oldest first.</summary>
    public static void Run(WorldFile content)
    {
        foreach (var configuration in content.Objects.Where(one => one.Type == Type).ToList())
        {
            if (
                content.Objects.Find(one => one.Type == SimulatedBucket.S3 && one.Name == configuration.Inputs.Text("bucket"))
                is not { } source
            )
                continue;
            foreach (var version in source.Versions.Where(one => one.Replication == "PENDING" && one.At + Lag <= content.Now))
            {
                if (RuleOf(content, source, version.Key) is not { } rule)
                    continue;
                if (Destination(content, source, configuration, rule, version.Key) is { } destination)
                {
                    version.Replication = "COMPLETED";
                    Write(content, destination, version);
                    continue;
                }
                version.Replication = "FAILED";
                if (rule.Text("destination.metrics.status") == "Enabled")
                    content.Measurements.Add(new(content.Now, Failures, source.Name, 1));
            }
        }
    }

    // A replica keeps the version's id and its time.
    private static void Write(WorldFile content, WorldObject destination, ObjectVersion version)
    {
        foreach (var current in destination.Versions.Where(one => one.Key == version.Key && one.NoncurrentAt is null))
            current.NoncurrentAt = content.Now;
        var replica = new ObjectVersion
        {
            Key = version.Key,
            Id = version.Id,
            At = version.At,
            IsDeleteMarker = version.IsDeleteMarker,
            Replication = "REPLICA",
        };
        S3ObjectLock.Hold(content, destination, replica);
        destination.Versions.Add(replica);
    }

    // Where the copy goes; null where S3 could not make it.
    private static WorldObject? Destination(WorldFile content, WorldObject source, WorldObject configuration, JsonNode rule, string key)
    {
        var destination = Bucket(content, rule);
        var role = content.Objects.Find(one => one.Type == AwsRules.Role && one.IsCalled(configuration.Inputs.Text("role") ?? ""));
        if (
            destination is null
            || role is null
            || !BucketRules.IsVersioned(content, destination)
            || !IamRights.IsTrusted(role, "s3.amazonaws.com")
        )
            return null;
        var (sourceKey, copyKey) = (
            KeyOf(content, source),
            Key(content, rule.Text("destination.encryptionConfiguration.replicaKmsKeyId"), destination)
        );
        return
            sourceKey is { IsUsable: true }
            && copyKey is { IsUsable: true }
            && May("s3:GetReplicationConfiguration", $"arn:aws:s3:::{source.Name}")
            && May("s3:ListBucket", $"arn:aws:s3:::{source.Name}")
            && May("s3:GetObjectVersionForReplication", $"arn:aws:s3:::{source.Name}/{key}")
            && May("s3:GetObjectVersionAcl", $"arn:aws:s3:::{source.Name}/{key}")
            && May("s3:ReplicateObject", $"arn:aws:s3:::{destination.Name}/{key}")
            && (sourceKey.Arn is null || May("kms:Decrypt", sourceKey.Arn))
            && (copyKey.Arn is null || May("kms:Encrypt", copyKey.Arn))
            ? destination
            : null;

        bool May(string action, string resource) => IamRights.Has(content, role, action, resource);
    }

    private static void Require(Call call)
    {
        AwsRules.RequireRegion(call);
        var source = call.Content.Objects.First(one => one.Type == SimulatedBucket.S3 && one.IsCalled(call.Inputs.Text("bucket")!));
        if (!BucketRules.IsVersioned(call.Content, source))
            throw new Refusal("InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication configuration");
        foreach (var rule in call.Inputs.All("rules"))
        {
            if (Bucket(call.Content, rule) is not { } destination)
                throw new Refusal("InvalidRequest: Destination bucket must exist.");
            if (destination == source)
                throw new Refusal("InvalidRequest: Destination bucket cannot be the same as the source bucket.");
            if (!BucketRules.IsVersioned(call.Content, destination))
                throw new Refusal("InvalidRequest: Destination bucket must have versioning enabled.");
            if (S3ObjectLock.IsLocked(source) && !S3ObjectLock.IsLocked(destination))
                throw new Refusal("InvalidRequest: Destination bucket must have Object Lock enabled.");
            if (rule["filter"] is not null && rule["deleteMarkerReplication"] is null)
                throw new Refusal("InvalidRequest: DeleteMarkerReplication must be specified in a rule with a Filter");
            var (encrypts, key) = (
                rule.Text("sourceSelectionCriteria.sseKmsEncryptedObjects.status") == "Enabled",
                rule.Text("destination.encryptionConfiguration.replicaKmsKeyId")
            );
            if (encrypts && key is null)
                throw new Refusal("InvalidRequest: ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.");
            if (!encrypts && key is not null)
                throw new Refusal("InvalidRequest: SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.");
            // S3 itself takes any key and fails with each object; so late nobody should learn of it.
            if (!Key(call.Content, key, destination).IsUsable)
                throw new Refusal($"KMS.NotFoundException: Key '{key}' can not be used in {Region(destination)}");
        }
    }

    private static WorldObject? Bucket(WorldFile content, JsonNode rule) =>
        content.Objects.Find(one => one.Type == SimulatedBucket.S3 && one.IsCalled(rule.Text("destination.bucket") ?? ""));

    // What S3 encrypts a bucket's objects with.
    private static (bool IsUsable, string? Arn) KeyOf(WorldFile content, WorldObject bucket) =>
        Key(
            content,
            content
                .Objects.Find(one =>
                    one.Type == "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
                    && one.Inputs.Text("bucket") == bucket.Name
                )
                ?.Inputs.All("rules.applyServerSideEncryptionByDefault")
                .Select(rule => rule.Text("kmsMasterKeyId"))
                .FirstOrDefault(),
            bucket
        );

    // Without a key of the account's own there is nothing to be lost.
    private static (bool IsUsable, string? Arn) Key(WorldFile content, string? reference, WorldObject bucket) =>
        reference is null ? (true, null)
        : content.Objects.Find(one => one.Type == KmsRules.Key && one.IsCalled(reference)) is { } key
        && key.Scope == Region(bucket)
        && key.State.Flag("isEnabled") != false
        && key.State.Text("deletionDate") is null
            ? (true, key.State.Text("arn"))
        : (false, null);

    private static string Region(WorldObject bucket) => bucket.State.Text("bucketRegion") ?? bucket.Scope;
}
