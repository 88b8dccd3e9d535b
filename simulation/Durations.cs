using System.Text.Json.Nodes;
using Infra.Schemas;

namespace Infra.Simulation;

/// <summary>
/// How long a cloud takes, in minutes, where time passes at all; what is not in the table takes none. Public measurements, rounded up:
/// <list type="bullet">
/// <item>EKS: the create and destroy tests of terraform-provider-aws, 560 to 735 s (its pull request 40371, December 2024).</item>
/// <item>GKE: the data source test of magic-modules, 616 s for a regional cluster with its deletion (issue 12155, October 2024).</item>
/// <item>Cloud SQL: terraform-provider-google issues 14770 and 1318 for a create; magic-modules pull request 10960 for clones.</item>
/// <item>RDS, node groups, networks and the release: the usual duration of small ones; no published measurement.</item>
/// </list>
/// A recovery's plan has a table of its own: the two can contradict each other.
/// </summary>
internal static class Durations
{
    private const int DatabaseCreate = 10;
    private const int DatabaseRestore = 20;

    private static readonly Dictionary<(string Type, Operation Operation), int> Minutes = new()
    {
        [("aws:ec2/natGateway:NatGateway", Operation.Create)] = 2,
        [("aws:ec2/vpcEndpoint:VpcEndpoint", Operation.Create)] = 1,
        [("aws:eks/cluster:Cluster", Operation.Create)] = 9,
        [("aws:eks/cluster:Cluster", Operation.Delete)] = 5,
        [("aws:eks/nodeGroup:NodeGroup", Operation.Create)] = 3,
        [("aws:eks/nodeGroup:NodeGroup", Operation.Delete)] = 3,
        [("aws:eks/addon:Addon", Operation.Create)] = 1,
        [(RdsInstance.Type, Operation.Create)] = DatabaseCreate,
        // The provider waits until the first backup has been copied, and gives it 75 minutes.
        [(RdsReplication.Type, Operation.Create)] = 10,
        [(RdsInstance.Type, Operation.Update)] = 5,
        [(RdsInstance.Type, Operation.Delete)] = 5,
        [("gcp:compute/network:Network", Operation.Create)] = 1,
        [("gcp:servicenetworking/connection:Connection", Operation.Create)] = 1,
        [("gcp:compute/routerNat:RouterNat", Operation.Create)] = 1,
        [("gcp:container/cluster:Cluster", Operation.Create)] = 8,
        [("gcp:container/cluster:Cluster", Operation.Delete)] = 5,
        [("gcp:container/nodePool:NodePool", Operation.Create)] = 3,
        [("gcp:container/nodePool:NodePool", Operation.Delete)] = 3,
        [(CloudSqlInstance.Type, Operation.Create)] = DatabaseCreate,
        [(CloudSqlInstance.Type, Operation.Complete)] = 10,
        [(CloudSqlInstance.Type, Operation.Update)] = 5,
        [(CloudSqlInstance.Type, Operation.Delete)] = 5,
        [(KubernetesRules.Release, Operation.Create)] = 8,
        [(KubernetesRules.Release, Operation.Update)] = 5,
        [(KubernetesRules.Release, Operation.Delete)] = 1,
        [("kubernetes:batch/v1:Job", Operation.Create)] = 1,
    };

    private const int SmallRelease = 1;

    // An instance that is born full takes the longer; a named Cloud SQL backup is poured in after the create.
    private static readonly string[] Sources =
    [
        "snapshotIdentifier",
        "restoreToPointInTime",
        "replicateSourceDb",
        "clone",
        "pointInTimeRestoreContext",
    ];

    public static TimeSpan Of(Call call, Operation operation) =>
        TimeSpan.FromMinutes(
            // The platform's chart migrates a database; the others start a pod.
            call.Rule.Type == KubernetesRules.Release
            && call.Inputs.Text("name") != "astronomer"
                ? SmallRelease
            : operation == Operation.Create && (call.Rule.Type is RdsInstance.Type or CloudSqlInstance.Type) && IsRestore(call.Inputs)
                ? DatabaseRestore
            : Minutes.GetValueOrDefault((call.Rule.Type, operation))
        );

    private static bool IsRestore(JsonObject inputs) => Sources.Any(source => inputs.At(source) is not null);
}
