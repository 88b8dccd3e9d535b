using System.Text.Json;
using Infra.Foundation;

namespace Infra.Configuration.Kinds;

/// <summary>A range of IPv4 addresses in CIDR notation with no host bits set; never everybody.</summary>
/// <param name="shortest">The shortest prefix, that is the largest range.</param>
/// <param name="longest">The longest prefix, that is the smallest range.</param>
internal sealed class Cidr(int shortest, int longest) : ValueKind<IpRange>
{
    /// <inheritdoc/>
    public override string Type => "string";

    /// <inheritdoc/>
    public override string Words => $"a range of IPv4 addresses from /{shortest} to /{longest} with no host bits set";

    /// <inheritdoc/>
    public override IpRange StandIn => default;

    /// <inheritdoc/>
    public override bool TryRead(JsonElement value, out IpRange read) =>
        IpRange.TryParse(Plain(value), out read) && read.PrefixLength >= shortest && read.PrefixLength <= longest;

    /// <inheritdoc/>
    public override string Write(IpRange value) => value.ToString();
}
