using System.Collections.Immutable;
using Infra.Configuration;
using Infra.Foundation;
using Pulumi;

namespace Infra.Gcp;

/// <summary>The network that the foundation stands in, whoever made it.</summary>
internal sealed record PrivateNetwork
{
    /// <summary>The network's id.</summary>
    public required Output<string> Id { get; init; }

    /// <summary>The id of the nodes' subnetwork.</summary>
    public required Output<string> Subnetwork { get; init; }

    /// <summary>Names of the secondary ranges of pods: of odd and of even cluster generations.</summary>
    public required ImmutableArray<string> PodRanges { get; init; }

    /// <summary>Names of the secondary ranges of services: of odd and of even cluster generations.</summary>
    public required ImmutableArray<string> ServiceRanges { get; init; }

    /// <summary>Name of the range that databases get their addresses from.</summary>
    public required Output<string> DatabaseRangeName { get; init; }

    /// <summary>That range.</summary>
    public required IpRange DatabaseRange { get; init; }

    /// <summary>The project that keeps the network's firewall.</summary>
    public required string Project { get; init; }

    /// <summary>Whether others use the network and its database range too.</summary>
    public required bool IsShared { get; init; }

    /// <summary>What must stand before a database can get an address.</summary>
    public required ImmutableArray<Resource> PrivateServices { get; init; }

    /// <summary>The way out, without which a node can not pull an image.</summary>
    public required ImmutableArray<Resource> Egress { get; init; }

    /// <summary>A network that somebody else keeps.</summary>
    public static PrivateNetwork Of(ExistingNetwork existing)
    {
        return new()
        {
            Id = Output.Create(existing.Id),
            Subnetwork = Output.Create(existing.Subnetwork),
            PodRanges = existing.PodRanges,
            ServiceRanges = existing.ServiceRanges,
            DatabaseRangeName = Output.Create(existing.DatabaseRangeName),
            DatabaseRange = existing.DatabaseRange,
            Project = existing.Project,
            IsShared = true,
            PrivateServices = [],
            Egress = [],
        };
    }

    /// <summary>The secondary range of a cluster generation's pods.</summary>
    public string PodRange(int generation) => PodRanges[(generation - 1) % 2];

    /// <summary>The secondary range of a cluster generation's services.</summary>
    public string ServiceRange(int generation) => ServiceRanges[(generation - 1) % 2];
}
