using System.Collections.Immutable;
using Pulumi;

namespace Infra.Foundation;

/// <summary>What a cloud gives the platform. A value that a cloud forgets does not compile.</summary>
internal sealed record CloudFoundation
{
    /// <summary>The cluster that the platform runs in.</summary>
    public required KubernetesAccess Kubernetes { get; init; }

    /// <summary>The database that the platform keeps its state in.</summary>
    public required PostgresAccess Postgres { get; init; }

    /// <summary>Where the registry keeps the deployments' images.</summary>
    public required RegistryStorage Registry { get; init; }

    /// <summary>Where the deployments' sets are kept.</summary>
    public required EscrowStorage Escrow { get; init; }

    /// <summary>Where the task logs are kept; null: in the cluster alone.</summary>
    public required TaskLogStorage? TaskLogs { get; init; }

    /// <summary>How the platform is reached.</summary>
    public required IngressAccess Ingress { get; init; }

    /// <summary>The network that all of it stands in.</summary>
    public required NetworkAccess Network { get; init; }

    /// <summary>Where the permanent secrets have their second home: the secret manager's reference by the secret's name.</summary>
    public required ImmutableSortedDictionary<string, Output<string>> SecretReferences { get; init; }
}

/// <summary>The Kubernetes cluster of the active generation.</summary>
internal sealed record KubernetesAccess
{
    /// <summary>The cluster's physical name.</summary>
    public required Output<string> ClusterName { get; init; }

    /// <summary>The resource with which everything inside the cluster goes.</summary>
    public required Resource Cluster { get; init; }

    /// <summary>
    /// What must stand before the API server lets the stack in: the administrators' entries, the rule for the runner. The
    /// Kubernetes provider waits for it.
    /// </summary>
    public required ImmutableArray<Resource> Admission { get; init; }

    /// <summary>What must stand before a pod can run: node pools, add-ons.</summary>
    public required ImmutableArray<Resource> Nodes { get; init; }

    /// <summary>What the cloud does not bring into the cluster itself, though its node pools need it; the platform installs it.</summary>
    public required ImmutableArray<ClusterRelease> Releases { get; init; }

    /// <summary>A kubeconfig that names a credential helper and holds no credential.</summary>
    public required Output<string> Kubeconfig { get; init; }

    /// <summary>The provisioner of the storage class, and its parameters.</summary>
    public required BlockStorage Storage { get; init; }

    /// <summary>Who may read what the program declares in the cluster, as its API server calls them.</summary>
    public required ImmutableArray<ClusterSubject> Viewers { get; init; }

    /// <summary>The cloud's name as the chart's Commander knows it.</summary>
    public required string CloudProvider { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }
}

/// <summary>A Helm release that a cluster of this cloud needs besides the platform.</summary>
/// <param name="Name">The release's name.</param>
/// <param name="Namespace">A namespace that every cluster has.</param>
/// <param name="Repository">URL of the chart's repository.</param>
/// <param name="Chart">The chart's name.</param>
/// <param name="Version">The chart's version; pinned.</param>
/// <param name="Values">The chart's values.</param>
internal sealed record ClusterRelease(
    string Name,
    string Namespace,
    string Repository,
    string Chart,
    string Version,
    ImmutableDictionary<string, object> Values
);

/// <summary>Somebody to whom a role in the cluster is given.</summary>
/// <param name="Kind">A <c>User</c> or a <c>Group</c>.</param>
/// <param name="Name">What the API server calls it.</param>
internal sealed record ClusterSubject(string Kind, string Name);

/// <summary>Encrypted block storage for the platform's volumes.</summary>
/// <param name="Provisioner">The CSI driver.</param>
/// <param name="Parameters">The driver's parameters.</param>
internal sealed record BlockStorage(string Provisioner, Output<ImmutableDictionary<string, string>> Parameters);

/// <summary>The Postgres database of the active generation.</summary>
internal sealed record PostgresAccess
{
    /// <summary>TCP port.</summary>
    public const int Port = 5432;

    /// <summary>The DNS name that always leads to the active generation; known before any database stands.</summary>
    public required string Host { get; init; }

    /// <summary>
    /// The active generation's own address or host name. Nothing keeps it but what has to tell whether <see cref="Host"/> leads
    /// there yet.
    /// </summary>
    public required Output<string> Address { get; init; }

    /// <summary>The user that may create databases and roles.</summary>
    public required string User { get; init; }

    /// <summary>The instance's physical name.</summary>
    public required Output<string> Instance { get; init; }

    /// <summary>Every generation with its instance's name and what it was born from, oldest first.</summary>
    public required Output<ImmutableArray<ImmutableDictionary<string, object>>> Lineage { get; init; }

    /// <summary>Sixteen hexadecimal digits that no other generation of any stack has.</summary>
    public required Output<string> Birth { get; init; }

    /// <summary>What the active generation was born from.</summary>
    public required Output<string> BornFrom { get; init; }

    /// <summary>Whether the active generation was born without data.</summary>
    public required Output<bool> IsBornEmpty { get; init; }

    /// <summary>What must stand before the first connection, besides the alias: user, the fence's rule.</summary>
    public required ImmutableArray<Resource> Ready { get; init; }
}

/// <summary>Object storage for the registry.</summary>
/// <param name="Bucket">The bucket's name.</param>
internal abstract record RegistryStorage(Output<string> Bucket)
{
    /// <summary>A Google Cloud Storage bucket, reached as a Google service account.</summary>
    /// <param name="Bucket">The bucket's name.</param>
    /// <param name="ServiceAccount">The Google service account's e-mail address.</param>
    public sealed record Gcs(Output<string> Bucket, Output<string> ServiceAccount) : RegistryStorage(Bucket);

    /// <summary>An S3 bucket, reached by EKS Pod Identity.</summary>
    /// <param name="Bucket">The bucket's name.</param>
    /// <param name="Region">The bucket's region.</param>
    public sealed record S3(Output<string> Bucket, string Region) : RegistryStorage(Bucket);
}

/// <summary>How the platform is reached from outside the cluster.</summary>
/// <param name="Addresses">The public addresses of the active cluster generation, known before the release.</param>
internal abstract record IngressAccess(Output<ImmutableArray<string>> Addresses)
{
    /// <summary>The cloud makes a load balancer for the ingress' Service, at an address that was reserved for it.</summary>
    /// <param name="Address">The address, asked for by <c>loadBalancerIP</c>.</param>
    public sealed record ReservedAddress(Output<string> Address) : IngressAccess(Address.Apply(address => ImmutableArray.Create(address)));

    /// <summary>
    /// The stack's own load balancer sends to fixed ports of every node. It is no business of the cluster's, so a cluster
    /// that is lost leaves none behind.
    /// </summary>
    /// <param name="Addresses">The load balancer's addresses.</param>
    /// <param name="Http">Node port of plain HTTP.</param>
    /// <param name="Https">Node port of HTTPS.</param>
    public sealed record NodePorts(Output<ImmutableArray<string>> Addresses, int Http, int Https) : IngressAccess(Addresses);
}

/// <summary>The private network; permanent, so other teams may build on it.</summary>
/// <param name="Id">The network's id.</param>
/// <param name="SubnetIds">The subnets that nodes stand in.</param>
internal sealed record NetworkAccess(Output<string> Id, Output<ImmutableArray<string>> SubnetIds);
