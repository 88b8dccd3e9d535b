using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;

namespace Infra.Aws;

/// <summary>
/// Lets exactly one cluster generation reach the databases. Deletions run last in an update, so without it two generations
/// of schedulers would write to one database for a while.
/// </summary>
internal sealed class DatabaseFence : ComponentResource
{
    /// <summary>
    /// Declares the databases' security group and its one rule. The rule's logical name is stable: it is changed in place.
    /// </summary>
    public DatabaseFence(AwsScope scope, AwsNetwork network, EksCluster cluster)
        : base("infra:aws:DatabaseFence", "database-fence", scope.Component)
    {
        // A retained database still leans on the group.
        Group = new SecurityGroup(
            "databases",
            new()
            {
                Name = scope.Spec.Names.Permanent("databases"),
                Description = "Databases of the Astronomer platform",
                VpcId = network.VpcId,
                Tags = { ["Name"] = scope.Spec.Names.Permanent("databases") },
            },
            scope.Permanent(this)
        );
        Allow = new SecurityGroupIngressRule(
            "database-allow",
            new()
            {
                SecurityGroupId = Group.Id,
                Description = "Postgres, from the active cluster generation",
                Tags = { ["Name"] = scope.Spec.Names.Permanent("database-allow") },
                IpProtocol = "tcp",
                FromPort = PostgresAccess.Port,
                ToPort = PostgresAccess.Port,
                ReferencedSecurityGroupId = cluster.SecurityGroupId,
                // Not before the new nodes stand: until then an old platform that still lives goes on working.
            },
            new() { Parent = this, DependsOn = cluster.Access.Nodes.ToArray() }
        );
        RegisterOutputs();
    }

    /// <summary>The databases' security group.</summary>
    public SecurityGroup Group { get; }

    /// <summary>The rule for the active cluster generation; its release waits for it.</summary>
    public SecurityGroupIngressRule Allow { get; }
}
