using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;

namespace Infra.Gcp;

/// <summary>The foundation on Google Cloud.</summary>
internal sealed class GcpCloud : ComponentResource
{
    private readonly GcpScope _scope;
    private readonly ProjectServices _services;
    private readonly PrivateNetwork _network;
    private readonly DatabaseFence _fence;
    private readonly CloudSqlPostgres _postgres;
    private readonly PlatformKeys _keys;
    private readonly GcsEscrow _escrow;

    /// <summary>Declares the foundation.</summary>
    /// <param name="cloud">Project, region and what only Google Cloud is told.</param>
    /// <param name="spec">What the platform asks for.</param>
    /// <param name="claimed">What everything waits for.</param>
    /// <param name="secrets">The permanent secrets, by name; each gets its second home in Secret Manager.</param>
    /// <param name="databasePassword">The password of the Postgres user.</param>
    /// <param name="options">The parent.</param>
    public GcpCloud(
        CloudConfig.Gcp cloud,
        FoundationSpec spec,
        ClaimedStack claimed,
        ImmutableSortedDictionary<string, Output<string>> secrets,
        Output<string> databasePassword,
        ComponentResourceOptions? options = null
    )
        : base("infra:gcp:Cloud", "gcp", options)
    {
        _scope = new GcpScope(cloud, spec, this, GcpScope.ProviderOf(cloud, spec, "gcp", claimed.Then(cloud.Project), this));

        var services = new ProjectServices(_scope);
        var keys = new PlatformKeys(_scope, services, new ServiceAgents(_scope, services));
        var network = cloud.Network is { } existing ? PrivateNetwork.Of(existing) : new GcpNetwork(_scope, services).Access;
        var ingress = new IngressAddress(_scope, services);
        var cluster = new GkeCluster(_scope, services, network, keys.Cluster, ingress);
        var fence = new DatabaseFence(_scope, services, network, cluster);
        var postgres = new CloudSqlPostgres(_scope, services, network, keys.Database, databasePassword);
        var escrow = new GcsEscrow(_scope, services, keys.Registry, cluster);
        (_services, _network, _fence, _postgres, _keys, _escrow) = (services, network, fence, postgres, keys, escrow);

        Foundation = new()
        {
            Kubernetes = cluster.Access,
            Postgres = new()
            {
                Host = spec.Names.DatabaseAlias,
                Address = postgres.Instance.PrivateIpAddress,
                User = CloudSqlPostgres.AdminUser,
                Instance = postgres.Instance.Name,
                Lineage = postgres.Births.Lineage,
                Birth = postgres.Births.Birth,
                BornFrom = postgres.Births.BornFrom,
                IsBornEmpty = postgres.Births.IsBornEmpty,
                Ready = [postgres.User, fence.Allow],
            },
            Registry = new GcsRegistry(_scope, services, keys.Registry, cluster).Storage,
            Escrow = escrow.Storage,
            TaskLogs = spec.TaskLogs is { } logs ? new GcsTaskLogs(_scope, services, keys.Registry, cluster, logs).Storage : null,
            Ingress = ingress.Access,
            Network = new(network.Id, network.Subnetwork.Apply(id => ImmutableArray.Create(id))),
            SecretReferences = new SecretManagerHomes(_scope, services, secrets).References,
        };
        RegisterOutputs();
    }

    /// <summary>What the platform gets.</summary>
    public CloudFoundation Foundation { get; }

    /// <summary>Leads the database's name to the active generation.</summary>
    /// <param name="before">What has to stand first, because from then on whoever knows the name reaches that database.</param>
    public Resource LeadToDatabase(params Resource[] before) =>
        new DatabaseAlias(_scope, _services, _network, _postgres, _fence, before).Record;

    /// <summary>Leads the public names to the platform, where a public zone was named.</summary>
    /// <param name="baseDomain">The platform's domain.</param>
    /// <param name="after">What must stand first: the platform, and what proves it.</param>
    public void Publish(string baseDomain, Resource after)
    {
        if (_scope.Spec.PublicZone is { } zone)
        {
            new PublicRecords(_scope, zone, baseDomain, Foundation.Ingress, after);
        }
    }

    /// <summary>Has the cloud itself tell when a recovery gets harder: of a durable stack, where somebody is told.</summary>
    /// <param name="receivers">Who is told.</param>
    public void Watch(AlertReceivers receivers)
    {
        if (_scope.Spec.Lifetime.IsDurable && receivers.Any)
        {
            new Alarms(_scope, receivers, _postgres, _keys, Foundation.Registry.Bucket, _escrow.Bucket);
        }
    }
}
