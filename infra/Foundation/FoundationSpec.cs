using System.Collections.Immutable;

namespace Infra.Foundation;

/// <summary>What the platform asks of a cloud, in words that know no cloud.</summary>
internal sealed record FoundationSpec
{
    /// <summary>How physical names are made.</summary>
    public required PhysicalNames Names { get; init; }

    /// <summary>Whether what holds data outlives the program.</summary>
    public required StackLifetime Lifetime { get; init; }

    /// <summary>The private network.</summary>
    public required NetworkSpec Network { get; init; }

    /// <summary>The Kubernetes cluster.</summary>
    public required ClusterSpec Cluster { get; init; }

    /// <summary>The Postgres database.</summary>
    public required DatabaseSpec Database { get; init; }

    /// <summary>The secrets by which users, deployments and stored data know the platform.</summary>
    public required IdentitySpec Identity { get; init; }

    /// <summary>The registry's bucket.</summary>
    public required RegistrySpec Registry { get; init; }

    /// <summary>The escrow of the Airflow deployments.</summary>
    public required EscrowSpec Escrow { get; init; }

    /// <summary>The bucket of the task logs; null: they stand in the cluster alone.</summary>
    public required TaskLogsSpec? TaskLogs { get; init; }

    /// <summary>The copies in another region; null: there are none.</summary>
    public required CopiesSpec? Copies { get; init; }

    /// <summary>Who answers for the stack: a tag or label on everything that takes one. Default <c>platform</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>
    /// Name of a public DNS zone that exists already and holds the base domain, as the cloud names it; null: the records are
    /// somebody else's.
    /// </summary>
    public required string? PublicZone { get; init; }
}

/// <summary>The private network that is wanted.</summary>
/// <param name="Range">Its addresses, /16 to /20; room for two generations of everything. Default 10.0.0.0/16.</param>
/// <param name="FlowLogs">Whether the cloud logs who spoke to whom. Default false: it is paid for by traffic.</param>
internal sealed record NetworkSpec(IpRange Range, bool FlowLogs);

/// <summary>The Kubernetes cluster that is wanted.</summary>
internal sealed record ClusterSpec
{
    /// <summary>Which cluster: 1 for the first, raised by one for every relaunch. A number is never used twice.</summary>
    public required int Generation { get; init; }

    /// <summary>Minor version, for example <c>1.34</c>; within what the chart supports.</summary>
    public required string KubernetesVersion { get; init; }

    /// <summary>
    /// Ranges, besides the platform's own network, that may reach the API server: the runner of <c>pulumi</c>, the bastion.
    /// Default none; never everybody.
    /// </summary>
    public required ImmutableArray<IpRange> AllowedRanges { get; init; }

    /// <summary>Nodes of the platform itself.</summary>
    public required NodePoolSpec Platform { get; init; }

    /// <summary>Nodes of the Airflow deployments.</summary>
    public required NodePoolSpec Airflow { get; init; }
}

/// <summary>A group of equal nodes.</summary>
/// <param name="MachineType">The cloud's own name of the machine type.</param>
/// <param name="LeastNodes">Nodes that are always there, over all zones.</param>
/// <param name="MostNodes">Nodes at full load, over all zones.</param>
/// <param name="Spot">Spare capacity that the cloud may take back at any time; cheaper. Default false.</param>
/// <param name="Dedicated">
/// Nodes carry the taint <see cref="Label"/>, so that only pods that tolerate it run there. Default false.
/// </param>
internal sealed record NodePoolSpec(string MachineType, int LeastNodes, int MostNodes, bool Spot, bool Dedicated)
{
    /// <summary>The node label that tells the pools apart, and the taint of dedicated nodes: <c>platform</c> or <c>airflow</c>.</summary>
    public const string Label = "infra/pool";
}

/// <summary>The managed Postgres database that is wanted.</summary>
internal sealed record DatabaseSpec
{
    /// <summary>Which database: 1 for the first, raised by one for every restore. A number is never used twice.</summary>
    public required int Generation { get; init; }

    /// <summary>Postgres major version, for example 16.</summary>
    public required int PostgresVersion { get; init; }

    /// <summary>The cloud's own name of the machine type.</summary>
    public required string MachineType { get; init; }

    /// <summary>Storage at birth in GiB; it grows by itself.</summary>
    public required int StorageGiB { get; init; }

    /// <summary>A standby in a second zone.</summary>
    public required bool HighAvailability { get; init; }

    /// <summary>How it is backed up.</summary>
    public required BackupPolicy Backup { get; init; }

    /// <summary>What this generation is born from; null: nothing was said, which is right after its birth.</summary>
    public required RestoreSource? Restore { get; init; }

    /// <summary>The stacks whose deployments live on here, and know the database by those stacks' name of it. Default none.</summary>
    public required ImmutableArray<PhysicalNames> FormerNames { get; init; }

    /// <summary>The generation whose database may be made although its birth record is older; see <see cref="BirthRecords"/>.</summary>
    public required int? CreateAgain { get; init; }
}

/// <summary>The registry's bucket that is wanted.</summary>
/// <param name="KeepDeletedDays">How many days deleted and overwritten images can be brought back: 7 to 90.</param>
internal sealed record RegistrySpec(int KeepDeletedDays);
