using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Infra.Foundation;

/// <summary>A range of IPv4 addresses, from the configuration to the resource that uses it.</summary>
internal readonly record struct IpRange(IPNetwork Network)
{
    /// <summary>
    /// The ranges that are nobody's on the Internet: https://www.rfc-editor.org/rfc/rfc1918 and, for addresses shared with a carrier,
    /// https://www.rfc-editor.org/rfc/rfc6598.
    /// </summary>
    public static ImmutableArray<IpRange> Private { get; } =
    [Parse("10.0.0.0/8"), Parse("172.16.0.0/12"), Parse("192.168.0.0/16"), Parse("100.64.0.0/10")];

    /// <summary>Whether all of it is private.</summary>
    public bool IsPrivate => Private.Any(LiesIn);

    /// <summary>Its first address.</summary>
    public string Address => Network.BaseAddress.ToString();

    /// <summary>The number of bits that all its addresses share.</summary>
    public int PrefixLength => Network.PrefixLength;

    /// <summary>Reads a range in CIDR notation.</summary>
    public static IpRange Parse(string text) => new(IPNetwork.Parse(text));

    /// <summary>
    /// Reads a range in CIDR notation. The framework's parser drops host bits in silence; a range that says something else than it does is
    /// refused here.
    /// </summary>
    public static bool TryParse(string? text, out IpRange range)
    {
        var isRange = IPNetwork.TryParse(text, out var network);
        range = new(network);
        return isRange && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork && network.ToString() == text;
    }

    /// <summary>Whether an address of this range is one of the other's.</summary>
    public bool Overlaps(IpRange other) => LiesIn(other) || other.LiesIn(this);

    /// <summary>Whether every address of this range is one of the other's.</summary>
    public bool LiesIn(IpRange other) => other.PrefixLength <= PrefixLength && other.Network.Contains(Network.BaseAddress);

    /// <summary>One of the equal parts that the range is cut into.</summary>
    /// <param name="bits">How many bits longer the parts' prefix is: 2 cuts into quarters.</param>
    /// <param name="index">Which part, from 0.</param>
    public IpRange Part(int bits, int index)
    {
        var length = PrefixLength + bits;
        var address = BinaryPrimitives.ReadUInt32BigEndian(Network.BaseAddress.GetAddressBytes()) + ((uint)index << (32 - length));
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, address);
        return new(new IPNetwork(new IPAddress(bytes), length));
    }

    /// <summary>The range in CIDR notation.</summary>
    public override string ToString() => Network.ToString();
}
