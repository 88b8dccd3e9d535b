using System.Text.Json.Nodes;

namespace Infra.Aws;

/// <summary>
/// Which events a rule of EventBridge waits for, as JSON. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
/// </summary>
internal static class EventPattern
{
    /// <summary>
    /// A daily backup of an instance has ended: RDS-EVENT-0002.
    /// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
    /// </summary>
    public static string BackupEnded(string instance) =>
        Of(
            "aws.rds",
            "RDS DB Instance Event",
            new JsonObject { ["SourceIdentifier"] = List(instance), ["EventID"] = List("RDS-EVENT-0002") }
        );

    /// <summary>RDS tells of an instance that it fails, fills or goes.</summary>
    public static string DatabaseInTrouble(string instance) =>
        Of(
            "aws.rds",
            "RDS DB Instance Event",
            new JsonObject { ["SourceIdentifier"] = List(instance), ["EventCategories"] = List("deletion", "failure", "low storage") }
        );

    /// <summary>Velero has written the file that ends a set. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html</summary>
    public static string SetWritten(string bucket) =>
        Of(
            "aws.s3",
            "Object Created",
            new JsonObject
            {
                ["bucket"] = new JsonObject { ["name"] = List(bucket) },
                ["object"] = new JsonObject { ["key"] = new JsonArray(new JsonObject { ["suffix"] = "/velero-backup.json" }) },
            }
        );

    /// <summary>Somebody has called what takes the key away.</summary>
    /// <param name="key">The key's ARN; a caller may also name it by its id alone.</param>
    public static string KeyInDanger(string key) =>
        Called("aws.kms", "kms.amazonaws.com", ["DisableKey", "ScheduleKeyDeletion"], new() { ["keyId"] = List(key, key.Split('/')[^1]) });

    /// <summary>Somebody has called what changes how a bucket keeps its objects.</summary>
    public static string BucketChanged(params string[] buckets) =>
        Called(
            "aws.s3",
            "s3.amazonaws.com",
            [
                "DeleteBucket",
                "DeleteBucketEncryption",
                "DeleteBucketLifecycle",
                "DeleteBucketPolicy",
                "DeleteBucketPublicAccessBlock",
                "DeleteBucketReplication",
                "PutBucketLifecycle",
                "PutBucketObjectLockConfiguration",
                "PutBucketPolicy",
                "PutBucketPublicAccessBlock",
                "PutBucketReplication",
                "PutBucketVersioning",
            ],
            new() { ["bucketName"] = List(buckets) }
        );

    // Calls are seen where a trail of CloudTrail records the account's management events.
    private static string Called(string source, string service, string[] names, JsonObject parameters) =>
        Of(
            source,
            "AWS API Call via CloudTrail",
            new JsonObject
            {
                ["eventSource"] = List(service),
                ["eventName"] = List(names),
                ["requestParameters"] = parameters,
            }
        );

    private static string Of(string source, string type, JsonObject detail) =>
        new JsonObject
        {
            ["source"] = List(source),
            ["detail-type"] = List(type),
            ["detail"] = detail,
        }.ToJsonString();

    private static JsonArray List(params string[] values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
