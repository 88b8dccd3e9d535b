using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Compute;

namespace Infra.Gcp;

/// <summary>
/// The public address of the active cluster generation, reserved before the release. The old generation's load balancer
/// holds its own until the end, so each generation has one.
/// </summary>
internal sealed class IngressAddress : ComponentResource
{
    /// <summary>Reserves the address.</summary>
    public IngressAddress(GcpScope scope, ProjectServices services)
        : base("infra:gcp:IngressAddress", "ingress", scope.Component)
    {
        var generation = scope.Spec.Cluster.Generation;
        Address = new Address(
            $"ingress-g{generation}",
            new()
            {
                Name = scope.Spec.Names.Of("ingress", generation),
                Region = scope.Cloud.Region,
                AddressType = "EXTERNAL",
            },
            new() { Parent = this, DependsOn = { services.Compute } }
        );
        Access = new IngressAccess.ReservedAddress(Address.IPAddress);
        RegisterOutputs();
    }

    /// <summary>The address. The cluster waits for it, so that it is deleted after the cluster whose load balancer holds it.</summary>
    public Address Address { get; }

    /// <summary>What the platform gets.</summary>
    public IngressAccess Access { get; }
}
