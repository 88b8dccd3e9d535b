using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Configuration.Offers;

/// <summary>
/// Machine types of EC2, <c>SERIES GENERATION ATTRIBUTES.SIZE</c>, as of 2026-11:
/// https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
/// </summary>
internal static partial class Ec2MachineType
{
    private const string Example = "m6i.2xlarge";

    // The newest generation of each series, and GiB of memory for each processor.
    private static readonly FrozenDictionary<string, (int Newest, double Memory)> Series = new Dictionary<string, (int, double)>
    {
        ["a"] = (1, 2),
        ["c"] = (8, 2),
        ["d"] = (3, 8),
        ["f"] = (2, 15),
        ["g"] = (6, 4),
        ["h"] = (1, 4),
        ["hpc"] = (8, 4),
        ["i"] = (8, 8),
        ["im"] = (4, 4),
        ["inf"] = (2, 4),
        ["is"] = (4, 6),
        ["m"] = (8, 4),
        ["p"] = (6, 8),
        ["r"] = (8, 8),
        ["t"] = (4, 4),
        ["trn"] = (2, 4),
        ["vt"] = (1, 2),
        ["x"] = (8, 16),
        ["z"] = (1, 8),
    }.ToFrozenDictionary();

    /// <summary>Holds a machine type against the table.</summary>
    /// <param name="name">The name, for example <c>m6i.2xlarge</c>.</param>
    /// <param name="least">The least that a node must have.</param>
    /// <returns>Null where it is known and large enough.</returns>
    public static OfferDoubt? Doubt(string name, NodeSize least)
    {
        if (name.StartsWith("db.", StringComparison.Ordinal))
        {
            return new($"'{name}' is a class of RDS, and no machine type of EC2", $"Write for example {Example}");
        }
        if (Form().Match(name) is not { Success: true } match)
        {
            return name.Contains('.', StringComparison.Ordinal)
                ? new($"'{name}' is no machine type of EC2", $"Write its family and its size, for example {Example}")
                : new($"'{name}' is no machine type of EC2; it reads like one of Google Cloud", $"Write for example {Example}");
        }
        var (series, attributes) = (match.Groups["series"].Value, match.Groups["attributes"].Value);
        if (!Series.TryGetValue(series, out var known))
        {
            return new($"'{name}' is no machine type of EC2: it has no series {series}", $"Write for example {Example}");
        }
        // A g among the attributes is Graviton; the first generation of the series a was it, too.
        if (attributes.Contains('g', StringComparison.Ordinal) || series == "a")
        {
            return new($"'{name}' has processors of ARM, and the platform's images are for amd64", $"Write for example {Example}");
        }
        if (int.Parse(match.Groups["generation"].ValueSpan, CultureInfo.InvariantCulture) > known.Newest)
        {
            return new(
                $"{series}{match.Groups["generation"].Value} was no generation of EC2's machine types in 2026-11",
                $"If it is newer than that, and not of ARM, this is no fault; else write for example {Example}",
                MayBeNewer: true
            );
        }
        return Processors(match.Groups["size"].Value) is { } processors
            ? least.Doubt(name, processors, processors * known.Memory, Example)
            : null;
    }

    // Null: the whole machine.
    private static double? Processors(string size) =>
        size switch
        {
            "nano" => 0.25,
            "micro" => 0.5,
            "small" => 1,
            "medium" => 1,
            "large" => 2,
            "xlarge" => 4,
            _ when size.StartsWith("metal", StringComparison.Ordinal) => null,
            _ => 4 * int.Parse(size[..^"xlarge".Length], CultureInfo.InvariantCulture),
        };

    [GeneratedRegex(
        @"^(?<series>[a-z]+)(?<generation>\d+)(?<attributes>[a-z0-9]*(-flex)?)\."
            + @"(?<size>nano|micro|small|medium|large|metal(-\d+xl)?|([2-9]|[1-9]\d|1\d\d|2\d\d)?xlarge)$"
    )]
    private static partial Regex Form();
}
