using Infra.Foundation;

namespace Infra.Aws;

/// <summary>Names of the stack's log groups in CloudWatch, and how long they keep what is in them.</summary>
internal static class LogGroupNames
{
    /// <summary>Days that a log is kept. AWS keeps one for ever where nothing is said, at a price.</summary>
    public const int KeptDays = 90;

    /// <summary>
    /// The group that EKS writes a control plane's logs to; EKS makes it itself, unencrypted and for ever, if it is not there.
    /// </summary>
    /// <param name="cluster">The cluster's physical name.</param>
    public static string OfCluster(string cluster) => $"/aws/eks/{cluster}/cluster";

    /// <summary>A pattern for the groups of all the stack's clusters.</summary>
    public static string OfClusters(PhysicalNames names)
    {
        return OfCluster(names.Permanent("cluster-g*"));
    }

    /// <summary>The group of the network's flow logs.</summary>
    public static string OfNetwork(PhysicalNames names)
    {
        return names.Permanent("flow-logs");
    }
}
