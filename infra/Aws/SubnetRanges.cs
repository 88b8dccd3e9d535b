using System.Buffers.Binary;
using System.Net;

namespace Infra.Aws;

/// <summary>
/// How the network's range is cut: a quarter for each zone's nodes and databases, and small ones out of the first quarter
/// for what faces the Internet. The rest of that quarter stays free.
/// </summary>
internal static class SubnetRanges
{
    private const int QuarterBits = 2;
    private const int PublicBits = 8;

    /// <summary>The range of a zone's private subnet, for example 10.0.64.0/18 out of 10.0.0.0/16.</summary>
    /// <param name="range">The network's range.</param>
    /// <param name="zone">0, 1 or 2.</param>
    public static string Private(string range, int zone) => Part(range, QuarterBits, zone + 1);

    /// <summary>The range of a zone's public subnet, for example 10.0.0.0/24 out of 10.0.0.0/16.</summary>
    /// <param name="range">The network's range.</param>
    /// <param name="zone">0, 1 or 2.</param>
    public static string Public(string range, int zone) => Part(range, PublicBits, zone);

    private static string Part(string range, int bits, int index)
    {
        var whole = IPNetwork.Parse(range);
        var length = whole.PrefixLength + bits;
        var first = BinaryPrimitives.ReadUInt32BigEndian(whole.BaseAddress.GetAddressBytes());
        var address = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(address, first + ((uint)index << (32 - length)));
        return new IPNetwork(new IPAddress(address), length).ToString();
    }
}
