using System.Text;
using System.Xml;

namespace Infra.Cli;

/// <summary>
/// A text that came from an engine, a cloud or a file, without what a page, an XML file or a terminal must not take from it.
/// </summary>
internal static class PrintableText
{
    /// <summary>The text without control characters; lines stay lines.</summary>
    public static string Of(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").EnumerateRunes().Where(IsPrintable).Select(rune => rune.ToString()));

    /// <summary>The text in one line.</summary>
    public static string Line(string text) => Of(text).Replace('\n', ' ').Trim();

    private static bool IsPrintable(Rune rune) =>
        rune.Value == '\n' || (!Rune.IsControl(rune) && (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));
}
