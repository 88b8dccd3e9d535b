using Infra.Foundation;
using Pulumi;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Compute.Inputs;

namespace Infra.Gcp;

/// <summary>
/// Lets the nodes of exactly one cluster generation reach the databases. Deletions run last in an update, so without it two
/// generations of schedulers would write to one database for a while.
/// </summary>
internal sealed class DatabaseFence : ComponentResource
{
    private const int AllowPriority = 900;
    private const int DenyPriority = 1000;

    /// <summary>Declares the two rules. Their logical names are stable: the allowed generation is changed in place.</summary>
    public DatabaseFence(GcpScope scope, ProjectServices services, PrivateNetwork network, GkeCluster cluster)
        : base("infra:gcp:DatabaseFence", "database-fence", scope.Component)
    {
        var names = scope.Spec.Names;
        var deny = new Firewall(
            "database-deny",
            new()
            {
                Name = names.Permanent("database-deny"),
                Project = network.Project,
                Network = network.Id,
                Direction = "EGRESS",
                Priority = DenyPriority,
                DestinationRanges = { network.DatabaseRange.ToString() },
                Denies = { new FirewallDenyArgs { Protocol = "all" } },
                // In a network of its own the stack shuts everybody out; in a shared one only the platform's nodes.
                TargetTags = network.IsShared ? new[] { NodeTag(names) } : Array.Empty<string>(),
                LogConfig = scope.Spec.Network.FlowLogs
                    ? new FirewallLogConfigArgs { Metadata = "EXCLUDE_ALL_METADATA" }
                    : default(Input<FirewallLogConfigArgs>),
            },
            scope.Permanent(this, services.Compute)
        );
        Allow = new Firewall(
            "database-allow",
            new()
            {
                Name = names.Permanent("database-allow"),
                Project = network.Project,
                Network = network.Id,
                Direction = "EGRESS",
                Priority = AllowPriority,
                DestinationRanges = { network.DatabaseRange.ToString() },
                Allows =
                {
                    new FirewallAllowArgs { Protocol = "tcp", Ports = { $"{PostgresAccess.Port}" } },
                },
                TargetTags = { NodeTag(names, scope.Spec.Cluster.Generation) },
                // Not before the new nodes stand: until then an old platform that still lives goes on working.
            },
            scope.Permanent(this, [deny, .. cluster.Access.Nodes])
        );
        RegisterOutputs();
    }

    /// <summary>The rule for the active cluster generation; its release waits for it.</summary>
    public Firewall Allow { get; }

    /// <summary>The network tag of the nodes of every generation.</summary>
    public static string NodeTag(PhysicalNames names)
    {
        return names.Permanent("nodes");
    }

    /// <summary>The network tag of one generation's nodes; the fence lets one generation through.</summary>
    public static string NodeTag(PhysicalNames names, int generation)
    {
        return names.Of("nodes", generation);
    }
}
