using System.Buffers.Binary;
using System.Net;

namespace Infra.Configuration;

/// <summary>
/// How <c>infra:network.range</c> is divided on Google Cloud. The first quarter holds, in sixteenths, the nodes, the services of
/// odd and of even cluster generations, and the databases; the second and third hold the pods of odd and even generations;
/// the last one is free.
/// </summary>
/// <param name="Range">The range, in CIDR notation.</param>
internal sealed record GcpAddressPlan(string Range)
{
    /// <summary>Pods that a node has room for. GKE gives each node twice as many addresses, rounded up: a /24.</summary>
    public const int PodsPerNode = 110;

    private const int NodePrefix = 24;
    private const int Quarter = 2;
    private const int Sixteenth = 4;

    private readonly IPNetwork _whole = IPNetwork.Parse(Range);

    /// <summary>Addresses of nodes and internal load balancers.</summary>
    public string Nodes => Part(Sixteenth, 0);

    /// <summary>Addresses that private services access hands to the databases; a /24 of it for each region and kind.</summary>
    public string Databases => Part(Sixteenth, 3);

    /// <summary>How many nodes a cluster can have at most.</summary>
    public int MostNodes => 1 << (NodePrefix - (_whole.PrefixLength + Quarter));

    /// <summary>Addresses of a generation's services.</summary>
    public string Services(int generation) => Part(Sixteenth, generation % 2 == 1 ? 1u : 2u);

    /// <summary>Addresses of a generation's pods.</summary>
    public string Pods(int generation) => Part(Quarter, generation % 2 == 1 ? 1u : 2u);

    private string Part(int bits, uint index)
    {
        var prefix = _whole.PrefixLength + bits;
        var first = BinaryPrimitives.ReadUInt32BigEndian(_whole.BaseAddress.GetAddressBytes()) + (index << (32 - prefix));
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, first);
        return $"{new IPAddress(bytes)}/{prefix}";
    }
}
