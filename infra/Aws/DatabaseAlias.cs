using Infra.Foundation;
using Pulumi;
using Pulumi.Aws.Route53;
using Pulumi.Aws.Route53.Inputs;

namespace Infra.Aws;

/// <summary>The DNS name by which everything reaches the active database. The name is permanent; a restore flips the target last.</summary>
internal sealed class DatabaseAlias : ComponentResource
{
    private const int TtlSeconds = 60;

    /// <summary>Declares the private zone and the record.</summary>
    public DatabaseAlias(AwsScope scope, AwsNetwork network, RdsPostgres postgres, DatabaseFence fence, params Resource[] before)
        : base("infra:aws:DatabaseAlias", "database-alias", scope.Component)
    {
        // When cluster and database come back together, the old platform must be shut out before it is led to the new database.
        Resource[] first = [fence.Allow, .. before];
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
        Record = Lead(scope.Spec.Names, "private-zone", scope.Spec.Names.PrivateZone, "database-alias", [.. first, .. former]);
        RegisterOutputs();

        Record Lead(PhysicalNames names, string zoneName, string tag, string recordName, Resource[] after)
        {
            var zone = new Zone(
                zoneName,
                new()
                {
                    Name = names.PrivateZone,
                    Comment = "Names inside the platform's network",
                    // Not its own name: another stack has a zone of that name, and is found by it.
                    Tags = { ["Name"] = tag },
                    Vpcs = { new ZoneVpcArgs { VpcId = network.VpcId } },
                },
                scope.Permanent(this)
            );
            return new(
                recordName,
                new()
                {
                    ZoneId = zone.ZoneId,
                    Name = names.DatabaseAlias,
                    Type = "CNAME",
                    Ttl = TtlSeconds,
                    Records = { postgres.Instance.Address },
                },
                new() { Parent = this, DependsOn = after }
            );
        }
    }

    /// <summary>The record; what connects waits for it.</summary>
    public Record Record { get; }
}
