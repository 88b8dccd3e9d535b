using Pulumi;

namespace Infra.Foundation;

/// <summary>The bucket that the deployments' sets are kept in, and who may write there. Both outlive every cluster.</summary>
/// <param name="Bucket">The bucket's name.</param>
internal abstract record EscrowStorage(Output<string> Bucket)
{
    /// <summary>Namespace of the pod that may use the bucket. Each cloud gives the identity to this name.</summary>
    public const string Namespace = "velero";

    /// <summary>The pod's service account.</summary>
    public const string ServiceAccount = "velero";

    /// <summary>Another stack's bucket, or its copy; known once it may be read. Null where there is none.</summary>
    public required Output<string>? Origin { get; init; }

    /// <summary>A Google Cloud Storage bucket, reached as a Google service account.</summary>
    /// <param name="Bucket">The bucket's name.</param>
    /// <param name="Account">The Google service account's e-mail address.</param>
    public sealed record Gcs(Output<string> Bucket, Output<string> Account) : EscrowStorage(Bucket);

    /// <summary>An S3 bucket, reached by EKS Pod Identity.</summary>
    /// <param name="Bucket">The bucket's name; known once the pod's identity stands.</param>
    /// <param name="Region">The bucket's region.</param>
    public sealed record S3(Output<string> Bucket, string Region) : EscrowStorage(Bucket);
}
