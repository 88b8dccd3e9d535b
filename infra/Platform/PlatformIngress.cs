using Infra.Foundation;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Platform;

/// <summary>
/// Where the stack's own load balancer stands in front of the nodes, the ingress controller answers on fixed ports of every node. The
/// chart's own Service can not name its ports, so this is one beside it.
/// </summary>
internal static class PlatformIngress
{
    private const string Name = "astronomer-ingress";

    /// <summary>Declares the Service where the cloud wants node ports, and nothing elsewhere.</summary>
    /// <param name="cluster">Where it is put.</param>
    /// <param name="ingress">How the platform is reached.</param>
    /// <param name="ns">The namespace.</param>
    public static Service? Declare(InCluster cluster, IngressAccess ingress, Namespace ns)
    {
        return ingress is not IngressAccess.NodePorts ports
            ? null
            : new Service(
                cluster.LogicalName(Name),
                new ServiceArgs
                {
                    Metadata = new ObjectMetaArgs
                    {
                        Name = Name,
                        Namespace = PlatformNamespace.Release,
                        // Its pods come with the release, which comes later.
                        Annotations = { ["pulumi.com/skipAwait"] = "true" },
                    },
                    Spec = new ServiceSpecArgs
                    {
                        Type = "NodePort",
                        // The load balancer asks every node; with Local, those without a pod of the controller would not answer.
                        ExternalTrafficPolicy = "Cluster",
                        // charts/nginx/templates/controlplane/nginx-cp-deployment.yaml
                        Selector =
                        {
                            ["tier"] = "nginx",
                            ["component"] = "cp-ingress-controller",
                            ["release"] = PlatformNamespace.Release,
                        },
                        Ports = { Port("http", 80, ports.Http), Port("https", 443, ports.Https) },
                    },
                },
                cluster.Options(ns)
            );
    }

    private static ServicePortArgs Port(string name, int port, int nodePort) =>
        new()
        {
            Name = name,
            Port = port,
            TargetPort = name,
            NodePort = nodePort,
            Protocol = "TCP",
        };
}
