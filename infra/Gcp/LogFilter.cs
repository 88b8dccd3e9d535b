namespace Infra.Gcp;

/// <summary>
/// Which entries of the audit log are waited for, in the language of Cloud Logging. Nobody can switch these two logs off.
/// </summary>
/// <remarks>https://cloud.google.com/logging/docs/view/logging-query-language, https://cloud.google.com/sql/docs/audit-logging</remarks>
internal static class LogFilter
{
    /// <summary>A daily backup of an instance has ended well.</summary>
    public static string BackupEnded(string project, string instance) =>
        $"{OfInstance(project, instance)} AND protoPayload.methodName=\"cloudsql.instances.automatedBackup\" AND "
        + "protoPayload.metadata.windowStatus=\"STATUS_SUCCEEDED\"";

    /// <summary>A daily backup has failed.</summary>
    public static string BackupFailed(string project, string instance) =>
        $"{OfInstance(project, instance)} AND protoPayload.methodName=\"cloudsql.instances.automatedBackup\" AND "
        + "protoPayload.metadata.windowStatus=\"STATUS_FAILED\"";

    /// <summary>Somebody has deleted an instance.</summary>
    public static string DatabaseDeleted(string project, string instance) =>
        $"{OfInstance(project, instance)} AND protoPayload.methodName=\"cloudsql.instances.delete\"";

    /// <summary>Somebody has called what disables or destroys a version of a key.</summary>
    public static string KeyInDanger(params string[] keys) =>
        "protoPayload.serviceName=\"cloudkms.googleapis.com\" AND protoPayload.methodName=(\"DestroyCryptoKeyVersion\" OR "
        + "\"UpdateCryptoKeyVersion\") AND "
        + $"protoPayload.resourceName:({Any(keys)})";

    /// <summary>Somebody has called what changes how a bucket keeps its objects.</summary>
    public static string BucketChanged(params string[] buckets) =>
        "protoPayload.serviceName=\"storage.googleapis.com\" AND protoPayload.methodName=(\"storage.buckets.update\" OR "
        + "\"storage.buckets.delete\" OR \"storage.setIamPermissions\") AND "
        + $"resource.labels.bucket_name=({Any(buckets)})";

    /// <summary>A night has found the stack ready.</summary>
    public static string Ready(string project, string log) => $"logName=\"projects/{project}/logs/{log}\"";

    private static string OfInstance(string project, string instance) =>
        $"resource.type=\"cloudsql_database\" AND resource.labels.database_id=\"{project}:{instance}\"";

    private static string Any(string[] values) => string.Join(" OR ", values.Distinct().Select(value => $"\"{value}\""));
}
