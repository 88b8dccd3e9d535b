using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>
/// How <c>infra:network.range</c> is divided on Google Cloud. The first quarter holds, in sixteenths, the nodes, the services of
/// odd and of even cluster generations, and the databases; the second and third hold the pods of odd and even generations;
/// the last one is free.
/// </summary>
internal sealed record GcpAddressPlan(IpRange Range)
{
    /// <summary>Pods that a node has room for. GKE gives each node twice as many addresses, rounded up: a /24.</summary>
    public const int PodsPerNode = 110;

    private const int NodePrefix = 24;
    private const int Quarter = 2;
    private const int Sixteenth = 4;

    /// <summary>Addresses of nodes and internal load balancers.</summary>
    public IpRange Nodes => Range.Part(Sixteenth, 0);

    /// <summary>Addresses that private services access hands to the databases; a /24 of it for each region and kind.</summary>
    public IpRange Databases => Range.Part(Sixteenth, 3);

    /// <summary>How many nodes a cluster can have at most.</summary>
    public int MostNodes => 1 << (NodePrefix - (Range.PrefixLength + Quarter));

    /// <summary>Addresses of a generation's services.</summary>
    public IpRange Services(int generation) => Range.Part(Sixteenth, generation % 2 == 1 ? 1 : 2);

    /// <summary>Addresses of a generation's pods.</summary>
    public IpRange Pods(int generation) => Range.Part(Quarter, generation % 2 == 1 ? 1 : 2);
}
