using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli;

/// <summary>
/// A plain value of a stack file as the engine takes it: <c>1.30</c> is the number 1.3, <c>010</c> is 8, <c>yes</c> is a text,
/// and an instant without quotes is written out anew. A test asks the engine itself.
/// </summary>
internal static partial class StackScalar
{
    public static JsonNode? Read(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain || scalar.Tag == new TagName("tag:yaml.org,2002:str"))
        {
            return text;
        }
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => Number(text) ?? Instant(text) ?? text,
        };
    }

    private static JsonNode? Number(string text)
    {
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (Integer().Match(plain) is { Success: true } match)
        {
            var digits = match.Groups["digits"].Value;
            var radix = match.Groups["prefix"].Value switch
            {
                "0x" => 16,
                "0b" => 2,
                "0o" or "0" => 8,
                _ => 10,
            };
            var number = digits.Aggregate(0m, (sum, digit) =>
                sum > long.MaxValue ? sum : (sum * radix) + Convert.ToInt32(digit.ToString(), 16)
            );
            return number > long.MaxValue ? (double)number : (long)(plain[0] == '-' ? -number : number);
        }
        return Float().IsMatch(plain) && double.TryParse(plain, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? real
            : null;
    }

    // The engine hands a timestamp on in Go's own words.
    private static JsonNode? Instant(string text)
    {
        if (
            !Timestamp().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        )
        {
            return null;
        }
        var offset = time.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
        return time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
            + $" {offset} {(time.Offset == TimeSpan.Zero ? "UTC" : offset)}";
    }

    [GeneratedRegex(
        "^[-+]?(?:(?<prefix>0x)(?<digits>[0-9a-fA-F]+)|(?<prefix>0b)(?<digits>[01]+)|(?<prefix>0o|0)(?<digits>[0-7]+)"
            + "|(?<digits>0|[1-9][0-9]*))$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Float();

    [GeneratedRegex(@"^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{2}:\d{2}(\.\d+)?\s*(Z|[-+]\d{2}:\d{2})?)?$")]
    private static partial Regex Timestamp();
}
