using Infra.Foundation;

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
    public static IpRange Private(IpRange range, int zone) => range.Part(QuarterBits, zone + 1);

    /// <summary>The range of a zone's public subnet, for example 10.0.0.0/24 out of 10.0.0.0/16.</summary>
    /// <param name="range">The network's range.</param>
    /// <param name="zone">0, 1 or 2.</param>
    public static IpRange Public(IpRange range, int zone) => range.Part(PublicBits, zone);
}
