using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;

namespace Infra.Gcp;

/// <summary>The foundation on Google Cloud.</summary>
public sealed class GcpCloud : ComponentResource
{
    /// <summary>Declares the foundation.</summary>
    /// <param name="cloud">Project and region.</param>
    /// <param name="spec">What the platform asks for.</param>
    /// <param name="secrets">The permanent secrets, by name; each gets its second home in Secret Manager.</param>
    /// <param name="databasePassword">The password of the Postgres user.</param>
    /// <param name="options">The parent.</param>
    public GcpCloud(
        CloudConfig.Gcp cloud, FoundationSpec spec, ImmutableSortedDictionary<string, Output<string>> secrets, Output<string> databasePassword,
        ComponentResourceOptions? options = null)
        : base("infra:gcp:Cloud", "gcp", options)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentNullException.ThrowIfNull(spec);
        // An explicit provider: refresh and destroy are held to this project too, not only the program.
        var provider = new Pulumi.Gcp.Provider("gcp", new()
        {
            Project = cloud.Project,
            Region = cloud.Region,
            DefaultLabels = { ["infra-prefix"] = spec.Names.Prefix, ["infra-lifetime"] = spec.Lifetime.Name, ["infra-owner"] = spec.Owner },
        }, new() { Parent = this });
        var scope = new GcpScope(cloud, spec, this, provider);

        var services = new ProjectServices(scope);
        var network = new GcpNetwork(scope, services);
        var cluster = new GkeCluster(scope, network);
        var fence = new DatabaseFence(scope, network, cluster);
        Postgres = new CloudSqlPostgres(scope, network, databasePassword);
        var alias = new DatabaseAlias(scope, network, Postgres);
        var registry = new GcsRegistry(scope, cluster);
        var homes = new SecretManagerHomes(scope, services, secrets);

        Foundation = new()
        {
            Kubernetes = cluster.Access,
            Postgres = Postgres.Access(alias.Host, [alias.Record, fence.Allow]),
            Registry = registry.Storage,
            Ingress = new IngressAddress(scope).Access,
            Network = new(network.Network.Id, network.Subnetwork.Id.Apply(id => ImmutableArray.Create(id))),
            SecretReferences = homes.References,
        };
        RegisterOutputs();
    }

    /// <summary>What the platform gets.</summary>
    public CloudFoundation Foundation { get; }

    /// <summary>The database.</summary>
    public CloudSqlPostgres Postgres { get; }
}
