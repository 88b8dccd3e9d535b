using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Infra.Simulation;

/// <summary>Made-up identifiers that follow from what they identify.</summary>
internal static class Fingerprint
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A UUID out of a fingerprint.</summary>
    public static string Uuid(string hash) => $"{hash[..8]}-{hash[8..12]}-4{hash[13..16]}-a{hash[17..20]}-{hash[20..32]}";

    /// <summary>A private or public IPv4 address out of a fingerprint.</summary>
    public static string Address(string hash, int network) => $"{network}.{Octet(hash[..2])}.{Octet(hash[2..4])}.{Octet(hash[4..6])}";

    /// <summary>A number of the given count of digits.</summary>
    public static string Digits(string hash, int count) =>
        (ulong.Parse(hash[..15], NumberStyles.HexNumber, CultureInfo.InvariantCulture) + 100_000_000_000_000_000_000M)
            .ToString(CultureInfo.InvariantCulture)[^count..]
            .TrimStart('0')
            .PadLeft(count, '7');

    private static int Octet(string hex) => 1 + int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 254;
}
