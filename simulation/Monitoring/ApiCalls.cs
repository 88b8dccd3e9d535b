using System.Text.Json.Nodes;

namespace Infra.Simulation;

/// <summary>The calls by which somebody changes a thing by hand, as the cloud writes them down.</summary>
internal static class ApiCalls
{
    /// <summary>The call that changes a property; null where nobody watches for it.</summary>
    public static CloudEvent? Of(WorldObject thing, string path, DateTimeOffset at) =>
        (thing.Type, path) switch
        {
            (KmsRules.Key, "isEnabled") => Aws("aws.kms", "kms.amazonaws.com", "DisableKey", new() { ["keyId"] = thing.Id }, at),
            (KmsRules.Key, "deletionDate") => Aws(
                "aws.kms",
                "kms.amazonaws.com",
                "ScheduleKeyDeletion",
                new() { ["keyId"] = thing.Id, ["pendingWindowInDays"] = 30 },
                at
            ),
            ("aws:s3/bucketVersioning:BucketVersioning", _) => Aws(
                "aws.s3",
                "s3.amazonaws.com",
                "PutBucketVersioning",
                new() { ["bucketName"] = thing.Id },
                at
            ),
            ("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", _) => Aws(
                "aws.s3",
                "s3.amazonaws.com",
                "PutBucketLifecycle",
                new() { ["bucketName"] = thing.Id },
                at
            ),
            (S3Replication.Type, _) => Aws("aws.s3", "s3.amazonaws.com", "PutBucketReplication", new() { ["bucketName"] = thing.Id }, at),
            (GcpKeyRules.CryptoKey, "versionState") => AuditLog.Call(
                "cloudkms.googleapis.com",
                "DestroyCryptoKeyVersion",
                $"{thing.Id}/cryptoKeyVersions/1",
                "cloudkms_cryptokeyversion",
                [],
                at
            ),
            (SimulatedBucket.Gcs, _) => AuditLog.Call(
                "storage.googleapis.com",
                "storage.buckets.update",
                $"projects/_/buckets/{thing.Name}",
                "gcs_bucket",
                new() { ["bucket_name"] = thing.Name },
                at
            ),
            _ => null,
        };

    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
    private static CloudEvent Aws(string source, string service, string name, JsonObject parameters, DateTimeOffset at) =>
        new(
            at,
            new()
            {
                ["source"] = source,
                ["detail-type"] = "AWS API Call via CloudTrail",
                ["time"] = Call.Time(at),
                ["detail"] = new JsonObject
                {
                    ["eventSource"] = service,
                    ["eventName"] = name,
                    ["requestParameters"] = parameters,
                },
            }
        );
}
