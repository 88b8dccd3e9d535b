using Pulumi;

namespace Infra.Foundation;

/// <summary>
/// The bucket that task logs are kept in. Whoever collects them writes there and can neither read nor delete. Both outlive every cluster.
/// </summary>
/// <param name="Bucket">The bucket's name; known once the collector's identity stands.</param>
internal abstract record TaskLogStorage(Output<string> Bucket)
{
    /// <summary>Namespace of the pods that collect the logs, on every node. Each cloud gives the identity to this name.</summary>
    public const string Namespace = "astronomer";

    /// <summary>The pods' service account.</summary>
    public const string ServiceAccount = "astronomer-vector";

    /// <summary>Days that an expired or deleted log can still be brought back.</summary>
    public const int KeepDeletedDays = 7;

    /// <summary>A Google Cloud Storage bucket, reached as a Google service account.</summary>
    /// <param name="Bucket">The bucket's name.</param>
    /// <param name="Account">The Google service account's e-mail address.</param>
    public sealed record Gcs(Output<string> Bucket, Output<string> Account) : TaskLogStorage(Bucket);

    /// <summary>An S3 bucket, reached by EKS Pod Identity.</summary>
    /// <param name="Bucket">The bucket's name.</param>
    /// <param name="Region">The bucket's region.</param>
    public sealed record S3(Output<string> Bucket, string Region) : TaskLogStorage(Bucket);
}
