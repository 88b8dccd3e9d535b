using System.Collections.Immutable;
using Infra.Foundation;

namespace Infra.Configuration;

internal abstract partial record CloudConfig
{
    /// <summary>Google Cloud.</summary>
    /// <param name="Project">The project's id.</param>
    /// <param name="Region">The region, for example <c>europe-west1</c>.</param>
    public sealed record Gcp(string Project, string Region) : CloudConfig(Region)
    {
        /// <inheritdoc/>
        public override string Name => "gcp";

        /// <inheritdoc/>
        public override string SecretManager => "Secret Manager";

        /// <inheritdoc/>
        public override ImmutableSortedDictionary<string, string> Place(PhysicalNames names)
        {
            // By its name, whoever makes it: a stack whose first up meets the key of an earlier one names that key, and goes on.
            var key = Key ?? OwnKey(names, Region, "platform");
            var registryKey = Registry.KeyLocation == Region ? key : OwnKey(names, Registry.KeyLocation, "registry");
            return ImmutableSortedDictionary<string, string>
                .Empty.Add("gcp:project", Project)
                .Add("gcp:region", Region)
                .Add("infra:gcp.key", key)
                .Add("infra:gcp.registryKey", RegistryKey ?? registryKey)
                .Add("infra:gcp.registryRegions", Registry.Regions.IsEmpty ? NoneNamed : string.Join(", ", Registry.Regions))
                .Add("infra:gcp.network", Network?.Id ?? OwnNetwork)
                .AddRange(Network?.Parts ?? ImmutableSortedDictionary<string, string>.Empty);
        }

        /// <summary>The resource name of a key that the stack makes; Google never deletes it, so a later stack may name it.</summary>
        /// <param name="names">The stack's names.</param>
        /// <param name="location">Where it is.</param>
        /// <param name="key">The key's own name.</param>
        public string OwnKey(PhysicalNames names, string location, string key) =>
            $"projects/{Project}/locations/{location}/keyRings/{names.Permanent("keys")}/cryptoKeys/{key}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Gcp, T> gcp, Func<Aws, T> aws) => gcp(this);

        /// <summary>Cloud SQL's edition. Default Enterprise.</summary>
        public required CloudSqlEdition DatabaseEdition { get; init; }

        /// <summary>
        /// Region or multi-region of the database's backups; null: the region of the copies, else the multi-region nearest to the instance.
        /// </summary>
        public required string? BackupLocation { get; init; }

        /// <summary>Where the registry's bucket stands. Default the region.</summary>
        public required GcsLocation Registry { get; init; }

        /// <summary>E-mail addresses of the accounts that may read in the cluster what the program declares there. Default none.</summary>
        public required ImmutableArray<string> Viewers { get; init; }

        /// <summary>An existing key of the region, by its resource name; null: the stack makes a key ring and a key.</summary>
        public required string? Key { get; init; }

        /// <summary>An existing key of the registry's location; null: the region's key, or one that the stack makes there.</summary>
        public required string? RegistryKey { get; init; }

        /// <summary>A network that somebody else keeps; null: the stack makes one.</summary>
        public required ExistingNetwork? Network { get; init; }
    }
}

/// <summary>
/// A network that exists already, its own project's or a shared one. It has a way out (Cloud NAT) and private services access.
/// </summary>
internal sealed record ExistingNetwork
{
    /// <summary><c>projects/PROJECT/global/networks/NAME</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>projects/PROJECT/regions/REGION/subnetworks/NAME</c>; with private Google access.</summary>
    public required string Subnetwork { get; init; }

    /// <summary>Names of two secondary ranges for pods: of odd and of even cluster generations.</summary>
    public required ImmutableArray<string> PodRanges { get; init; }

    /// <summary>Names of two secondary ranges for services: of odd and of even cluster generations.</summary>
    public required ImmutableArray<string> ServiceRanges { get; init; }

    /// <summary>Name of the range that is allocated to private services access.</summary>
    public required string DatabaseRangeName { get; init; }

    /// <summary>That range; the fence closes it for the nodes.</summary>
    public required IpRange DatabaseRange { get; init; }

    /// <summary>What else of it places and addresses clusters and databases, by the keys that say it.</summary>
    public ImmutableSortedDictionary<string, string> Parts =>
        ImmutableSortedDictionary<string, string>
            .Empty.Add("infra:gcp.network.databaseRange", DatabaseRange.ToString())
            .Add("infra:gcp.network.databaseRangeName", DatabaseRangeName)
            .Add("infra:gcp.network.podRanges", string.Join(", ", PodRanges))
            .Add("infra:gcp.network.serviceRanges", string.Join(", ", ServiceRanges))
            .Add("infra:gcp.network.subnetwork", Subnetwork);

    /// <summary>The project that keeps the network, and its firewall.</summary>
    public string Project => Id.Split('/')[1];
}
