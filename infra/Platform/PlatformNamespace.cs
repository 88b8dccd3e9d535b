namespace Infra.Platform;

/// <summary>Names inside the cluster. They are the same in every cluster generation.</summary>
internal static class PlatformNamespace
{
    /// <summary>Namespace and Helm release; the chart's own names follow from it.</summary>
    public const string Release = "astronomer";

    /// <summary>The storage class of the platform's volumes.</summary>
    public const string StorageClass = "platform";
}
