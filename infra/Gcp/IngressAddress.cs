using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Compute;

namespace Infra.Gcp;

/// <summary>
/// The public address of the active cluster generation, reserved before the release. The old generation's load balancer
/// holds its own until the end, so each generation has one.
/// </summary>
public sealed class IngressAddress : ComponentResource
{
    /// <summary>Reserves the address.</summary>
    public IngressAddress(GcpScope scope)
        : base("infra:gcp:IngressAddress", "ingress", scope.Component)
    {
        var generation = scope.Spec.Cluster.Generation;
        var address = new Address($"ingress-g{generation}", new()
        {
            Name = scope.Spec.Names.Of("ingress", generation),
            Region = scope.Cloud.Region,
            AddressType = "EXTERNAL",
        }, new() { Parent = this });
        Access = new IngressAccess.ReservedAddress(address.IPAddress);
        RegisterOutputs();
    }

    /// <summary>What the platform gets.</summary>
    public IngressAccess Access { get; }
}
