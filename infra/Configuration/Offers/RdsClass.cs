using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Configuration.Offers;

/// <summary>
/// Classes of RDS that run Postgres, as of 2026-11:
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
/// </summary>
internal static partial class RdsClass
{
    private const string Example = "db.m6g.xlarge";

    private static readonly FrozenSet<string> Families = FrozenSet.ToFrozenSet([
        "c6gd",
        "m5",
        "m5d",
        "m6g",
        "m6gd",
        "m6i",
        "m6id",
        "m7g",
        "m7i",
        "m8g",
        "m8gd",
        "r5",
        "r5b",
        "r5d",
        "r6g",
        "r6gd",
        "r6i",
        "r6id",
        "r7g",
        "r7i",
        "r8g",
        "r8gd",
        "t3",
        "t4g",
        "x2g",
        "x2idn",
        "x2iedn",
    ]);

    // The newest generation of each series of them; what is older and not among them runs no version of Postgres that the chart supports.
    private static readonly ImmutableDictionary<string, int> Newest = Families
        .Select(family => Form().Match($"db.{family}.large"))
        .GroupBy(match => match.Groups["series"].Value)
        .ToImmutableDictionary(series => series.Key, series => series.Max(Generation));

    /// <summary>Holds a class against the table.</summary>
    /// <param name="name">The name, for example <c>db.m6g.xlarge</c>.</param>
    /// <returns>Null where it is known.</returns>
    public static OfferDoubt? Doubt(string name)
    {
        if (Form().Match(name) is not { Success: true } match)
        {
            return new($"'{name}' is no class of RDS", $"Write db., its family and its size, for example {Example}");
        }
        if (Families.Contains(match.Groups["family"].Value))
        {
            return null;
        }
        return Newest.TryGetValue(match.Groups["series"].Value, out var newest) && Generation(match) > newest
            ? new(
                $"{match.Groups["family"].Value} was no family of RDS' classes for Postgres in 2026-11",
                "If it is newer than that, this is no fault",
                MayBeNewer: true
            )
            : new($"RDS runs no Postgres on '{name}'", $"Write for example {Example}");
    }

    private static int Generation(Match match) => int.Parse(match.Groups["generation"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^db\.(?<family>(?<series>[a-z])(?<generation>\d+)[a-z]*)\.(micro|small|medium|large|([2-9]|[1-9]\d)?xlarge)$")]
    private static partial Regex Form();
}
