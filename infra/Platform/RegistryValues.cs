using System.Collections.Immutable;
using Infra.Foundation;
using static Infra.Platform.ChartValues;

namespace Infra.Platform;

/// <summary>The chart's values for the image registry, which keeps its images in object storage and holds no key to it.</summary>
internal static class RegistryValues
{
    public static ImmutableDictionary<string, object> For(RegistryStorage storage, PlatformIdentity identity)
    {
        var registry = Map(("replicas", 2), ("httpSecret", identity.RegistryHttpSecret), ("persistence", Map(("enabled", false))));
        return storage switch
        {
            RegistryStorage.Gcs gcs => registry
                .Add("serviceAccount", Map(("create", true), ("annotations", Map((IdentityAnnotation(storage), gcs.ServiceAccount)))))
                .Add("gcs", Map(("enabled", true), ("bucket", gcs.Bucket), ("useKeyfile", false), ("rootdirectory", "/")))
                // Without a key file the driver can not sign URLs; the registry hands the layers out itself.
                .Add("redirect", Map(("disable", true))),
            // EKS Pod Identity finds the service account by its name and needs no annotation. The bucket encrypts with the stack's key by
            // itself; "encrypt" would ask for S3's own key instead.
            RegistryStorage.S3 s3 => registry
                .Add("serviceAccount", Map(("create", true)))
                .Add("s3", Map(("enabled", true), ("region", s3.Region), ("bucket", s3.Bucket), ("encrypt", false)))
                .Add("redirect", Map(("disable", false))),
            _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "Say here how the registry uses this storage."),
        };
    }

    /// <summary>The annotation by which the cloud gives a service account an identity of its own.</summary>
    public static string IdentityAnnotation(RegistryStorage storage) =>
        storage switch
        {
            RegistryStorage.Gcs => "iam.gke.io/gcp-service-account",
            RegistryStorage.S3 => "eks.amazonaws.com/role-arn",
            _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "Say here how this cloud gives a pod an identity."),
        };
}
