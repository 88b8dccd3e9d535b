using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Configuration.Kinds;
using Infra.Foundation;

namespace Infra.Configuration;

/// <summary><c>infra:gcp.network</c>.</summary>
internal static partial class GcpNetworkSection
{
    public static KeyGroup Keys { get; } =
        new(
            "infra:gcp.network",
            "A network that somebody else keeps; absent, the stack makes one. It has a way out (Cloud NAT) and private services access."
        );

    private static readonly Key<string> Id = Keys.Required(
        "id",
        new Text("a network's resource name", NetworkForm()),
        "projects/my-project/global/networks/shared",
        "The network; of this project, or of another one that shares it.",
        LaterChange.Refused("another value is another stack")
    );

    private static readonly Key<string> Subnetwork = Keys.Required(
        "subnetwork",
        new Text("a subnetwork's resource name", SubnetworkForm()),
        "projects/my-project/regions/europe-west1/subnetworks/nodes",
        "The nodes' subnetwork, with private Google access.",
        LaterChange.Refused("another value is another stack")
    );

    private static readonly Key<ImmutableArray<string>> PodRanges = Keys.Required(
        "podRanges",
        Names(),
        "[pods-odd, pods-even]",
        "Two secondary ranges of the subnetwork for pods: of odd and of even cluster generations, which never share one.",
        LaterChange.Refused("another value is another stack")
    );

    private static readonly Key<ImmutableArray<string>> ServiceRanges = Keys.Required(
        "serviceRanges",
        Names(),
        "[services-odd, services-even]",
        "Two secondary ranges of the subnetwork for services, likewise.",
        LaterChange.Refused("another value is another stack")
    );

    private static readonly Key<string> DatabaseRangeName = Keys.Required(
        "databaseRangeName",
        new Text("the name of an allocated range"),
        "databases",
        "The range that is allocated to private services access; databases get their addresses from it.",
        LaterChange.Refused("another value is another stack")
    );

    private static readonly Key<IpRange> DatabaseRange = Keys.Required(
        "databaseRange",
        new Cidr(8, 24),
        "10.64.0.0/20",
        "That range's addresses. The nodes of a cluster generation that is not the active one are shut out of it.",
        LaterChange.Refused("another value is another stack")
    );

    public static ExistingNetwork Read(ConfigurationSection network, string region)
    {
        var existing = new ExistingNetwork
        {
            Id = network.Read(Id),
            Subnetwork = network.Read(Subnetwork),
            PodRanges = network.Read(PodRanges),
            ServiceRanges = network.Read(ServiceRanges),
            DatabaseRangeName = network.Read(DatabaseRangeName),
            DatabaseRange = network.Read(DatabaseRange),
        };
        RequireTwo(network, PodRanges, existing.PodRanges);
        RequireTwo(network, ServiceRanges, existing.ServiceRanges);
        if (network.AreSound(Subnetwork) && existing.Subnetwork.Split('/') is [_, var project, _, var place, ..])
        {
            if (place != region)
            {
                network.Fault(Subnetwork, $"it is in {place}, and the nodes are in {region}", $"Name a subnetwork of {region}");
            }
            if (network.AreSound(Id) && project != existing.Project)
            {
                network.Fault(
                    Subnetwork,
                    $"it is of the project {project}, and the network is of {existing.Project}",
                    "Name a subnetwork of the network"
                );
            }
        }
        if (network.AreSound(PodRanges, ServiceRanges) && existing.PodRanges.Intersect(existing.ServiceRanges).FirstOrDefault() is { } both)
        {
            network.Fault(ServiceRanges, $"{both} is among the ranges for pods, too", "Write four different ranges");
        }
        return existing;
    }

    private static void RequireTwo(ConfigurationSection network, Key<ImmutableArray<string>> key, ImmutableArray<string> names)
    {
        if (names.Distinct().Count() != 2 && network.AreSound(key))
        {
            network.Fault(key, $"[{string.Join(", ", names)}] does not name two ranges", $"Write two, for example {key.Example}");
        }
    }

    private static ListOf<string> Names() => new("a list of names of secondary ranges", new Text("a name"));

    [GeneratedRegex("^projects/[^/]+/global/networks/[^/]+$")]
    private static partial Regex NetworkForm();

    [GeneratedRegex("^projects/[^/]+/regions/[^/]+/subnetworks/[^/]+$")]
    private static partial Regex SubnetworkForm();
}
