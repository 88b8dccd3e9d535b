using Pulumi;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Compute.Inputs;

namespace Infra.Gcp;

/// <summary>
/// Lets the nodes of exactly one cluster generation reach the databases. Deletions run last in an update, so without it two
/// generations of schedulers would write to one database for a while.
/// </summary>
public sealed class DatabaseFence : ComponentResource
{
    private const int AllowPriority = 900;
    private const int DenyPriority = 1000;

    /// <summary>Declares the two rules. Their logical names are stable: the allowed generation is changed in place.</summary>
    public DatabaseFence(GcpScope scope, GcpNetwork network, GkeCluster cluster)
        : base("infra:gcp:DatabaseFence", "database-fence", scope.Component)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(cluster);
        var names = scope.Spec.Names;
        var deny = new Firewall("database-deny", new()
        {
            Name = names.Permanent("database-deny"),
            Network = network.Network.Id,
            Direction = "EGRESS",
            Priority = DenyPriority,
            DestinationRanges = { GcpNetwork.DatabaseCidr },
            Denies = { new FirewallDenyArgs { Protocol = "all" } },
        }, scope.Permanent(this));
        Allow = new Firewall("database-allow", new()
        {
            Name = names.Permanent("database-allow"),
            Network = network.Network.Id,
            Direction = "EGRESS",
            Priority = AllowPriority,
            DestinationRanges = { GcpNetwork.DatabaseCidr },
            Allows = { new FirewallAllowArgs { Protocol = "tcp", Ports = { "5432" } } },
            TargetTags = { GkeCluster.NodeTag(names, scope.Spec.Cluster.Generation) },
            // Not before the new nodes stand: until then an old platform that still lives goes on working.
        }, scope.Permanent(this, [deny, .. cluster.Access.Nodes]));
        RegisterOutputs();
    }

    /// <summary>The rule for the active cluster generation; its release waits for it.</summary>
    public Firewall Allow { get; }
}
