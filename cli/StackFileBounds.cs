using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli;

/// <summary>
/// How large a stack file may be. Pull requests bring stack files, and a few lines of YAML can stand for more than any machine holds: an
/// alias repeats all that its anchor holds, and an anchor may hold itself.
/// </summary>
internal static class StackFileBounds
{
    /// <summary>The largest file. A real one has a few KiB, most of them a certificate.</summary>
    public const int MostBytes = 1024 * 1024;

    // The deepest key of the configuration lies five levels deep.
    private const int MostLevels = 32;

    // With every alias replaced by what it stands for. A real file has a few hundred.
    private const int MostValues = 20_000;

    /// <summary>Reads the text once without building anything: the reader that builds values calls itself for each level.</summary>
    /// <exception cref="YamlException">It is nested too deeply.</exception>
    public static void RequireShallow(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MostLevels)
            {
                throw TooDeep(parser.Current.Start, parser.Current.End);
            }
        }
    }

    /// <summary>Counts the values, those that aliases stand for among them.</summary>
    /// <exception cref="YamlException">There are too many, or one holds itself.</exception>
    public static void RequireSmall(YamlNode root)
    {
        var values = 0;
        Count(root, 0);

        void Count(YamlNode node, int depth)
        {
            if (depth > MostLevels)
            {
                throw TooDeep(node.Start, node.End);
            }
            if (++values > MostValues)
            {
                throw new YamlException(node.Start, node.End, $"its aliases stand for more than {MostValues} values");
            }
            foreach (
                var below in node switch
                {
                    YamlMappingNode map => map.Children.SelectMany(entry => (YamlNode[])[entry.Key, entry.Value]),
                    YamlSequenceNode list => list.Children,
                    _ => [],
                }
            )
            {
                Count(below, depth + 1);
            }
        }
    }

    private static YamlException TooDeep(in Mark start, in Mark end) =>
        new(start, end, $"it is nested more than {MostLevels} levels deep, or an anchor holds itself");
}
