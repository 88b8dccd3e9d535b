using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Configuration.Offers;

/// <summary>
/// Machine types of Compute Engine, <c>FAMILY-KIND-PROCESSORS</c> or <c>FAMILY-custom-PROCESSORS-MIB</c>, as of 2026-11:
/// https://cloud.google.com/compute/docs/machine-resource
/// </summary>
internal static partial class GceMachineType
{
    private const string Example = "n2-standard-8";

    private static readonly FrozenSet<string> Families = FrozenSet.ToFrozenSet([
        "a2",
        "a3",
        "a4",
        "c2",
        "c2d",
        "c3",
        "c3d",
        "c4",
        "c4d",
        "e2",
        "f1",
        "g1",
        "g2",
        "g4",
        "h3",
        "h4d",
        "m1",
        "m2",
        "m3",
        "m4",
        "n1",
        "n2",
        "n2d",
        "n4",
        "n4d",
        "t2d",
        "x4",
        "z3",
    ]);

    // Processors of ARM; the platform's images are built for amd64.
    private static readonly FrozenSet<string> ArmFamilies = FrozenSet.ToFrozenSet(["a4x", "c4a", "n4a", "t2a"]);

    // GiB of memory for each processor, where nothing else is known of a family.
    private static readonly FrozenDictionary<string, double> Kinds = new Dictionary<string, double>
    {
        ["standard"] = 3.75,
        ["highmem"] = 6.5,
        ["highcpu"] = 0.9,
        ["highgpu"] = 3.75,
        ["megagpu"] = 3.75,
        ["ultragpu"] = 3.75,
        ["edgegpu"] = 3.75,
        ["megamem"] = 14,
        ["ultramem"] = 24,
        ["hypermem"] = 12,
        ["standardlssd"] = 3.75,
        ["highlssd"] = 8,
    }.ToFrozenDictionary();

    /// <summary>Holds a machine type against the table.</summary>
    /// <param name="name">The name, for example <c>n2-standard-8</c>.</param>
    /// <param name="least">The least that a node must have.</param>
    /// <returns>Null where it is known and large enough.</returns>
    public static OfferDoubt? Doubt(string name, NodeSize least)
    {
        if (name.Contains('.', StringComparison.Ordinal))
        {
            return new($"'{name}' is no machine type of Compute Engine; it reads like one of AWS", $"Write for example {Example}");
        }
        if (Form().Match(name) is not { Success: true } match)
        {
            return new(
                $"'{name}' is no machine type of Compute Engine",
                $"Write its family, its kind and its number of processors, for example {Example}"
            );
        }
        var (family, kind) = (match.Groups["family"].Value, match.Groups["kind"].Value);
        if (ArmFamilies.Contains(family))
        {
            return new($"'{name}' has processors of ARM, and the platform's images are for amd64", $"Write for example {Example}");
        }
        if (!Families.Contains(family))
        {
            return new(
                $"{family} was no family of Compute Engine's machine types in 2026-11",
                $"If it is newer than that, and not of ARM, this is no fault; else write for example {Example}",
                MayBeNewer: true
            );
        }
        return kind switch
        {
            "micro" or "small" or "medium" => new(
                $"'{name}' shares its processor with others, and {least.Why}",
                $"Write for example {Example}"
            ),
            "custom" => OfCustom(name, match, least),
            _ when Kinds.TryGetValue(kind, out var memory) => OfKind(name, match, memory, least),
            _ when NearestText.To(kind, Kinds.Keys) is { } near => new(
                $"{family} has no machine types of the kind '{kind}'",
                $"Did you mean {family}-{near}{match.Groups["size"].Value}?"
            ),
            _ => new(
                $"'{kind}' was no kind of Compute Engine's machine types in 2026-11",
                $"If it is newer than that, this is no fault; else write for example {Example}",
                MayBeNewer: true
            ),
        };
    }

    private static OfferDoubt? OfKind(string name, Match match, double memory, NodeSize least) =>
        Number(match.Groups["processors"]) is not { } processors
            ? new($"'{name}' does not say how many processors it has", $"Write for example {Example}")
            : least.Doubt(name, processors, processors * memory, Example);

    private static OfferDoubt? OfCustom(string name, Match match, NodeSize least)
    {
        if (Number(match.Groups["processors"]) is not { } processors || Number(match.Groups["memory"]) is not { } memory)
        {
            return new(
                $"'{name}' does not say how many processors and how many MiB of memory it has",
                "Write for example n2-custom-8-32768"
            );
        }
        return processors % 2 != 0 || memory % 256 != 0
            ? new(
                $"'{name}' has {processors} processors and {memory} MiB; a custom type has an even number of processors, and memory in "
                    + "steps of 256 MiB",
                "Write for example n2-custom-8-32768"
            )
            : least.Doubt(name, processors, memory / 1024d, Example);
    }

    private static int? Number(Group group) =>
        group.Success && int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(
        @"^(?<family>[a-z]\d+[a-z]*)-(?<kind>[a-z]+)(?<size>(-(?<processors>\d+)g?)?(-(?<memory>\d+))?(-(ext|metal|lssd|nolssd))*)$"
    )]
    private static partial Regex Form();
}
