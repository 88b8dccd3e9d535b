using System.Net;
using System.Text.Json;

namespace Infra.Configuration.Kinds;

/// <summary>A range of IPv4 addresses in CIDR notation with no host bits set; never everybody.</summary>
/// <param name="shortest">The shortest prefix, that is the largest range.</param>
/// <param name="longest">The longest prefix, that is the smallest range.</param>
internal sealed class Cidr(int shortest, int longest) : ValueKind<IPNetwork>
{
    /// <inheritdoc/>
    public override string Type => "string";

    /// <inheritdoc/>
    public override string Words => $"a range of IPv4 addresses from /{shortest} to /{longest} with no host bits set";

    /// <inheritdoc/>
    public override IPNetwork StandIn => default;

    // The parser takes and drops host bits; a range that says something else than it does is refused.
    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out IPNetwork read) =>
        IPNetwork.TryParse(Plain(value), out read)
        && read.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
        && read.ToString() == Plain(value)
        && read.PrefixLength >= shortest && read.PrefixLength <= longest;

    /// <inheritdoc/>
    public override string Write(IPNetwork value) => value.ToString();
}
