using Infra.Configuration;
using Infra.Simulation;

namespace Infra.Cli.Rehearse;

/// <summary>
/// What a stack file says that others have made: a network, keys, a public DNS zone. A rehearsal's clouds have them from the start.
/// </summary>
internal static class Surroundings
{
    /// <summary>Places it in the clouds.</summary>
    public static void Place(World world, PlatformConfig config)
    {
        var zone = config.Foundation.PublicZone;
        switch (config.Cloud)
        {
            case CloudConfig.Gcp gcp:
                if (gcp.Network is { } network)
                {
                    world.PlaceNetwork(network.Id, network.Subnetwork, network.DatabaseRangeName);
                }
                foreach (var key in new[] { gcp.Key, gcp.RegistryKey }.OfType<string>().Distinct())
                {
                    world.Place("gcp:kms/cryptoKey:CryptoKey", "gcp", key);
                }
                PlaceZone("gcp:dns/managedZone:ManagedZone", "gcp");
                break;
            case CloudConfig.Aws aws:
                if (aws.Network is { } vpc)
                {
                    world.PlaceVpc(
                        aws.Region,
                        vpc.VpcId,
                        [.. aws.Zones.Select((name, place) => (name, vpc.PublicSubnetIds[place], vpc.PrivateSubnetIds[place]))]
                    );
                }
                PlaceZone("aws:route53/zone:Zone", "aws");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(config), config.Cloud, "Say here what others may have made in this cloud.");
        }

        void PlaceZone(string type, string scope)
        {
            if (zone is not null)
            {
                world.Place(type, scope, zone);
            }
        }
    }
}
