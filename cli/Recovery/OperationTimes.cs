using System.Collections.Immutable;

namespace Infra.Cli.Recovery;

/// <summary>
/// How long the clouds take for an operation: a model, and no promise. The figures are the middles of ranges that were published or
/// measured until November 2026; what is not in the table takes seconds.
/// </summary>
internal static class OperationTimes
{
    private const string Any = "";
    private static readonly ImmutableArray<string> Sources =
    [
        "restoreToPointInTime",
        "snapshotIdentifier",
        "clone",
        "restoreBackupContext",
        "pointInTimeRestoreContext",
        "backupdrBackup",
    ];

    // Minutes by type and by what the logical name begins with.
    private static readonly ImmutableArray<(string Type, string Name, double Create, double Update)> Table =
    [
        // 1.5 to 2 minutes, of no published source.
        ("aws:ec2/natGateway:NatGateway", Any, 2, 0),
        ("aws:ec2/vpcEndpoint:VpcEndpoint", Any, 1, 0),
        // 7 to 10: create and destroy in the provider's tests, 560 to 735 seconds, https://github.com/hashicorp/terraform-provider-aws/pull/40371
        ("aws:eks/cluster:Cluster", Any, 9, 0),
        ("aws:eks/nodeGroup:NodeGroup", Any, 3, 0),
        ("aws:eks/addon:Addon", Any, 1, 0),
        // 5 to 7 for a small one, more with a standby: the provider's tests, 407 to 481 seconds.
        ("aws:rds/instance:Instance", Any, 10, 5),
        // Until the first backup is copied; the provider gives it 75 minutes, and the platform does not wait for it.
        ("aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication", Any, 10, 0),
        // 40 to 60 seconds, https://github.com/GoogleCloudPlatform/magic-modules tests; the peering about a minute.
        ("gcp:compute/network:Network", Any, 1, 0),
        ("gcp:servicenetworking/connection:Connection", Any, 1, 0),
        ("gcp:compute/routerNat:RouterNat", Any, 1, 0),
        // 6 to 9: a regional cluster's create and destroy, 616 seconds, https://github.com/GoogleCloudPlatform/magic-modules/pull/12155
        ("gcp:container/cluster:Cluster", Any, 8, 0),
        ("gcp:container/nodePool:NodePool", Any, 3, 0),
        // 5 to 15, https://github.com/hashicorp/terraform-provider-google/issues/14770
        ("gcp:sql/databaseInstance:DatabaseInstance", Any, 10, 5),
        // 5 to 10 until it is ready, the migration of the database among it; of no published source.
        ("kubernetes:helm.sh/v3:Release", "astronomer-", 8, 5),
        ("kubernetes:batch/v1:Job", Any, 1, 0),
    ];

    // 10 to 30 for tens of GB; the log that is replayed counts more than the size. Both clouds.
    private static readonly TimeSpan Restore = TimeSpan.FromMinutes(20);

    /// <summary>The time to make a resource.</summary>
    public static TimeSpan Create(ProgramResource resource) =>
        Sources.Any(source => resource.Input(source) is not null) ? Restore : TimeSpan.FromMinutes(Row(resource).Create);

    /// <summary>The time to change a resource in place.</summary>
    public static TimeSpan Update(ProgramResource resource) => TimeSpan.FromMinutes(Row(resource).Update);

    private static (string Type, string Name, double Create, double Update) Row(ProgramResource resource) =>
        Table.FirstOrDefault(row => row.Type == resource.Type && resource.Name.StartsWith(row.Name, StringComparison.Ordinal));
}
