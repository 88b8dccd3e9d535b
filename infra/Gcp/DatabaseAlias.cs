using Pulumi;
using Pulumi.Gcp.Dns;
using Pulumi.Gcp.Dns.Inputs;

namespace Infra.Gcp;

/// <summary>
/// The DNS name by which everything reaches the active database. The name is permanent; a restore flips the address last.
/// </summary>
internal sealed class DatabaseAlias : ComponentResource
{
    private const int TtlSeconds = 60;

    /// <summary>Declares the private zone and the record.</summary>
    public DatabaseAlias(
        GcpScope scope,
        ProjectServices services,
        PrivateNetwork network,
        CloudSqlPostgres postgres,
        DatabaseFence fence,
        params Resource[] before
    )
        : base("infra:gcp:DatabaseAlias", "database-alias", scope.Component)
    {
        var names = scope.Spec.Names;
        var zone = new ManagedZone(
            "private-zone",
            new()
            {
                Name = names.Permanent("internal"),
                DnsName = $"{names.PrivateZone}.",
                Description = "Names inside the platform's network",
                Visibility = "private",
                PrivateVisibilityConfig = new ManagedZonePrivateVisibilityConfigArgs
                {
                    Networks = { new ManagedZonePrivateVisibilityConfigNetworkArgs { NetworkUrl = network.Id } },
                },
            },
            scope.Permanent(this, services.Dns)
        );
        Record = new RecordSet(
            "database-alias",
            new()
            {
                ManagedZone = zone.Name,
                Name = $"{names.DatabaseAlias}.",
                Type = "A",
                Ttl = TtlSeconds,
                Rrdatas = { postgres.Instance.PrivateIpAddress },
                // Nobody is led to a database that does not know the password yet; and when cluster and database come back together, the
                // old platform must be shut out before it is led to the new database.
            },
            new() { Parent = this, DependsOn = (Resource[])[postgres.User, fence.Allow, .. before] }
        );
        RegisterOutputs();
    }

    /// <summary>The record; what connects waits for it.</summary>
    public RecordSet Record { get; }
}
