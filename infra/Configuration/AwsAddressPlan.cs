using Infra.Foundation;

namespace Infra.Configuration;

/// <summary>
/// How <c>infra:network.range</c> is divided on AWS: a quarter for each zone's nodes and databases, and small ones out of the first quarter
/// for what faces the Internet. The rest of that quarter stays free.
/// </summary>
internal sealed record AwsAddressPlan(IpRange Range)
{
    private const int QuarterBits = 2;
    private const int PublicBits = 8;
    private const int Zones = 3;

    // AWS keeps five addresses of each subnet: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
    private const int Kept = 5;

    // The network plugin gives a node the addresses of one interface and of one more in reserve, 15 each on the sizes from xlarge on:
    // https://docs.aws.amazon.com/eks/latest/best-practices/vpc-cni.html
    private const int AddressesOfNode = 30;

    /// <summary>How many nodes have addresses for themselves and their pods.</summary>
    public int MostNodes => Zones * ((1 << (32 - (Range.PrefixLength + QuarterBits))) - Kept) / AddressesOfNode;

    /// <summary>The range of a zone's private subnet, for example 10.0.64.0/18 out of 10.0.0.0/16.</summary>
    /// <param name="zone">0, 1 or 2.</param>
    public IpRange Private(int zone) => Range.Part(QuarterBits, zone + 1);

    /// <summary>The range of a zone's public subnet, for example 10.0.0.0/24 out of 10.0.0.0/16.</summary>
    /// <param name="zone">0, 1 or 2.</param>
    public IpRange Public(int zone) => Range.Part(PublicBits, zone);
}
