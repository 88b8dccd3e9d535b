using Infra.Foundation;
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
        // Nobody is led to a database that does not know the password yet; and when cluster and database come back together, the old
        // platform must be shut out before it is led to the new database.
        Resource[] first = [postgres.User, fence.Allow, .. before];
        Resource[] former =
        [
            .. scope.Spec.Database.FormerNames.Select(names =>
                Lead(
                    names,
                    $"{names.Prefix}-zone",
                    scope.Spec.Names.Permanent($"former-{names.Prefix}"),
                    $"database-alias-{names.Prefix}",
                    first
                )
            ),
        ];
        // The last of them: who waits for it finds the others, too.
        Record = Lead(scope.Spec.Names, "private-zone", scope.Spec.Names.Permanent("internal"), "database-alias", [.. first, .. former]);
        RegisterOutputs();

        RecordSet Lead(PhysicalNames names, string zoneName, string zoneId, string recordName, Resource[] after)
        {
            var zone = new ManagedZone(
                zoneName,
                new()
                {
                    Name = zoneId,
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
            return new(
                recordName,
                new()
                {
                    ManagedZone = zone.Name,
                    Name = $"{names.DatabaseAlias}.",
                    Type = "A",
                    Ttl = TtlSeconds,
                    Rrdatas = { postgres.Instance.PrivateIpAddress },
                },
                new() { Parent = this, DependsOn = after }
            );
        }
    }

    /// <summary>The record; what connects waits for it.</summary>
    public RecordSet Record { get; }
}
